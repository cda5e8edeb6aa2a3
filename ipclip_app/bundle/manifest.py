"""What a bundle says of itself: who gave it to whom, for what, until when, and what it was made with."""

import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Final, Self

from ipclip_app.bundle import checks, limits, names, strict_json
from ipclip_app.bundle.damage import Damage, NewerFormat
from ipclip_app.crypto.envelope import SCHEME

FORMAT: Final = 1
_SIDE: Final = 16_384

Triple = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class BackboneInfo:
    """The backbone that a bundle was made for, and how images and texts reach it.

    Attributes:
        name: What the owner calls it.
        identity: SHA-256 of its weights, which decides whether another one is the same.
        image_size: Side of its images, pixels.
        mean: Mean per channel, of values between 0 and 1.
        std: Deviation per channel, positive.
        interpolation: How images are resized.
        resize_mode: What happens to images that are not square.
        fill_color: Grey level of padding, 0 to 255.
        context_length: Longest text, tokens.
        vocabulary: Name or SHA-256 of the tokenizer's vocabulary.
    """

    name: str
    identity: str
    image_size: int
    mean: Triple
    std: Triple
    interpolation: str
    resize_mode: str
    fill_color: int
    context_length: int
    vocabulary: str

    def __post_init__(self) -> None:
        """Check every value."""
        for key in ("name", "identity", "interpolation", "resize_mode", "vocabulary"):
            checks.require_text(f"backbone.{key}", getattr(self, key))
        checks.require_integer("backbone.image_size", self.image_size, 1, _SIDE)
        checks.require_integer("backbone.fill_color", self.fill_color, 0, 255)
        checks.require_integer("backbone.context_length", self.context_length, 1, _SIDE)
        for key, channels, lowest in (("mean", self.mean, float("-inf")), ("std", self.std, sys.float_info.min)):
            if not isinstance(channels, tuple) or len(channels) != 3:  # noqa: PLR2004 - red, green and blue
                raise checks.refuse(f"backbone.{key}", "does not have three values")
            for value in channels:
                checks.require_number(f"backbone.{key}", value, lowest)


@dataclass(frozen=True)
class EntryInfo:
    """Size in bytes and SHA-256 of an entry, of its ciphertext where it is encrypted."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Encryption:
    """For whom a bundle is encrypted.

    Attributes:
        recipient: Fingerprint of the licensee's receiving key.
        scheme: How, always the same in this format.
    """

    recipient: str
    scheme: str = SCHEME


def new_bundle_id() -> str:
    """A random identifier of 32 hexadecimal digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True, kw_only=True)
class ManifestDraft:
    """The part of a manifest that its owner decides; the writer adds keys and hashes.

    Attributes:
        issuer_name: What the owner calls himself; only his key proves who he is.
        licensee: To whom the bundle is given.
        scope: What the licensee may do, in words.
        scenario: What the prompt was trained against.
        preset: The preset that it was trained with.
        projector: Kind of the projector.
        created: When, UTC, whole seconds.
        valid_from: First moment at which it opens, UTC.
        valid_until: Last moment at which it opens; None for ever.
        backbone: What it was made with.
        class_names: The classes in the order of the logits.
        thresholds: `authorized` (t_a) and `unauthorized` (t_u) of the verdict.
        false_rejection: Promised share of authorized images called unauthorized, 0 to 1.
        metrics: Results at training time by name.
        bundle_id: 32 hexadecimal digits.
    """

    issuer_name: str
    licensee: str
    scope: str
    scenario: str
    preset: str
    projector: str
    created: datetime
    valid_from: datetime
    valid_until: datetime | None
    backbone: BackboneInfo
    class_names: tuple[str, ...]
    thresholds: Mapping[str, float]
    false_rejection: float
    metrics: Mapping[str, float]
    bundle_id: str = field(default_factory=new_bundle_id)

    def __post_init__(self) -> None:
        """Check every value.

        Raises:
            Damage: A value is not what this format allows.
        """
        checks.require_identifier("bundle_id", self.bundle_id)
        for key in ("issuer_name", "licensee", "scenario", "preset", "projector"):
            checks.require_text(key, getattr(self, key))
        checks.require_text("scope", self.scope, limits.LONG_TEXT, lines=True)
        self._check_times()
        self._check_class_names()
        self._check_figures()

    def _check_times(self) -> None:
        checks.require_time("created", self.created)
        checks.require_time("valid_from", self.valid_from)
        if self.valid_until is not None:
            checks.require_time("valid_until", self.valid_until)
            if self.valid_until <= self.valid_from:
                raise checks.refuse("valid_until", "is not after 'valid_from'")

    def _check_class_names(self) -> None:
        if not isinstance(self.class_names, tuple) or not 1 <= len(self.class_names) <= limits.CLASS_NAMES:
            raise checks.refuse("class_names", f"is no list of 1 to {limits.CLASS_NAMES} names")
        for name in self.class_names:
            checks.require_text("class_names", name)
        if len(set(self.class_names)) != len(self.class_names):
            raise checks.refuse("class_names", "names a class twice")

    def _check_figures(self) -> None:
        checks.require_keys(self.thresholds, "thresholds", ("authorized", "unauthorized"))
        for value in self.thresholds.values():
            checks.require_number("thresholds", value)
        checks.require_number("false_rejection", self.false_rejection, 0, 1)
        if not isinstance(self.metrics, dict) or len(self.metrics) > limits.METRICS:
            raise checks.refuse("metrics", f"is no object of at most {limits.METRICS} figures")
        for name, value in self.metrics.items():
            checks.require_text("metrics", name)
            checks.require_number("metrics", value)


