"""A bundle is written whole or not at all, and only if it can be read."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app import storage
from ipclip_app.bundle import limits
from ipclip_app.bundle.reader import read_bundle
from ipclip_app.bundle.writer import BundleContent, exporting, write_bundle
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.errors import BundleContentError, OutputError, OutputExistsError
from ipclip_app.formats.tensors import MOST_TENSORS


class PowerLossError(BaseException):
    """The end of the process, which nothing catches."""


def test_what_is_written_is_read_again(path: Path, content: BundleContent, signing: SigningKey, now: datetime):
    manifest = write_bundle(path, content, signing)
    bundle = read_bundle(path, issuer=signing.public, now=now)
    assert bundle.manifest == manifest
    assert (bundle.readme, bundle.license) == ("# A model\n", "A license.\n")
    for read, written in ((bundle.prompt, content.prompt), (bundle.reference, content.reference)):
        assert read.keys() == written.keys()
        assert all(torch.equal(read[name], written[name]) for name in written)


def test_encrypted_bundle_is_read_again(
    path: Path, content: BundleContent, signing: SigningKey, receiving: ReceivingKey, now: datetime
):
    write_bundle(path, content, signing, receiving.public)
    bundle = read_bundle(path, issuer=signing.public, key=receiving, now=now)
    assert torch.equal(bundle.prompt["base"], content.prompt["base"])


def test_equal_content_gives_equal_bytes(path: Path, content: BundleContent, signing: SigningKey):
    write_bundle(path, content, signing)
    first = path.read_bytes()
    write_bundle(path, content, signing, force=True)
    assert path.read_bytes() == first


def test_file_that_is_there_is_kept(path: Path, content: BundleContent, signing: SigningKey):
    path.write_bytes(b"mine")
    with pytest.raises(OutputExistsError):
        write_bundle(path, content, signing)
    assert path.read_bytes() == b"mine"


def test_file_that_is_there_is_replaced_with_force(path: Path, content: BundleContent, signing: SigningKey):
    path.write_bytes(b"mine")
    manifest = write_bundle(path, content, signing, force=True)
    assert read_bundle(path, now=manifest.valid_from).manifest == manifest


def fails_after(count: int, call: Callable[..., Any]) -> Callable[..., Any]:
    """`call`, but the power is lost when it is used for the `count`-th time."""
    left = iter(range(count))

    def wrapped(*arguments: Any, **words: Any) -> Any:
        if next(left, None) is None:
            raise PowerLossError
        return call(*arguments, **words)

    return wrapped


@pytest.mark.parametrize("old", [None, b"the old file"], ids=["new", "replaced"])
@pytest.mark.parametrize(
    ("owner", "name", "count"),
    [
        (Path, "touch", 0),
        (storage, "_write_all", 0),
        (os, "fsync", 0),
        (Path, "replace", 0),
        (os, "fsync", 1),
    ],
)
def test_losing_power_leaves_the_old_file_or_the_new_one(
    path: Path,
    content: BundleContent,
    signing: SigningKey,
    monkeypatch: pytest.MonkeyPatch,
    old: bytes | None,
    owner: Any,
    name: str,
    count: int,
):
    if old is not None:
        path.write_bytes(old)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fails_after(count, getattr(owner, name)))
        with pytest.raises(PowerLossError):
            write_bundle(path, content, signing, force=True)
    left = path.read_bytes() if path.exists() else None
    if count:
        assert read_bundle(path, now=content.manifest.valid_from).manifest.licensee == content.manifest.licensee
    else:
        assert left == old


def test_half_a_file_is_never_seen_under_the_name(
    path: Path, content: BundleContent, signing: SigningKey, monkeypatch: pytest.MonkeyPatch
):
    path.write_bytes(b"the old file")

    def write_half(target: Path, data: bytes) -> None:
        target.write_bytes(data[: len(data) // 2])
        raise PowerLossError

    monkeypatch.setattr(storage, "_write_all", write_half)
    with pytest.raises(PowerLossError):
        write_bundle(path, content, signing, force=True)
    assert path.read_bytes() == b"the old file"


def test_full_disk_leaves_nothing_behind(
    path: Path, content: BundleContent, signing: SigningKey, monkeypatch: pytest.MonkeyPatch
):
    def fill_disk(target: Path, data: bytes) -> None:
        target.write_bytes(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "_write_all", fill_disk)
    with pytest.raises(OutputError):
        write_bundle(path, content, signing)
    assert list(path.parent.iterdir()) == []


WRONG: dict[str, dict[str, Any]] = {
    "not finite": {"prompt": {"a": torch.tensor(float("nan"))}},
    "infinite reference": {"reference": {"a": torch.tensor(float("inf"))}},
    "no tensors": {"prompt": {}},
    "empty tensor": {"prompt": {"a": torch.empty(0, 3)}},
    "too many tensors": {"prompt": {str(number): torch.zeros(1) for number in range(MOST_TENSORS + 1)}},
    "long card": {"model_card": "x" * (limits.DOCUMENT + 1)},
    "half a character": {"license": "\ud800"},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_what_could_not_be_read_is_not_written(
    path: Path, content: BundleContent, signing: SigningKey, change: dict[str, Any]
):
    with pytest.raises(BundleContentError, match="correct that and export again"):
        write_bundle(path, replace(content, **change), signing)
    assert list(path.parent.iterdir()) == []


def test_draft_that_no_bundle_may_hold_names_the_file_and_the_value(path: Path, content: BundleContent):
    with pytest.raises(BundleContentError, match="licensee") as caught, exporting(path):
        replace(content.manifest, licensee="")
    assert caught.value.path == path
