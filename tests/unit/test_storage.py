"""What is written is whole, and belongs to whom the user lets it belong."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipclip_app.storage import write_atomically, write_bytes


@pytest.fixture
def group_may_read() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("group_may_read")
def test_a_new_file_has_the_permissions_of_all_new_files(tmp_path: Path):
    write_bytes(tmp_path / "new", b"content")

    assert permissions(tmp_path / "new") == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_a_file_keeps_its_permissions(tmp_path: Path, mode: int):
    path = tmp_path / "known"
    path.write_bytes(b"old")
    path.chmod(mode)

    write_bytes(path, b"new")

    assert (permissions(path), path.read_bytes()) == (mode, b"new")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="permissions do not bind here")
@pytest.mark.parametrize("before", [None, 0o644])
def test_a_private_file_is_its_owners_alone_before_its_first_byte(tmp_path: Path, before: int | None):
    path, seen = tmp_path / "secret", []
    if before is not None:
        path.touch(before)

    write_atomically(path, lambda temporary: seen.append(permissions(temporary)), private=True)

    assert (seen, permissions(path)) == ([0o600], 0o600)
