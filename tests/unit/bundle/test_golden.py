"""Every version of the program reads every bundle that any version before it wrote; these files never change."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ipclip_app.bundle.inspection import inspect_bundle
from ipclip_app.bundle.manifest import BackboneInfo
from ipclip_app.bundle.reader import read_bundle
from ipclip_app.crypto.key_files import read_verifying_key
from ipclip_app.crypto.keys import ReceivingKey

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
PLAIN, ENCRYPTED = GOLDEN / "format-1.ipclip", GOLDEN / "format-1-encrypted.ipclip"
HASHES = {
    PLAIN: "1aaf8a3408883abeb6e3fc2db9b1650217688a2b529d703305a5a046b3d61f09",
    ENCRYPTED: "12f2874b67525b1696d3eefdd9f9a58fcade4b78a9d5908ec5b5095fb61d28b1",
}
THEN = datetime(2026, 6, 1, tzinfo=UTC)
RECIPIENT = ReceivingKey(X25519PrivateKey.from_private_bytes(bytes(range(32, 64))))


@pytest.mark.parametrize("path", [PLAIN, ENCRYPTED], ids=lambda path: path.stem)
def test_golden_file_is_the_one_that_was_released(path: Path):
    assert sha256(path.read_bytes()).hexdigest() == HASHES[path]


@pytest.mark.parametrize("path", [PLAIN, ENCRYPTED], ids=lambda path: path.stem)
def test_format_1_is_read_for_ever(path: Path):
    issuer = read_verifying_key(GOLDEN / "issuer.pem")
    bundle = read_bundle(path, issuer=issuer, key=RECIPIENT, now=THEN)
    manifest = bundle.manifest
    assert (manifest.format, manifest.bundle_id) == (1, "0123456789abcdef0123456789abcdef")
    assert manifest.issuer == "SHA256:oFCDfYUHBYLM9zlLCYiEfMMSy4glm4lImfbyOc8XkaU"
    assert (manifest.issuer_name, manifest.licensee) == ("Atelier für Bilder", "Example GmbH & Søn")
    assert manifest.scope == "Classify photographs of animals.\nNot to be passed on."
    assert (manifest.scenario, manifest.preset, manifest.projector) == ("target-specified", "default", "residual")
    assert manifest.created == datetime(2026, 1, 1, 12, 30, 15, tzinfo=UTC)
    assert manifest.valid_from == datetime(2026, 1, 2, tzinfo=UTC)
    assert manifest.valid_until == datetime(2027, 1, 1, 23, 59, 59, tzinfo=UTC)
    assert manifest.class_names == ("cat", "dog", "große Eule")
    assert manifest.thresholds == {"authorized": -1.2345678901234567, "unauthorized": 0.1}
    assert manifest.false_rejection == 0.05
    assert manifest.metrics == {"authorized.protected": 91.25, "W_ua_strict": 1e-07}
    assert (bundle.readme, bundle.license) == ("# Card\n\nÜber das Modell.\n", "All rights reserved.\n")


def test_backbone_of_format_1_is_read_for_ever():
    assert read_bundle(PLAIN, now=THEN).manifest.backbone == BackboneInfo(
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


@pytest.mark.parametrize("path", [PLAIN, ENCRYPTED], ids=lambda path: path.stem)
def test_tensors_of_format_1_are_read_for_ever(path: Path):
    bundle = read_bundle(path, key=RECIPIENT, now=THEN)
    assert {name: value.tolist() for name, value in bundle.prompt.items()} == {
        "projector.base": [
            [0.6613521575927734, 0.266924113035202, 0.06167725846171379],
            [0.6213173270225525, -0.4519059658050537, -0.16613022983074188],
        ],
        "verdict.bias": -0.75,
    }
    assert {name: tuple(value.shape) for name, value in bundle.reference.items()} == {
        "feature": (2, 4),
        "logits": (2, 3),
    }
    assert bundle.reference["logits"][0].tolist() == [0.4224153161048889, 0.267316997051239, -0.4211951494216919]


@pytest.mark.parametrize("path", [PLAIN, ENCRYPTED], ids=lambda path: path.stem)
def test_format_1_is_looked_into_for_ever(path: Path):
    report = inspect_bundle(path, now=THEN)
    assert (report.signature, report.validity, report.error) == ("intact", "valid", None)
