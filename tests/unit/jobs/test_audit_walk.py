"""An audit finds every file that it was given, once, in a fixed order, and never walks in circles."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import UnreadableImageError
from ipclip_app.jobs.audit_walk import Walk

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")


def files(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")
    return root


def found(root: Path, *given: str) -> list[str]:
    return [
        path.relative_to(root).as_posix() for path in Walk([root / name for name in given]) if isinstance(path, Path)
    ]


def test_folders_of_any_depth_are_walked_in_the_given_order(tmp_path: Path):
    files(tmp_path, "z/2.png", "z/10.png", "z/b/c/d/deep.png", "z/a/1.png", "first.png")
    assert found(tmp_path, "first.png", "z") == ["first.png", "z/10.png", "z/2.png", "z/a/1.png", "z/b/c/d/deep.png"]
    assert found(tmp_path, "z", "first.png")[-1] == "first.png"


def test_hidden_files_are_passed_over_unless_given(tmp_path: Path):
    files(tmp_path, "a/.hidden.png", "a/Thumbs.db", "a/__MACOSX/x.png", "a/seen.png")
    assert found(tmp_path, "a") == ["a/seen.png"]
    assert found(tmp_path, "a/.hidden.png") == ["a/.hidden.png"]


def test_whatever_its_kind_a_file_is_found(tmp_path: Path):
    files(tmp_path, "a/notes.txt", "a/no_suffix")
    assert found(tmp_path, "a", "missing.png") == ["a/no_suffix", "a/notes.txt", "missing.png"]


def test_nothing_is_found_twice(tmp_path: Path):
    files(tmp_path, "a/1.png", "a/b/2.png")
    assert found(tmp_path, "a", "a/b", "a", "a/1.png", "a/1.png") == ["a/b/2.png", "a/1.png"]


@needs_links
def test_links_that_lead_in_circles_end(tmp_path: Path):
    files(tmp_path, "a/b/1.png", "a/2.png")
    (tmp_path / "a" / "b" / "around").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    assert found(tmp_path, "a") == ["a/2.png", "a/self", "a/b/1.png"]


@needs_links
def test_a_link_to_what_contains_the_given_folder_is_not_followed(tmp_path: Path):
    files(tmp_path, "secret.png", "a/1.png")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert found(tmp_path, "a") == ["a/1.png"]


@needs_links
def test_a_linked_folder_is_walked_once_by_its_own_name(tmp_path: Path):
    files(tmp_path, "a/z/1.png", "elsewhere/2.png")
    (tmp_path / "a" / "b").symlink_to(tmp_path / "a" / "z")
    (tmp_path / "a" / "c").symlink_to(tmp_path / "elsewhere")
    assert found(tmp_path, "a") == ["a/z/1.png", "a/c/2.png"]


@needs_links
def test_a_link_to_a_given_file_is_that_file(tmp_path: Path):
    files(tmp_path, "a/1.png", "2.png")
    (tmp_path / "a" / "link.png").symlink_to(tmp_path / "2.png")
    assert found(tmp_path, "2.png", "a") == ["2.png", "a/1.png"]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    files(tmp_path, "a/b/1.png", "a/c/2.png")
    listed: Callable[[Path], Any] = Path.iterdir

    def locked(path: Path) -> Any:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", locked)
    error, path = Walk([tmp_path / "a"])
    assert isinstance(error, UnreadableImageError)
    assert (error.path, error.reason) == (tmp_path / "a" / "b", "cannot be read (Permission denied)")
    assert path == tmp_path / "a" / "c" / "2.png"


def test_a_walk_can_be_repeated(tmp_path: Path):
    walk = Walk([files(tmp_path, "a/1.png")])
    assert list(walk) == list(walk) != []
