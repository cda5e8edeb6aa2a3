import os
from pathlib import Path

import pytest

from ipclip_app.data.folders import FolderListing, list_folder, require_folder
from ipclip_app.errors import FolderError
from ipclip_app.progress import run_to_end


def _touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def _list(root: Path) -> FolderListing:
    return run_to_end(list_folder(root))


def test_files_belong_to_their_direct_subfolder_however_deep(tmp_path: Path):
    deep, shallow, loose = (_touch(tmp_path / name) for name in ("cat/2020/may/b.png", "cat/a.png", "readme.md"))
    (tmp_path / "empty").mkdir()

    listing = _list(tmp_path)

    assert listing.loose == (loose,)
    assert listing.subfolders == {"cat": (deep, shallow), "empty": ()}


def test_what_systems_leave_behind_is_skipped(tmp_path: Path):
    for name in (
        ".hidden.png",
        ".git/a.png",
        "cat/Thumbs.db",
        "cat/desktop.ini",
        "__MACOSX/cat/a.png",
        "cat/.DS_Store",
    ):
        _touch(tmp_path / name)
    kept = _touch(tmp_path / "cat/a.png")

    assert _list(tmp_path).subfolders == {"cat": (kept,)}


def test_the_order_is_that_of_the_names_and_not_of_creation(tmp_path: Path):
    for name in ("b/2.png", "a/9.png", "b/10.png", "a/1.png"):
        _touch(tmp_path / name)

    listing = _list(tmp_path)

    assert [(name, [path.name for path in paths]) for name, paths in listing.subfolders.items()] == [
        ("a", ["1.png", "9.png"]),
        ("b", ["10.png", "2.png"]),
    ]


def test_links_in_circles_end_and_count_nothing_twice(tmp_path: Path):
    root = tmp_path / "root"
    kept = _touch(root / "cat/a.png")
    _touch(tmp_path / "sibling/dog/b.png")
    for link, target in {
        "self": ".",
        "cat/up": "..",
        "cat/sibling": "../..",
        "aa": "cat",
        "cat/me.png": "me.png",
    }.items():
        (root / link).symlink_to(target)

    listing = _list(root)

    assert listing.subfolders == {"cat": (kept, root / "cat/me.png")}  # the link to itself is left to fail by name


def test_links_to_other_places_are_followed(tmp_path: Path):
    store = _touch(tmp_path / "store/a.png")
    picture = _touch(tmp_path / "elsewhere.png")
    root = tmp_path / "root"
    (root / "dog").mkdir(parents=True)
    (root / "cat").symlink_to(store.parent)
    (root / "dog/b.png").symlink_to(picture)

    assert _list(root).subfolders == {"cat": (root / "cat/a.png",), "dog": (root / "dog/b.png",)}


def test_a_link_never_takes_the_files_of_a_real_folder(tmp_path: Path):
    real = _touch(tmp_path / "zebra/a.png")
    _touch(tmp_path / "ape/b.png")
    (tmp_path / "ape/link").symlink_to(real.parent)
    (tmp_path / "ape/c.png").symlink_to(real)

    assert _list(tmp_path).subfolders == {"ape": (tmp_path / "ape/b.png",), "zebra": (real,)}


def test_every_folder_gives_a_report(tmp_path: Path):
    _touch(tmp_path / "a/b/c.png")

    assert [(report.phase, report.step) for report in list_folder(tmp_path)] == [("folders", n) for n in (1, 2, 3)]


def test_a_folder_that_may_not_be_listed_is_named_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = _touch(tmp_path / "cat/a.png")
    denied = _touch(tmp_path / "dog/b.png").parent
    real_iterdir = Path.iterdir

    def iterdir(path: Path):
        if path == denied:
            raise PermissionError(13, "Permission denied")
        return real_iterdir(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)

    listing = _list(tmp_path)

    assert listing.subfolders == {"cat": (kept,), "dog": ()}
    assert [(error.path, error.kind) for error in listing.unreadable] == [(denied, "unreadable")]
    with pytest.raises(FolderError, match="cannot be read"):
        require_folder(denied)


def test_a_missing_folder_and_a_file_are_refused_by_name(tmp_path: Path):
    with pytest.raises(FolderError, match="gone: there is no such folder"):
        _list(tmp_path / "gone")
    with pytest.raises(FolderError, match=r"a\.png: is not a folder"):
        _list(_touch(tmp_path / "a.png"))


def test_names_that_are_not_unicode_are_listed(tmp_path: Path):
    name = os.fsdecode(b"caf\xe9.png")
    _touch(tmp_path / "cat" / name)

    assert [path.name for path in _list(tmp_path).subfolders["cat"]] == [name]
