"""Writes a bundle: signed, encrypted for one recipient if wanted, whole or not at all."""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from torch import Tensor

from ipclip_app import storage
from ipclip_app.bundle import container, names, opening, tensors
from ipclip_app.bundle.damage import Damage
from ipclip_app.bundle.manifest import Encryption, EntryInfo, Manifest, ManifestDraft
from ipclip_app.crypto.envelope import seal
from ipclip_app.crypto.keys import RecipientKey, SigningKey
from ipclip_app.errors import BundleContentError, OutputExistsError


@dataclass(frozen=True, eq=False)
class BundleContent:
    """Everything that goes into a bundle.

    Attributes:
        manifest: What it says of itself, without keys and hashes.
        prompt: Tensors of the protected model by name.
        reference: Statistics of a few images and the outputs expected for them, by name.
        model_card: Markdown.
        license: The license text.
    """

    manifest: ManifestDraft
    prompt: Mapping[str, Tensor]
    reference: Mapping[str, Tensor]
    model_card: str
    license: str


def write_bundle(
    path: Path,
    content: BundleContent,
    signing: SigningKey,
    recipient: RecipientKey | None = None,
    *,
    force: bool = False,
) -> Manifest:
    """Write a bundle; a crash leaves the old file or the new one, never half of one.

    Args:
        path: Where to.
        content: What goes in.
        signing: The issuer's private key.
        recipient: Who alone can open it; None for everybody.
        force: Replace a file that is there.

    Returns:
        The manifest as signed.

    Raises:
        OutputExistsError: The file is there and may not be replaced.
        OutputError: The folder is read-only or the disk full.
        BundleContentError: The content is not what a bundle may hold; nothing was written.
    """
    if path.exists() and not force:
        raise OutputExistsError(path)
    with exporting(path):
        data = to_bytes(content, signing, recipient)
        manifest = opening.verify(data).manifest  # what would be refused is never written
    storage.write_bytes(path, data)
    return manifest


@contextmanager
def exporting(path: Path) -> Iterator[None]:
    """Turn what does not fit into a bundle, a `ManifestDraft` too, into an error about the file that it was meant for.

    Raises:
        BundleContentError: Something did not fit.
    """
    try:
        yield
    except Damage as damage:
        raise BundleContentError(path, f"{damage.entry or 'the file'} {damage.reason}") from damage


def to_bytes(content: BundleContent, signing: SigningKey, recipient: RecipientKey | None = None) -> bytes:
    """The file of a bundle; without a recipient, equal content and key give equal bytes.

    Raises:
        Damage: The content is not what a bundle may hold.
    """
    draft = content.manifest
    entries = _tensor_entries(content, recipient)
    entries |= {name: _encoded(name, text) for name, text in _documents(content).items()}
    public = signing.public
    manifest = Manifest(
        **vars(draft),
        issuer=public.fingerprint,
        issuer_public_key=base64.b64encode(public.raw).decode(),
        encryption=None if recipient is None else Encryption(recipient.fingerprint),
        entries={name: EntryInfo(len(data), sha256(data).hexdigest()) for name, data in entries.items()},
    )
    signed = manifest.to_bytes()
    return container.pack({names.MANIFEST: signed, **entries, names.SIGNATURE: signing.sign(signed)})


def _tensor_entries(content: BundleContent, recipient: RecipientKey | None) -> dict[str, bytes]:
    plain = {names.PROMPT: tensors.to_bytes(content.prompt), names.REFERENCE: tensors.to_bytes(content.reference)}
    for name, data in plain.items():
        tensors.from_bytes(data, name)
    if recipient is None:
        return plain
    identity = content.manifest.bundle_id
    return {
        sealed: seal(plain[name], recipient, names.seal_context(identity, name))
        for sealed, name in names.UNSEALED.items()
    }


def _documents(content: BundleContent) -> dict[str, str]:
    return {names.README: content.model_card, names.LICENSE: content.license}


def _encoded(name: str, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise Damage(name, opening.NO_TEXT) from error
