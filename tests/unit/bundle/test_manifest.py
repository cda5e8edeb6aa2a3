"""The manifest is read in the one form that it is written in, and every value in it is checked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.bundle import limits, names, strict_json
from ipclip_app.bundle.damage import Damage
from ipclip_app.bundle.manifest import Manifest, ManifestDraft, new_bundle_id
from ipclip_app.bundle.reader import Demands, parse_bundle
from ipclip_app.errors import BundleTamperedError, BundleVersionError

PATH = Path("x.ipclip")
Edited = Callable[[Callable[[dict[str, Any]], Any]], bytes]
SignedAgain = Callable[[Mapping[str, bytes], bytes], bytes]


def put(*keys: Any, value: object) -> Callable[[dict[str, Any]], None]:
    """A change that sets one value somewhere in the manifest."""

    def change(manifest: Any) -> None:
        for key in keys[:-1]:
            manifest = manifest[key]
        manifest[keys[-1]] = value

    return change


@pytest.fixture
def reason(now: datetime) -> Callable[[bytes], str]:
    """`reason(data)`: why the manifest of a duly signed bundle is refused."""

    def read(data: bytes) -> str:
        with pytest.raises(BundleTamperedError) as caught:
            parse_bundle(data, PATH, Demands(now=now))
        assert caught.value.entry == names.MANIFEST
        return caught.value.damage

    return read


def test_manifest_survives_being_written(data: bytes, now: datetime, draft: ManifestDraft):
    manifest = parse_bundle(data, PATH, Demands(now=now)).manifest
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest
    assert {key: getattr(manifest, key) for key in vars(draft)} == vars(draft)
    assert manifest.format == 1


def test_names_of_all_languages_are_written_as_they_are(entries: dict[str, bytes]):
    assert "große Eule".encode() in entries[names.MANIFEST]


def test_every_bundle_has_an_identifier_of_its_own():
    assert len({new_bundle_id() for _ in range(100)}) == 100


@pytest.mark.parametrize("key", ["licensee", "entries", "valid_until", "encryption", "bundle_id"])
def test_missing_key_is_named(edited: Edited, reason: Callable[[bytes], str], key: str):
    assert f"lacks '{key}'" in reason(edited(lambda manifest: manifest.pop(key)))


def test_unknown_key_is_refused(edited: Edited, reason: Callable[[bytes], str]):
    assert "does not know" in reason(edited(put("surprise", value=1)))
    assert "does not know" in reason(edited(put("backbone", "surprise", value=1)))


@pytest.mark.parametrize("found", [2, 10**20])
def test_newer_format_asks_for_a_newer_program(edited: Edited, found: int):
    with pytest.raises(BundleVersionError, match="install a newer version") as caught:
        parse_bundle(edited(put("format", value=found)), PATH, Demands())
    assert (caught.value.found, caught.value.known) == (found, 1)


@pytest.mark.parametrize("found", [0, -1, True, "1", 1.0, None])
def test_format_that_never_was_is_refused(edited: Edited, reason: Callable[[bytes], str], found: object):
    assert "'format'" in reason(edited(put("format", value=found)))


WRONG: dict[str, Any] = {
    "empty": (("licensee",), " "),
    "no text": (("licensee",), 1),
    "long": (("licensee",), "x" * (limits.TEXT + 1)),
    "escape sequence": (("licensee",), "a\x1b[2J"),
    "line break": (("licensee",), "a\nb"),
    "hidden direction": (("licensee",), "a\u202eb"),
    "line separator": (("issuer_name",), "a\u2028b"),
    "long scope": (("scope",), "x" * (limits.LONG_TEXT + 1)),
    "escape in scope": (("scope",), "a\x00b"),
    "identifier": (("bundle_id",), "0123"),
    "upper case": (("bundle_id",), "0123456789ABCDEF" * 2),
    "no time": (("valid_from",), "tomorrow"),
    "short time": (("valid_from",), "2026-3-2T00:00:00Z"),
    "time with zone": (("valid_from",), "2026-03-02T00:00:00+00:00"),
    "number as time": (("created",), 0),
    "end before beginning": (("valid_until",), "2026-03-02T00:00:00Z"),
    "no classes": (("class_names",), []),
    "class twice": (("class_names",), ["cat", "cat"]),
    "class no text": (("class_names",), ["cat", None]),
    "classes no list": (("class_names",), "cat"),
    "too many classes": (("class_names",), [str(number) for number in range(limits.CLASS_NAMES + 1)]),
    "threshold": (("thresholds", "authorized"), 1),
    "threshold true": (("thresholds", "authorized"), True),
    "thresholds no object": (("thresholds",), [1.0, 2.0]),
    "promise": (("false_rejection",), 1.5),
    "metric": (("metrics",), {"x": "y"}),
    "metrics no object": (("metrics",), [1.0]),
    "too many metrics": (("metrics",), {str(number): 0.5 for number in range(limits.METRICS + 1)}),
    "backbone no object": (("backbone",), "demo"),
    "two channels": (("backbone", "mean"), [0.5, 0.5]),
    "zero deviation": (("backbone", "std"), [0.5, 0.0, 0.5]),
    "no side": (("backbone", "image_size"), 0),
    "huge side": (("backbone", "image_size"), 10**9),
    "side true": (("backbone", "image_size"), True),
    "key": (("issuer_public_key",), "AAAA"),
    "key no base64": (("issuer_public_key",), "é"),
    "key no text": (("issuer_public_key",), 5),
    "fingerprint": (("issuer",), "SHA256:x"),
    "encryption": (("encryption",), True),
    "entries no object": (("entries",), []),
    "entry no object": (("entries", names.PROMPT), 5),
    "size": (("entries", names.PROMPT, "size"), -1),
    "size no number": (("entries", names.PROMPT, "size"), "5"),
    "hash": (("entries", names.PROMPT, "sha256"), "0" * 63),
    "foreign entry": (("entries", "../evil"), {"size": 1, "sha256": "0" * 64}),
}


@pytest.mark.parametrize("keys_and_value", WRONG.values(), ids=WRONG)
def test_wrong_value_is_refused_by_its_name(
    edited: Edited, reason: Callable[[bytes], str], keys_and_value: tuple[tuple[str, ...], object]
):
    keys, value = keys_and_value
    told = reason(edited(put(*keys, value=value)))
    assert keys[0].split("_")[0] in told


def test_unknown_encryption_is_refused(edited: Edited, reason: Callable[[bytes], str]):
    scheme = {"recipient": "SHA256:" + "A" * 43, "scheme": "ROT13"}
    assert "encryption.scheme" in reason(edited(put("encryption", value=scheme)))


def test_encryption_without_encrypted_entries_is_refused(edited: Edited, reason: Callable[[bytes], str]):
    scheme = {"recipient": "SHA256:" + "A" * 43, "scheme": "X25519-HKDF-SHA256-AES-256-GCM"}
    assert "entries" in reason(edited(put("encryption", value=scheme)))


BOMBS: dict[str, tuple[bytes, str]] = {
    "deep lists": (b"[" * 500_000, strict_json.DEPTH),
    "deep objects": (b'{"a":' * 100_000, strict_json.DEPTH),
    "long integer": (b'{"format":' + b"9" * 100_000 + b"}", strict_json.NUMBER),
    "long fraction": (b'{"format":1.' + b"9" * 100_000 + b"}", strict_json.NUMBER),
    "infinite": (b'{"format":1e999}', strict_json.CONSTANT),
    "not a number": (b'{"format":NaN}', strict_json.CONSTANT),
    "infinity": (b'{"format":-Infinity}', strict_json.CONSTANT),
    "key twice": (b'{"format":1,"format":2}', strict_json.DUPLICATE),
    "no text": (b'{"format":"\xff"}', strict_json.TEXT),
    "UTF-16": ('{"format":1}'.encode("utf-16"), strict_json.TEXT),
    "mark of byte order": (b'\xef\xbb\xbf{"format":1}', strict_json.SYNTAX),
    "nothing": (b"", strict_json.SYNTAX),
    "two documents": (b"{}{}", strict_json.SYNTAX),
}


@pytest.mark.parametrize(("manifest", "told"), BOMBS.values(), ids=BOMBS)
def test_bomb_of_json_is_refused(
    entries: dict[str, bytes], signed_again: SignedAgain, reason: Callable[[bytes], str], manifest: bytes, told: str
):
    assert reason(signed_again(entries, manifest)) == told


def test_half_a_character_is_refused(entries: dict[str, bytes], signed_again: SignedAgain, now: datetime):
    manifest = entries[names.MANIFEST].replace(b"A licensee", rb"\ud800")
    with pytest.raises(BundleTamperedError, match="licensee"):
        parse_bundle(signed_again(entries, manifest), PATH, Demands(now=now))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'{"backbone"', b'{ "backbone"'),
        (b'"A licensee"', rb'"\u0041 licensee"'),
        (b"0.05", b"5e-2"),
        (b"-1.5", b"-1.50"),
        (b"}\n", b"}"),
        (b"}\n", b"}\n\n"),
    ],
)
def test_other_ways_of_writing_the_same_are_refused(
    entries: dict[str, bytes], signed_again: SignedAgain, reason: Callable[[bytes], str], old: bytes, new: bytes
):
    assert old in entries[names.MANIFEST]
    assert "one way" in reason(signed_again(entries, entries[names.MANIFEST].replace(old, new)))


@pytest.mark.parametrize(
    "change",
    [
        {"licensee": ""},
        {"created": datetime(2026, 3, 1)},  # noqa: DTZ001 - that a zone is missing is what is tried
        {"created": datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=1)))},
        {"created": datetime(2026, 3, 1, microsecond=1, tzinfo=UTC)},
        {"class_names": ["cat"]},
        {"metrics": {"x": float("nan")}},
        {"thresholds": {"authorized": 0.5}},
        {"false_rejection": 1},
    ],
    ids=str,
)
def test_owner_cannot_draft_what_nobody_could_read(draft: ManifestDraft, change: dict[str, Any]):
    with pytest.raises(Damage):
        replace(draft, **change)
