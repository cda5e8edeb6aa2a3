"""Opens a bundle and puts it to work on its backbone, for the library, the command line and the window alike."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch

from ipclip_app.audit.verdict import Thresholds
from ipclip_app.bundle.inspection import inspect_bundle
from ipclip_app.bundle.manifest import Manifest
from ipclip_app.bundle.names import REFERENCE
from ipclip_app.bundle.opening import check_recipient
from ipclip_app.bundle.reader import Bundle, Expected, read_bundle
from ipclip_app.config import Device
from ipclip_app.crypto.key_files import read_receiving_key
from ipclip_app.crypto.keys import ReceivingKey, VerifyingKey
from ipclip_app.errors import BundleDiffersError, BundleError, BundleTamperedError
from ipclip_app.jobs.audit_row import AuditedWith
from ipclip_app.jobs.bundle_backbone import find_backbone
from ipclip_app.jobs.bundle_keys import find_receiving_key, stated_passphrase
from ipclip_app.jobs.bundle_prompt import PromptSettings, assemble_prompt, prompt_shapes
from ipclip_app.jobs.bundle_reference import GROSS, compare, has_equal_rows, reference_shapes
from ipclip_app.jobs.bundle_trust import expected_issuer, trusted_key
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.model.projectors import KINDS
from ipclip_app.progress import Job, Notice, Report

PHASE: Final = "open"
_STEPS: Final = 3


@dataclass(frozen=True)
class BundleSource:
    """Which bundle to open, and with what.

    Attributes:
        path: The file.
        issuer: Public key file of the one who must have signed it; None for any of the trusted issuers, and if it is
            none of them, for anybody, which a notice tells.
        backbone: Reference of the backbone; None to look for it among those at hand.
        device: Where to compute.
        key: Private key file of the recipient of an encrypted bundle; None to look among the user's own keys.
        passphrase: Opens that key; None for that of the environment, IPCLIP_PASSPHRASE.
    """

    path: Path
    issuer: Path | None = None
    backbone: str | None = None
    device: Device = "auto"
    key: Path | None = None
    passphrase: str | None = None


@dataclass(frozen=True, eq=False)
class LoadedBundle:
    """A bundle at work.

    Attributes:
        path: The file.
        model: What judges images.
        manifest: What the issuer signed.
        sha256: SHA-256 of the file, 64 hexadecimal digits.
        issuer_known: Whether the signature was checked with a key that the user gave or trusts.
        notices: What the user should know, one sentence each.
    """

    path: Path
    model: ProtectedModel
    manifest: Manifest
    sha256: str
    issuer_known: bool
    notices: tuple[str, ...]

    @property
    def audited_with(self) -> AuditedWith:
        """What a report of an audit tells of its judge."""
        told, levels = self.manifest, self.model.thresholds
        issuer = f"{told.issuer_name}, {told.issuer}"
        facts = (
            ("Bundle", told.bundle_id),
            ("SHA-256 of the file", self.sha256),
            ("Issuer", issuer if self.issuer_known else f"{issuer} (not known to this computer)"),
            ("Licensee", told.licensee),
            ("Backbone", f"{told.backbone.name}, {told.backbone.identity}"),
        )
        return AuditedWith(self.path.name, facts, levels.high, levels.low)


def load_bundle(source: BundleSource) -> Job[LoadedBundle]:
    """Check a bundle, load its backbone and recompute its reference outputs.

    Raises:
        IpclipError: The bundle is refused, before anything of it is loaded; the class tells why. Or its backbone, key
            or device cannot be had.
    """
    device = resolve_device(source.device)
    with enough_memory("this bundle", device):
        yield Report(PHASE, 0, _STEPS)
        access = _access(source)
        yield Report(PHASE, 1, _STEPS)
        opening = _Opening(source, device)
        bundle = read_bundle(source.path, issuer=access.issuer, key=access.key, check=opening.check)
        yield Report(PHASE, 2, _STEPS)
        model = opening.assemble(bundle)
        notices = (*_issuer_notices(bundle), *_differences(source.path, model, bundle))
        for sentence in notices:
            yield Notice(PHASE, 2, _STEPS, sentence)
        yield Report(PHASE, _STEPS, _STEPS)
    return LoadedBundle(source.path, model, bundle.manifest, bundle.file_sha256, bundle.issuer_known, notices)


@dataclass(frozen=True)
class _Access:
    """Who must have signed, and what decrypts."""

    issuer: VerifyingKey | None
    key: ReceivingKey | None


def _access(source: BundleSource) -> _Access:
    """Refuse what needs no key to be refused, then find the keys."""
    issuer = expected_issuer(source.issuer)
    report = inspect_bundle(source.path, issuer=issuer)
    if report.error is not None or report.manifest is None:
        raise report.error or BundleTamperedError(source.path, None, "cannot be understood")
    encryption = report.manifest.encryption
    key = None if encryption is None else _receiving_key(source, encryption.recipient)
    check_recipient(source.path, report.manifest, key)  # a backbone takes seconds to load, in vain without the key
    return _Access(issuer or trusted_key(report.manifest), key)


def _receiving_key(source: BundleSource, recipient: str) -> ReceivingKey | None:
    found = find_receiving_key(recipient, source.key)
    return None if found is None else read_receiving_key(found.path, stated_passphrase(source.passphrase))


class _Opening:
    """The part of opening that needs the backbone."""

    def __init__(self, source: BundleSource, device: torch.device) -> None:
        self._source, self._device = source, device
        self._backbone: Backbone

    def check(self, manifest: Manifest) -> Expected:
        """Load the backbone that a manifest names, and tell which tensors belong to it."""
        path = self._source.path
        if manifest.projector not in KINDS:
            reason = f"has a projector of an unknown kind, '{manifest.projector}'"
            raise BundleError(path, reason, "install a newer version of ipclip-app")
        self._backbone = find_backbone(path, manifest.backbone, self._device, self._source.backbone)
        shapes = prompt_shapes(manifest.projector, self._backbone)
        return Expected(shapes, reference_shapes(self._backbone, len(manifest.class_names)))

    def assemble(self, bundle: Bundle) -> ProtectedModel:
        """Put the tensors to work."""
        manifest = bundle.manifest
        settings = PromptSettings(manifest.projector, Thresholds(**manifest.thresholds), manifest.class_names)
        return assemble_prompt(settings, bundle.prompt, self._backbone)


def _issuer_notices(bundle: Bundle) -> tuple[str, ...]:
    if bundle.issuer_known:
        return ()
    manifest = bundle.manifest
    sentence = (
        f"The issuer is unknown: the bundle says that it comes from {manifest.issuer_name}, and its key is "
        f"{manifest.issuer}. Compare that with what the issuer told you, then run `ipclip trust` with his public key."
    )
    return (sentence,)


def _differences(path: Path, model: ProtectedModel, bundle: Bundle) -> tuple[str, ...]:
    """What is to be said of recomputed reference outputs.

    Raises:
        BundleDiffersError: They have nothing in common with the stored ones.
    """
    if not has_equal_rows(bundle.reference):
        raise BundleTamperedError(path, REFERENCE, "does not have a row for every image")
    deviation = compare(model, bundle.reference)
    if deviation.difference > GROSS:
        raise BundleDiffersError(path, deviation.difference, GROSS)
    if deviation.acceptable:
        return ()
    sentence = (
        f"The bundle answers a little differently here than where it was made: reference outputs differ by "
        f"{deviation.difference:.2g} (expected: at most {deviation.tolerance:.2g}), and {deviation.verdicts} of "
        f"{len(bundle.reference['scores'])} reference images get another verdict."
    )
    return (sentence,)