@dataclass(frozen=True, kw_only=True)
class Manifest(ManifestDraft):
    """Everything that the issuer signs.

    Attributes:
        issuer: Fingerprint of his public key.
        issuer_public_key: The key itself, raw Ed25519 in base64, with which anybody can check that nothing changed.
        encryption: For whom; None when it is not encrypted.
        entries: Size and hash of every entry but the manifest and its signature.
        format: Version of the format.
    """

    issuer: str
    issuer_public_key: str
    encryption: Encryption | None
    entries: Mapping[str, EntryInfo]
    format: int = FORMAT

    def __post_init__(self) -> None:
        """Check every value.

        Raises:
            Damage: A value is not what this format allows.
        """
        super().__post_init__()
        checks.require_fingerprint("issuer", self.issuer)
        checks.require_public_key("issuer_public_key", self.issuer_public_key)
        if self.encryption is not None:
            checks.require_fingerprint("encryption.recipient", self.encryption.recipient)
            if self.encryption.scheme != SCHEME:
                raise checks.refuse("encryption.scheme", "this format does not know")
        described = names.described(sealed=self.encryption is not None)
        for name, entry in checks.require_keys(self.entries, "entries", described).items():
            checks.require_integer("entries", entry.size, 0, names.SIZES[name])
            checks.require_hash("entries", entry.sha256)

    def to_bytes(self) -> bytes:
        """The exact bytes that are signed."""
        content = vars(self) | {key: time and time.strftime(checks.TIME) for key, time in self._times().items()}
        content["backbone"] = vars(self.backbone)
        content["encryption"] = self.encryption and vars(self.encryption)
        content["entries"] = {name: vars(entry) for name, entry in self.entries.items()}
        return strict_json.encode(content)

    def _times(self) -> dict[str, datetime | None]:
        return {"created": self.created, "valid_from": self.valid_from, "valid_until": self.valid_until}

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the bytes of a manifest; only those that `to_bytes` writes are accepted.

        Raises:
            NewerFormat: Another version of the program wrote it.
            Damage: It is no manifest, or not written in the one possible way.
        """
        content = strict_json.decode(data, names.MANIFEST)
        found = content.get("format") if isinstance(content, dict) else None
        if type(found) is int and found > FORMAT:
            raise NewerFormat(names.MANIFEST, found)
        checks.require_keys(content, "manifest", (each.name for each in fields(cls)))
        checks.require_integer("format", found, FORMAT, FORMAT)
        manifest = cls(**content | _typed(content))
        if manifest.to_bytes() != data:
            raise Damage(names.MANIFEST, "is not written in the one way that this format allows")
        return manifest


def _typed(content: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are more than what JSON knows."""
    until, encryption = content["valid_until"], content["encryption"]
    backbone = checks.require_keys(content["backbone"], "backbone", (each.name for each in fields(BackboneInfo)))
    return {
        "created": checks.parse_time("created", content["created"]),
        "valid_from": checks.parse_time("valid_from", content["valid_from"]),
        "valid_until": None if until is None else checks.parse_time("valid_until", until),
        "backbone": BackboneInfo(**backbone | {key: _tuple(backbone[key]) for key in ("mean", "std")}),
        "class_names": _tuple(content["class_names"]),
        "encryption": None if encryption is None else _encryption(encryption),
        "entries": _entries(content["entries"]),
    }


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _encryption(value: object) -> Encryption:
    return Encryption(**checks.require_keys(value, "encryption", ("recipient", "scheme")))


def _entries(value: object) -> dict[str, EntryInfo]:
    content = value if isinstance(value, dict) else {}
    wanted = ("size", "sha256")
    return {name: EntryInfo(**checks.require_keys(entry, "entries", wanted)) for name, entry in content.items()}
