"""A small bundle, and hostile variations of it: of the file, of its entries, and of what a false issuer could sign."""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from typing import Any, Final

import torch

from ipclip_app.bench.mutations import mutated
from ipclip_app.bundle import container, limits, names, strict_json
from ipclip_app.bundle.manifest import BackboneInfo, ManifestDraft
from ipclip_app.bundle.writer import BundleContent, to_bytes
from ipclip_app.crypto.keys import SigningKey

NOW: Final = datetime(2026, 1, 2, tzinfo=UTC)
_HASH: Final = "0" * 64
_VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    1 << 63,
    1e308,
    "",
    "x" * 2000,
    "\u202e",
    [],
    {},
    [[[[]]]],
    "2026-01-01T00:00:00Z",
)


@dataclass(frozen=True)
class Case:
    """Bytes for the reader.

    Attributes:
        data: The file.
        genuine: Whether the issuer signed it, so that it may be accepted.
    """

    data: bytes
    genuine: bool


class BundleCases:
    """Makes cases from one small bundle."""

    def __init__(self) -> None:
        """Write the bundle with a fresh key."""
        self._signing = SigningKey.generate()
        self.data = to_bytes(_content(), self._signing)
        self._entries = {name: bytes(entry) for name, entry in container.unpack(self.data).items()}
        self._kinds = (self._file, self._file, self._repacked, self._listed, self._manifest, self._value, self._tensors)

    def flips(self) -> Iterator[Case]:
        """Every bit flipped, one at a time."""
        changed = bytearray(self.data)
        for bit in range(8 * len(changed)):
            changed[bit // 8] ^= 1 << bit % 8
            yield Case(bytes(changed), genuine=False)
            changed[bit // 8] ^= 1 << bit % 8

    def truncations(self) -> Iterator[Case]:
        """The file cut at every length."""
        return (Case(self.data[:length], genuine=False) for length in range(len(self.data)))

    def bombs(self) -> Iterator[Case]:
        """As large as the limits allow, and claims beyond them."""
        size = limits.MANIFEST
        for text in (b"[" * size, b'{"a":' * (size // 5), b"[" + b"[]," * (size // 3 - 2) + b"[]]", b"9" * size):
            yield self._signed({names.MANIFEST: text})
            yield self._with_prompt(struct.pack("<Q", len(text)) + text)
        for claim in (size + 1, 8 << 30, 1 << 63, (1 << 64) - 1):
            yield self._with_prompt(struct.pack("<Q", claim) + bytes(100))
        for shape in ([1 << 31], [1 << 20, 1 << 20], [1 << 62], [limits.TENSORS // 4]):
            yield self._with_prompt(_header({"dtype": "F32", "shape": shape, "data_offsets": [0, limits.TENSORS]}))

    def random(self, random: Random) -> Case:
        """Any one of the kinds."""
        case: Case = random.choice(self._kinds)(random)
        return case

    def _file(self, random: Random) -> Case:
        data = mutated(self.data, random)
        return Case(data, genuine=data == self.data)

    def _repacked(self, random: Random) -> Case:
        """An entry altered, within an immaculate container."""
        name = random.choice(names.PLAIN)
        data = container.pack(self._entries | {name: mutated(self._entries[name], random, self.data)})
        return Case(data, genuine=data == self.data)

    def _listed(self, random: Random) -> Case:
        """Entries left out, exchanged, renamed or added."""
        found = list(self._entries.items())
        random.shuffle(found)
        kept = found[: random.randrange(len(found) + 1)] + [(random.choice(_NAMES), b"x")] * random.randrange(2)
        data = container.pack(dict(kept))
        return Case(data, genuine=data == self.data)

    def _manifest(self, random: Random) -> Case:
        return self._signed({names.MANIFEST: mutated(self._entries[names.MANIFEST], random)})

    def _value(self, random: Random) -> Case:
        """One value of the manifest replaced, duly written and signed."""
        manifest = json.loads(self._entries[names.MANIFEST])
        inner: Any = manifest
        while True:
            key = random.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
            if not isinstance(inner[key], dict | list) or not inner[key] or random.random() < 0.3:  # noqa: PLR2004 - any
                break
            inner = inner[key]
        inner[key] = random.choice(_VALUES)
        return self._signed({names.MANIFEST: strict_json.encode(manifest)})

    def _tensors(self, random: Random) -> Case:
        return self._with_prompt(mutated(self._entries[names.PROMPT], random))

    def _with_prompt(self, prompt: bytes) -> Case:
        """Any bytes in place of tensors, duly hashed and signed."""
        manifest = json.loads(self._entries[names.MANIFEST])
        manifest["entries"][names.PROMPT] = {"size": len(prompt), "sha256": sha256(prompt).hexdigest()}
        return self._signed({names.MANIFEST: strict_json.encode(manifest), names.PROMPT: prompt})

    def _signed(self, changes: dict[str, bytes]) -> Case:
        signature = self._signing.sign(changes[names.MANIFEST])
        return Case(container.pack(self._entries | changes | {names.SIGNATURE: signature}), genuine=True)


_NAMES: Final = ("../evil", "/etc/passwd", "more.txt", "MANIFEST.JSON", names.SEALED_PROMPT, names.README, "a" * 300)


def _header(facts: dict[str, object]) -> bytes:
    text = json.dumps({"base": facts}).encode()
    return struct.pack("<Q", len(text)) + text + bytes(64)


def _content() -> BundleContent:
    backbone = BackboneInfo(
        name="tiny",
        identity=_HASH,
        image_size=32,
        mean=(0.5, 0.5, 0.5),
        std=(0.5, 0.5, 0.5),
        interpolation="bicubic",
        resize_mode="shortest",
        fill_color=0,
        context_length=77,
        vocabulary="none",
    )
    draft = ManifestDraft(
        issuer_name="Issuer",
        licensee="Licensee",
        scope="Measure.",
        scenario="target-specified",
        preset="default",
        projector="residual",
        created=NOW,
        valid_from=NOW,
        valid_until=None,
        backbone=backbone,
        class_names=("cat", "dog"),
        thresholds={"authorized": 1.5, "unauthorized": 0.5},
        false_rejection=0.05,
        metrics={"W_ua": 35.5},
    )
    prompt = {"base": torch.arange(4.0), "bias": torch.tensor(0.5)}
    return BundleContent(draft, prompt, {"logits": torch.ones(1, 2)}, "# Card\n", "License.\n")
