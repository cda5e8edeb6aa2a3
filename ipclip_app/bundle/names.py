"""The entries of a bundle: their names, their order and how large each may be."""

from collections.abc import Mapping
from typing import Final

from ipclip_app.bundle import limits

MANIFEST: Final = "manifest.json"
PROMPT: Final = "prompt.safetensors"
REFERENCE: Final = "reference.safetensors"
SEALED_PROMPT: Final = "prompt.enc"
SEALED_REFERENCE: Final = "reference.enc"
README: Final = "README.md"
LICENSE: Final = "LICENSE.txt"
SIGNATURE: Final = "manifest.sig"

PLAIN: Final = (MANIFEST, PROMPT, REFERENCE, README, LICENSE, SIGNATURE)
SEALED: Final = (MANIFEST, SEALED_PROMPT, SEALED_REFERENCE, README, LICENSE, SIGNATURE)

UNSEALED: Final = {SEALED_PROMPT: PROMPT, SEALED_REFERENCE: REFERENCE}
"""What an encrypted entry is called when it is opened."""

SIZES: Final[Mapping[str, int]] = {
    MANIFEST: limits.MANIFEST,
    PROMPT: limits.TENSORS,
    REFERENCE: limits.TENSORS,
    SEALED_PROMPT: limits.TENSORS,
    SEALED_REFERENCE: limits.TENSORS,
    README: limits.DOCUMENT,
    LICENSE: limits.DOCUMENT,
    SIGNATURE: limits.SIGNATURE,
}
"""Most bytes of every entry."""


def entry_names(*, sealed: bool) -> tuple[str, ...]:
    """All entries in their order."""
    return SEALED if sealed else PLAIN


def described(*, sealed: bool) -> tuple[str, ...]:
    """The entries whose size and hash the manifest tells: all but itself and its signature."""
    return entry_names(sealed=sealed)[1:-1]


def seal_context(bundle_id: str, name: str) -> bytes:
    """What ties an encrypted entry to its bundle and its place, so that it opens nowhere else."""
    return f"{bundle_id}/{name}".encode("ascii")
