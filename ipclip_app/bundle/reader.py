"""Opens a bundle: every check in its order, and only then its tensors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from torch import Tensor

from ipclip_app.bundle import names, opening, tensors
from ipclip_app.bundle.manifest import Manifest
from ipclip_app.bundle.tensors import Shape
from ipclip_app.crypto.keys import ReceivingKey, VerifyingKey


@dataclass(frozen=True)
class Expected:
    """The tensors that must be in a bundle, by name, with their shapes."""

    prompt: Mapping[str, Shape]
    reference: Mapping[str, Shape]


Check = Callable[[Manifest], Expected | None]
"""Looks at a manifest that is proven; raises for another backbone, and tells which tensors must follow."""


@dataclass(frozen=True, eq=False)
class Bundle:
    """A bundle that has passed every check.

    Attributes:
        manifest: What it says of itself.
        prompt: Tensors of the protected model by name, float32 on the CPU.
        reference: Statistics and expected outputs by name, likewise.
        readme: The model card, Markdown.
        license: The license text.
        file_sha256: SHA-256 of the file, hexadecimal.
        issuer_known: Whether the signature was checked with a key that the caller gave.
    """

    manifest: Manifest
    prompt: Mapping[str, Tensor]
    reference: Mapping[str, Tensor]
    readme: str
    license: str
    file_sha256: str
    issuer_known: bool


@dataclass(frozen=True)
class Demands:
    """What a bundle must fulfil, and what opens it; see `read_bundle`."""

    issuer: VerifyingKey | None = None
    key: ReceivingKey | None = None
    now: datetime | None = None
    check: Check | None = None


def read_bundle(
    path: Path,
    *,
    issuer: VerifyingKey | None = None,
    key: ReceivingKey | None = None,
    now: datetime | None = None,
    check: Check | None = None,
) -> Bundle:
    """Open a bundle, or refuse it with the first reason.

    Args:
        path: The file.
        issuer: Who must have signed it; without him only its integrity is checked, with the key that it brings along.
        key: The recipient's private key, for an encrypted bundle.
        now: The moment that its dates are compared with; the present if not given.
        check: Called once the dates are right, before anything is decrypted or loaded.

    Raises:
        BundleUnreadableError: The file is not there or may not be read.
        NotABundleError: It was never a bundle.
        BundleVersionError: A newer program wrote it.
        BundleTamperedError: It is not what its issuer wrote.
        UnknownIssuerError: Somebody else than `issuer` signed it.
        BundleNotYetValidError: Its time has not come.
        BundleExpiredError: Its time is over.
        BundleSealedError: It is encrypted and there is no key.
        WrongRecipientError: It is encrypted for another key.
    """
    with opening.naming(path):
        data = opening.read_file(path)
    return parse_bundle(data, path, Demands(issuer, key, now, check))


def parse_bundle(data: bytes, path: Path, demands: Demands) -> Bundle:
    """Open a bundle that is in memory already; `path` only names it. See `read_bundle`."""
    with opening.naming(path):
        file = opening.verify(data)
        manifest = file.manifest
        if demands.issuer is not None:
            opening.check_issuer(path, manifest, demands.issuer)
        opening.check_dates(path, manifest, demands.now or datetime.now(UTC))
        expected = demands.check(manifest) if demands.check is not None else None
        opening.check_recipient(path, manifest, demands.key)
        plain = opening.plain_tensors(file, demands.key)
        prompt, reference = (expected.prompt, expected.reference) if expected is not None else (None, None)
        return Bundle(
            manifest=manifest,
            prompt=tensors.from_bytes(plain[names.PROMPT], names.PROMPT, prompt),
            reference=tensors.from_bytes(plain[names.REFERENCE], names.REFERENCE, reference),
            readme=opening.text(file.entries, names.README),
            license=opening.text(file.entries, names.LICENSE),
            file_sha256=sha256(data).hexdigest(),
            issuer_known=demands.issuer is not None,
        )
