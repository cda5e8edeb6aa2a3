"""A small bundle whose every part is known, and keys that never change."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import torch
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ipclip_app.bundle import container, names, strict_json
from ipclip_app.bundle.manifest import BackboneInfo, ManifestDraft
from ipclip_app.bundle.writer import BundleContent, to_bytes
from ipclip_app.crypto.keys import ReceivingKey, SigningKey

Edit = Callable[[dict[str, Any]], Any]


def moment(day: int) -> datetime:
    """A day of March 2026."""
    return datetime(2026, 3, day, tzinfo=UTC)


@pytest.fixture(scope="session")
def signing() -> SigningKey:
    return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture(scope="session")
def receiving() -> ReceivingKey:
    return ReceivingKey(X25519PrivateKey.from_private_bytes(bytes(range(32, 64))))


@pytest.fixture(scope="session")
def draft() -> ManifestDraft:
    """Valid from the 2nd to the 20th of March 2026."""
    backbone = BackboneInfo(
        name="tiny",
        identity="ab" * 32,
        image_size=32,
        mean=(0.5, 0.25, 0.125),
        std=(0.5, 0.5, 0.5),
        interpolation="bicubic",
        resize_mode="shortest",
        fill_color=0,
        context_length=77,
        vocabulary="cd" * 32,
    )
    return ManifestDraft(
        issuer_name="Ateliers Müller",
        licensee="A licensee",
        scope="Classify photographs.\nNothing else.",
        scenario="target-specified",
        preset="default",
        projector="default",
        created=moment(1),
        valid_from=moment(2),
        valid_until=moment(20),
        backbone=backbone,
        class_names=("cat", "dog", "große Eule"),
        thresholds={"authorized": -1.5, "unauthorized": -2.25},
        false_rejection=0.05,
        metrics={"W_ua": 35.5},
        bundle_id="0123456789abcdef" * 2,
    )


@pytest.fixture(scope="session")
def content(draft: ManifestDraft) -> BundleContent:
    prompt = {"base": torch.arange(6.0).view(2, 3), "bias": torch.tensor(0.5)}
    reference = {"logits": torch.tensor([[1.0, -2.0, 0.25]])}
    return BundleContent(draft, prompt, reference, "# A model\n", "A license.\n")


@pytest.fixture(scope="session")
def data(content: BundleContent, signing: SigningKey) -> bytes:
    """The file of the bundle."""
    return to_bytes(content, signing)


@pytest.fixture(scope="session")
def entries(data: bytes) -> dict[str, bytes]:
    return {name: bytes(entry) for name, entry in container.unpack(data).items()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sample.ipclip"


@pytest.fixture(scope="session")
def signed_again(signing: SigningKey) -> Callable[[Mapping[str, bytes], bytes], bytes]:
    """`signed_again(entries, manifest)`: the file that an issuer would make of any bytes at all."""

    def make(entries: Mapping[str, bytes], manifest: bytes) -> bytes:
        changed = {names.MANIFEST: manifest, names.SIGNATURE: signing.sign(manifest)}
        return container.pack({**entries, **changed})

    return make


@pytest.fixture(scope="session")
def edited(
    entries: dict[str, bytes], signed_again: Callable[[Mapping[str, bytes], bytes], bytes]
) -> Callable[[Edit], bytes]:
    """`edited(change)`: the bundle with another manifest, duly signed."""

    def make(change: Edit) -> bytes:
        manifest = strict_json.decode(entries[names.MANIFEST], names.MANIFEST)
        change(manifest)
        return signed_again(entries, strict_json.encode(manifest))

    return make


@pytest.fixture(scope="session")
def with_prompt(content: BundleContent, signing: SigningKey) -> Callable[..., bytes]:
    """`with_prompt(**tensors)`: the bundle with other tensors."""
    return lambda **tensors: to_bytes(replace(content, prompt=tensors), signing)


@pytest.fixture(scope="session")
def now() -> datetime:
    """Within the validity of the bundle."""
    return moment(3)
