"""Whatever the user names as a path, asking about it raises nothing."""

from pathlib import Path

import pytest

from ipclip_app.paths import from_home, is_file, is_folder, real_path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    link = tmp_path / "link"
    link.symlink_to(link)
    return link


def test_folders_and_files_are_told_apart(tmp_path: Path):
    file = tmp_path / "file"
    file.touch()

    assert (is_folder(tmp_path), is_folder(file)) == (True, False)
    assert (is_file(tmp_path), is_file(file)) == (False, True)


def test_what_cannot_be_looked_at_is_neither_folder_nor_file(tmp_path: Path, endless: Path):
    for path in (endless / "below", tmp_path / ("n" * 300)):
        assert (is_folder(path), is_file(path)) == (False, False)


def test_links_are_followed_as_far_as_they_lead(tmp_path: Path, endless: Path):
    (tmp_path / "alias").symlink_to(tmp_path)

    assert real_path(tmp_path / "alias" / "a") == tmp_path / "a"
    assert real_path(endless) == endless


def test_the_home_of_nobody_stays_as_it_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("HOME", str(tmp_path))

    assert from_home("~/own") == tmp_path / "own"
    assert from_home("~nobody_of_this_name/own") == Path("~nobody_of_this_name/own")
