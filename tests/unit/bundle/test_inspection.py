"""A look into a file tells what is intact and what is not, and refuses nothing."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ipclip_app.bundle import container, limits, names
from ipclip_app.bundle.inspection import BundleReport, inspect_bundle
from ipclip_app.bundle.writer import BundleContent, to_bytes
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.errors import (
    BundleExpiredError,
    BundleNotYetValidError,
    BundleTamperedError,
    BundleUnreadableError,
    NotABundleError,
    UnknownIssuerError,
)

Look = Callable[[bytes], BundleReport]


@pytest.fixture
def look(path: Path, now: datetime) -> Look:
    """`look(data)`: the report on a file."""

    def inspect(data: bytes) -> BundleReport:
        path.write_bytes(data)
        return inspect_bundle(path, now=now)

    return inspect


def states(report: BundleReport) -> dict[str, str]:
    return {entry.name: entry.state for entry in report.entries}


def test_intact_bundle_is_told_in_full(look: Look, data: bytes, path: Path, entries: dict[str, bytes]):
    report = look(data)
    assert (report.path, report.size, report.file_sha256) == (path, len(data), sha256(data).hexdigest())
    assert (report.signature, report.validity, report.error, report.reason) == ("intact", "valid", None, None)
    assert report.manifest is not None
    assert report.manifest.licensee == "A licensee"
    assert states(report) == dict.fromkeys(names.PLAIN, "intact")
    assert [entry.size for entry in report.entries] == [len(content) for content in entries.values()]


def test_encrypted_entries_are_called_so(
    look: Look, content: BundleContent, signing: SigningKey, receiving: ReceivingKey
):
    report = look(to_bytes(content, signing, receiving.public))
    assert report.error is None
    assert states(report) == dict.fromkeys(names.SEALED, "intact") | dict.fromkeys(names.UNSEALED, "encrypted")


@pytest.mark.parametrize("name", names.described(sealed=False))
def test_altered_entry_is_pointed_out_beside_the_intact_ones(
    look: Look, data: bytes, entries: dict[str, bytes], name: str
):
    changed = bytearray(data)
    changed[data.index(entries[name])] ^= 1
    report = look(bytes(changed))
    assert states(report) == dict.fromkeys(names.PLAIN, "intact") | {name: "altered"}
    assert isinstance(report.error, BundleTamperedError)
    assert (report.error.entry, report.signature) == (name, "intact")


def test_readable_manifest_without_its_signature_proves_nothing(look: Look, entries: dict[str, bytes]):
    report = look(container.pack(entries | {names.SIGNATURE: bytes(64)}))
    unproven = dict.fromkeys(names.PLAIN, "unknown") | {names.MANIFEST: "altered", names.SIGNATURE: "altered"}
    assert (report.signature, states(report)) == ("altered", unproven)
    assert report.manifest is not None


def test_missing_and_unexpected_entries_are_told(look: Look, entries: dict[str, bytes]):
    fewer = {name: content for name, content in entries.items() if name != names.LICENSE}
    report = look(container.pack(fewer | {"more.txt": b"12345"}))
    assert states(report) == dict.fromkeys(names.PLAIN, "intact") | {names.LICENSE: "missing", "more.txt": "unexpected"}
    assert report.entries[-1].size == 5


def test_truncated_bundle_shows_what_is_left(look: Look, data: bytes, entries: dict[str, bytes]):
    report = look(data[: data.index(entries[names.REFERENCE])])
    assert report.manifest is not None
    assert (report.signature, states(report)[names.SIGNATURE]) == ("missing", "missing")
    assert container.CUT in str(report.reason)


def test_manifest_that_cannot_be_read_leaves_the_rest_unknown(look: Look, entries: dict[str, bytes]):
    report = look(container.pack(entries | {names.MANIFEST: b"{}\n"}))
    assert (report.manifest, report.signature, report.validity) == (None, "unknown", "unknown")
    assert set(states(report).values()) == {"unknown"}


def test_dates_are_told_apart(path: Path, data: bytes, now: datetime):
    path.write_bytes(data)
    early, late = (inspect_bundle(path, now=now + timedelta(days=days)) for days in (-30, 30))
    assert (early.validity, late.validity) == ("not yet valid", "expired")
    assert isinstance(early.error, BundleNotYetValidError)
    assert isinstance(late.error, BundleExpiredError)
    assert late.signature == "intact"


def test_other_issuer_is_told(path: Path, data: bytes, now: datetime, signing: SigningKey):
    path.write_bytes(data)
    assert inspect_bundle(path, issuer=signing.public, now=now).error is None
    report = inspect_bundle(path, issuer=SigningKey.generate().public, now=now)
    assert isinstance(report.error, UnknownIssuerError)


def test_foreign_file_is_told(look: Look):
    report = look(b"\x89PNG")
    assert isinstance(report.error, NotABundleError)
    assert report.manifest is None


def test_folder_and_huge_file_are_told_without_being_read(path: Path, tmp_path: Path):
    with path.open("wb") as file:
        file.truncate(limits.FILE + 1)
    assert isinstance(inspect_bundle(path).error, BundleTamperedError)
    assert isinstance(inspect_bundle(tmp_path).error, NotABundleError)


def test_file_that_is_not_there_is_an_error(path: Path):
    with pytest.raises(BundleUnreadableError):
        inspect_bundle(path)


def test_looking_needs_no_torch():
    script = "import sys, ipclip_app.bundle.inspection; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)
