"""Made the golden bundles of format 1; kept to show how, not to be run again.

`python tests/golden/make_format_1.py FOLDER` writes format-1.ipclip, the same content encrypted, and the issuer's
public key. Keys and tensors follow from fixed numbers; the encryption alone is different every time.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import torch
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ipclip_app.bundle.manifest import BackboneInfo, ManifestDraft
from ipclip_app.bundle.writer import BundleContent, write_bundle
from ipclip_app.crypto.keys import ReceivingKey, SigningKey

SEED = 1
ISSUER = bytes(range(32))
RECIPIENT = bytes(range(32, 64))


def draft() -> ManifestDraft:
    """Every field filled, with letters that are not ASCII and floats that are not short."""
    backbone = BackboneInfo(
        name="demo",
        identity="00112233445566778899aabbccddeeff" * 2,
        image_size=32,
        mean=(0.48145466, 0.4578275, 0.40821073),
        std=(0.26862954, 0.26130258, 0.27577711),
        interpolation="bicubic",
        resize_mode="shortest",
        fill_color=0,
        context_length=77,
        vocabulary="CLIP BPE 49408",
    )
    return ManifestDraft(
        issuer_name="Atelier für Bilder",
        licensee="Example GmbH & Søn",
        scope="Classify photographs of animals.\nNot to be passed on.",
        scenario="target-specified",
        preset="default",
        projector="residual",
        created=datetime(2026, 1, 1, 12, 30, 15, tzinfo=UTC),
        valid_from=datetime(2026, 1, 2, tzinfo=UTC),
        valid_until=datetime(2027, 1, 1, 23, 59, 59, tzinfo=UTC),
        backbone=backbone,
        class_names=("cat", "dog", "große Eule"),
        thresholds={"authorized": -1.2345678901234567, "unauthorized": 0.1},
        false_rejection=0.05,
        metrics={"authorized.protected": 91.25, "W_ua_strict": 1e-07},
        bundle_id="0123456789abcdef0123456789abcdef",
    )


def content() -> BundleContent:
    """Small tensors, a scalar among them."""
    numbers = torch.Generator().manual_seed(SEED)
    prompt = {"projector.base": torch.randn(2, 3, generator=numbers), "verdict.bias": torch.tensor(-0.75)}
    reference = {"feature": torch.randn(2, 4, generator=numbers), "logits": torch.randn(2, 3, generator=numbers)}
    return BundleContent(draft(), prompt, reference, "# Card\n\nÜber das Modell.\n", "All rights reserved.\n")


def main(folder: Path) -> None:
    """Write both bundles and the issuer's public key."""
    signing = SigningKey(Ed25519PrivateKey.from_private_bytes(ISSUER))
    recipient = ReceivingKey(X25519PrivateKey.from_private_bytes(RECIPIENT)).public
    write_bundle(folder / "format-1.ipclip", content(), signing)
    write_bundle(folder / "format-1-encrypted.ipclip", content(), signing, recipient)
    (folder / "issuer.pem").write_bytes(signing.public.pem)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
