"""Whatever somebody does to the file, the reason is told and nothing is loaded."""

import io
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from ipclip_app.bundle import container, limits, names, tensors
from ipclip_app.bundle.damage import Damage
from ipclip_app.bundle.reader import Demands, parse_bundle, read_bundle
from ipclip_app.errors import BundleError, BundleTamperedError, BundleUnreadableError, NotABundleError

Entries = dict[str, bytes]


@pytest.fixture(autouse=True)
def nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No refusal in this module may come after tensors were looked at."""

    def load(*_: object) -> None:
        pytest.fail("tensors were read")

    monkeypatch.setattr(tensors, "from_bytes", load)


@pytest.fixture
def refusal(path: Path, now: datetime) -> Callable[[bytes], tuple[str | None, str]]:
    """`refusal(data)`: the entry and the reason for which a file is refused as altered."""

    def read(data: bytes) -> tuple[str | None, str]:
        path.write_bytes(data)
        with pytest.raises(BundleTamperedError) as caught:
            read_bundle(path, now=now)
        assert caught.value.path == path
        assert caught.value.damage in str(caught.value)
        return caught.value.entry, caught.value.damage

    return read


Refusal = Callable[[bytes], tuple[str | None, str]]


def zipped(entries: list[tuple[zipfile.ZipInfo | str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    """The entries as any program would zip them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def canonical(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    """What the zipfile module needs to write an entry in the one allowed form."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr = mode << 16
    return info


def test_any_program_can_unzip_it(data: bytes, entries: Entries):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert tuple(archive.namelist()) == names.PLAIN
        assert {name: archive.read(name) for name in entries} == entries
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_writing_the_entries_again_gives_the_same_bytes(data: bytes):
    assert container.pack(container.unpack(data)) == data


def test_contents_are_not_copied(data: bytes):
    assert all(entry.obj is data for entry in container.unpack(data).values())


def test_flipped_bits_are_found_wherever_they_are(data: bytes, path: Path, now: datetime):
    bits = 8 * len(data)
    every = (*range(8 * 70), *range(8 * 70, bits - 480, 23), *range(bits - 480, bits))
    for bit in every:
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BundleError):
            parse_bundle(bytes(changed), path, Demands(now=now))


def test_flipped_bit_in_an_entry_names_the_entry(data: bytes, entries: Entries, refusal: Refusal):
    for name, content in entries.items():
        changed = bytearray(data)
        changed[data.index(content) + len(content) // 2] ^= 1
        assert refusal(bytes(changed)) == (name, container.ALTERED)


def test_altered_time_in_a_header_is_found(data: bytes, refusal: Refusal):
    changed = bytearray(data)
    changed[10] ^= 1
    assert refusal(bytes(changed)) == (names.MANIFEST, container.HEADER)


def test_altered_mode_in_the_directory_is_found(data: bytes, refusal: Refusal):
    changed = bytearray(data)
    changed[data.index(b"PK\x01\x02") + 40] ^= 1
    assert refusal(bytes(changed)) == (None, container.DIRECTORY)


def test_every_truncation_is_refused(data: bytes):
    for length in range(len(data)):
        with pytest.raises(Damage):
            container.unpack(data[:length])


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.99])
def test_truncation_is_called_so(data: bytes, refusal: Refusal, kept: float):
    assert refusal(data[: int(kept * len(data))])[1] == container.CUT


def test_bytes_behind_the_end_are_refused(data: bytes, refusal: Refusal):
    assert refusal(data + b"\0") == (None, container.APPENDED)
    assert refusal(data + data) == (None, container.APPENDED)


def test_bytes_in_front_are_refused(data: bytes, refusal: Refusal):
    assert refusal(b"#!" + data) == (None, container.PREPENDED)


def test_bytes_between_entries_are_refused(data: bytes, refusal: Refusal):
    second = data.index(b"PK\x03\x04", 4)
    assert refusal(data[:second] + b"PK" + data[second:]) == (None, container.STRAY)


def test_extra_entry_is_refused(entries: Entries, refusal: Refusal):
    assert refusal(container.pack(entries | {"more.txt": b"x"})) == ("more.txt", container.UNEXPECTED)


@pytest.mark.parametrize("name", names.PLAIN)
def test_missing_entry_is_refused(entries: Entries, refusal: Refusal, name: str):
    fewer = {each: content for each, content in entries.items() if each != name}
    assert refusal(container.pack(fewer)) == (name, container.MISSING)


@pytest.mark.parametrize("name", names.PLAIN)
def test_renamed_entry_is_refused(entries: Entries, refusal: Refusal, name: str):
    renamed = {f"{each}x" if each == name else each: content for each, content in entries.items()}
    assert refusal(container.pack(renamed)) == (f"{name}x", container.UNEXPECTED)


def test_name_in_other_letters_is_refused(entries: Entries, refusal: Refusal):
    renamed = {name.replace("README", "readme"): content for name, content in entries.items()}
    assert refusal(container.pack(renamed)) == ("readme.md", container.UNEXPECTED)


def test_entry_that_is_there_twice_is_refused(data: bytes, entries: Entries, refusal: Refusal):
    directory = data.index(b"PK\x01\x02")
    again = container.pack({names.README: entries[names.README]}).partition(b"PK\x01\x02")[0]
    assert refusal(data[:directory] + again + data[directory:]) == (names.README, container.DUPLICATE)


def test_reordered_entries_are_refused(entries: Entries, refusal: Refusal):
    swapped = dict(zip((names.MANIFEST, names.REFERENCE, names.PROMPT, *names.PLAIN[3:]), [b""] * 6, strict=True))
    assert refusal(container.pack({name: entries[name] for name in swapped})) == (names.REFERENCE, container.ORDER)


def test_other_order_in_the_directory_alone_is_refused(data: bytes, refusal: Refusal):
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    first, second, rest = data[start:end].split(b"PK\x01\x02", 3)[1:]
    lines = b"".join(b"PK\x01\x02" + line for line in (second, first, rest))
    assert refusal(data[:start] + lines + data[end:]) == (None, container.DIRECTORY)


def test_plain_and_encrypted_entries_side_by_side_are_refused(entries: Entries, refusal: Refusal):
    entry, reason = refusal(container.pack(entries | {names.SEALED_PROMPT: b"x"}))
    assert (entry, reason) == (names.PROMPT, container.UNEXPECTED)


def test_zip_bomb_is_refused_without_unpacking_it(entries: Entries, refusal: Refusal):
    bomb = [(canonical(name), bytes(1 << 20) if name == names.PROMPT else content) for name, content in entries.items()]
    for info, _ in bomb[1:2]:
        info.compress_type = zipfile.ZIP_DEFLATED
    assert refusal(zipped(list(bomb))) == (names.PROMPT, container.COMPRESSED)


def test_entry_that_claims_four_gigabytes_is_refused(data: bytes, refusal: Refusal):
    second = data.index(b"PK\x03\x04", 4)
    changed = data[: second + 18] + struct.pack("<LL", 0xFFFFFFFF, 0xFFFFFFFF) + data[second + 26 :]
    assert refusal(changed) == (names.PROMPT, container.TOO_LARGE)


def test_manifest_beyond_its_limit_is_refused(entries: Entries, refusal: Refusal):
    large = entries | {names.MANIFEST: bytes(limits.MANIFEST + 1)}
    assert refusal(container.pack(large)) == (names.MANIFEST, container.TOO_LARGE)


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "..\\evil", "C:evil", "README.md\0.exe"])
def test_path_traversal_is_refused(entries: Entries, refusal: Refusal, name: str):
    assert refusal(container.pack(entries | {name: b"x"})) == (name, container.UNSAFE)


def test_symbolic_link_is_refused(entries: Entries, refusal: Refusal):
    links = {names.PROMPT: stat.S_IFLNK | 0o777}
    linked = [(canonical(name, links.get(name, stat.S_IFREG | 0o644)), content) for name, content in entries.items()]
    assert refusal(zipped(list(linked))) == (names.PROMPT, container.LINK)


def test_bundle_zipped_again_by_another_program_is_refused(entries: Entries, refusal: Refusal):
    times = [(zipfile.ZipInfo(name, (2026, 3, 1, 0, 0, 0)), content) for name, content in entries.items()]
    assert refusal(zipped(list(times))) == (names.MANIFEST, container.HEADER)


def test_comment_behind_the_directory_is_refused(data: bytes, refusal: Refusal):
    assert refusal(data[:-2] + b"\x02\x00hi") == (None, container.DIRECTORY)


def test_thousands_of_entries_are_refused_after_a_few(entries: Entries):
    many = container.pack(entries | {f"{number}": b"" for number in range(5000)})
    scan = container.scan_entries(many)
    assert scan.damage is not None
    assert len(scan.entries) == limits.ENTRIES


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"see manifest.json", bytes(4096)])
def test_file_that_was_never_a_bundle_is_called_so(path: Path, data: bytes):
    path.write_bytes(data)
    with pytest.raises(NotABundleError):
        read_bundle(path)


def test_other_zip_files_are_no_bundles(path: Path):
    path.write_bytes(zipped([("word/document.xml", b"<x/>"), ("README.md", b"")], zipfile.ZIP_DEFLATED))
    with pytest.raises(NotABundleError):
        read_bundle(path)


def test_folder_is_no_bundle(tmp_path: Path):
    with pytest.raises(NotABundleError, match="no plain file"):
        read_bundle(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_named_pipe_is_refused_without_waiting_for_it(path: Path):
    subprocess.run(["mkfifo", str(path)], check=True)
    with pytest.raises(NotABundleError, match="no plain file"):
        read_bundle(path)


def test_file_that_is_not_there_is_unreadable_and_not_altered(path: Path):
    with pytest.raises(BundleUnreadableError, match="check the path"):
        read_bundle(path)


def test_huge_file_is_refused_before_it_is_read(path: Path, monkeypatch: pytest.MonkeyPatch):
    with path.open("wb") as file:
        file.truncate(limits.FILE + 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(BundleTamperedError, match="larger than any bundle"):
        read_bundle(path)
