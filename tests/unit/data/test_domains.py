import hashlib
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ipclip_app.data.domains import Domain, ImageFile, ScannedDomain, discover_domains, restrict, scan_domain
from ipclip_app.errors import ClassCollisionError, FolderError
from ipclip_app.progress import run_to_end

MakeDomain = Callable[[Path, Mapping[str, int]], Path]


def _scan(root: Path, **options: bool) -> ScannedDomain:
    return run_to_end(scan_domain(root, **options))


def test_class_folders_make_a_labelled_domain(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "photo", {"hot_dog": 2, "cat": 1})

    scanned = _scan(root, needs_classes=True)

    domain = scanned.domain
    assert (domain.name, domain.root, domain.class_names, domain.labelled) == ("photo", root, ("cat", "hot_dog"), True)
    assert [(file.path.name, file.class_name) for file in domain.files] == [
        ("000.png", "cat"),
        ("000.png", "hot_dog"),
        ("001.png", "hot_dog"),
    ]
    assert domain.files[0].digest == hashlib.sha256((root / "cat/000.png").read_bytes()).hexdigest()
    assert scanned.failures == scanned.empty_folders == scanned.collisions == ()


def test_a_folder_without_class_folders_is_unlabelled(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "web", {"": 3})
    (root / "notes").mkdir()
    (root / "notes/list.txt").write_text("no image")

    domain = _scan(root).domain

    assert (len(domain.files), domain.class_names, domain.labelled) == (3, (), False)
    assert {file.class_name for file in domain.files} == {None}
    with pytest.raises(FolderError, match="has no class subfolders"):
        _scan(root, needs_classes=True)


def test_nested_images_belong_to_their_class(tmp_path: Path, make_domain: MakeDomain):
    make_domain(tmp_path / "photo/cat", {"2019": 1, "2020/may": 1})

    domain = _scan(tmp_path / "photo").domain

    assert [file.class_name for file in domain.files] == ["cat", "cat"]


def test_unusable_files_are_named_and_never_end_the_scan(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "photo", {"cat": 2, "": 1})
    (root / "cat/notes.txt").write_text("text")
    (root / "cat/empty.jpg").touch()
    (root / "cat/gone.png").symlink_to("nowhere")
    (root / "dog").mkdir()
    (root / "README.md").write_text("about")

    scanned = _scan(root)

    kinds = {error.path.name: error.kind for error in scanned.failures}
    assert kinds == {
        "notes.txt": "not_an_image",
        "empty.jpg": "truncated",
        "gone.png": "unreadable",
        "000.png": "stray",
    }
    assert len(scanned.domain.files) == 2
    assert scanned.empty_folders == (root / "dog",)


def test_progress_goes_file_by_file_and_stops_at_once(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "photo", {"cat": 2, "dog": 1})

    reports = [(report.step, report.total) for report in scan_domain(root) if report.phase == "scan"]
    job = scan_domain(root)
    next(job)
    job.close()

    assert reports == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_scanning_changes_nothing_in_the_folder(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "photo", {"cat": 2})
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    _scan(root)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_folders_without_images_are_refused_with_a_reason(tmp_path: Path):
    (tmp_path / "empty/cat").mkdir(parents=True)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.jpg").write_text("no image")

    with pytest.raises(FolderError, match="empty: contains no image"):
        _scan(tmp_path / "empty")
    with pytest.raises(FolderError, match=r"texts: contains no usable image \(1 file\(s\) left out.*a\.jpg"):
        _scan(tmp_path / "texts")
    with pytest.raises(FolderError, match="empty: contains no image"):
        _scan(tmp_path / "empty", needs_classes=True)


@pytest.mark.parametrize("names", [("Guitar", "guitar"), ("hot_dog", "hot dog")])
def test_class_folders_of_one_meaning_are_refused_or_reported(
    tmp_path: Path, make_domain: MakeDomain, names: tuple[str, str]
):
    root = make_domain(tmp_path / "photo", dict.fromkeys(names, 1))

    with pytest.raises(ClassCollisionError) as caught:
        _scan(root)

    assert caught.value.names == tuple(sorted(names))
    assert _scan(root, tolerant=True).collisions == (tuple(sorted(names)),)


def test_an_empty_twin_is_no_collision(tmp_path: Path, make_domain: MakeDomain):
    assert _scan(make_domain(tmp_path / "photo", {"Cat": 1, "cat": 0})).domain.class_names == ("Cat",)


def test_a_decomposed_folder_name_gives_a_composed_class(tmp_path: Path, make_domain: MakeDomain):
    root = make_domain(tmp_path / "photo", {unicodedata.normalize("NFD", "café"): 1})

    assert _scan(root).domain.class_names == ("café",)


def _discover(root: Path) -> tuple[Path, ...]:
    return run_to_end(discover_domains(root)).domains


def test_a_folder_of_domains_is_told_from_a_domain(tmp_path: Path, make_domain: MakeDomain):
    photo, sketch = (make_domain(tmp_path / name, {"cat": 1, "dog": 1}) for name in ("photo", "sketch"))
    make_domain(tmp_path, {"": 1})
    shutil.copytree(photo, tmp_path / "zebra/cat/nested", dirs_exist_ok=True)
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "empty").mkdir()

    assert _discover(tmp_path) == (photo, sketch, tmp_path / "zebra")
    assert _discover(photo) == (photo,)


def test_nested_and_flat_classes_still_make_one_domain(tmp_path: Path, make_domain: MakeDomain):
    make_domain(tmp_path, {"cat": 1, "dog/2020": 1})
    make_domain(tmp_path / "flat", {"": 2})

    assert _discover(tmp_path) == (tmp_path,)
    assert _discover(tmp_path / "flat") == (tmp_path / "flat",)


def test_domains_made_of_links_into_each_other_are_both_found(tmp_path: Path, make_domain: MakeDomain):
    full = make_domain(tmp_path / "full", {"cat": 1, "dog": 1})
    (tmp_path / "part").mkdir()
    (tmp_path / "part/cat").symlink_to(full / "cat")

    assert _discover(tmp_path) == (full, tmp_path / "part")


def test_looking_for_domains_where_no_image_is_says_so(tmp_path: Path):
    with pytest.raises(FolderError, match="contains no image"):
        _discover(tmp_path)


def test_restricting_keeps_the_asked_classes_under_the_asked_spelling():
    names = ("Hot_Dog", "cat", "owl")
    domain = Domain("d", Path("d"), tuple(ImageFile(Path(name), name, name) for name in names), names)

    kept = restrict(domain, ("hot dog", "cat", "absent"))

    assert [(file.path.name, file.class_name) for file in kept.files] == [("Hot_Dog", "hot dog"), ("cat", "cat")]
    assert kept.class_names == ("cat", "hot dog")


def test_counts_are_of_different_contents():
    files = tuple(ImageFile(Path(str(index)), name, digest) for index, (name, digest) in enumerate(["aa", "aa", "ab"]))
    domain = Domain("d", Path("d"), files, ("a",))

    assert (domain.distinct_count(), domain.distinct_counts()) == (2, {"a": 2})
