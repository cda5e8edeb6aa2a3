"""What is done in the background to prove that a suspect is a copy of the owner's model."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ipclip_app.gui.bundles.bundle_jobs import Signature
from ipclip_app.gui.triggers.shelf import read
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.crypto.key_store import KeyInfo
    from ipclip_app.jobs.ownership import OwnershipOutcome
    from ipclip_app.jobs.runs import RunSummary


@dataclass(frozen=True)
class ProofWish:
    """What the owner has filled in.

    Attributes:
        trigger: The trigger's file; None for the published grid; without meaning where there is a run.
        run: The run whose trigger is shown; None for `trigger`.
        suspect: A bundle's path or a web address, as it was typed.
        images: Folder of images with class subfolders.
        queries: How many questions, even.
        access_key: What a web address wants to be told; empty for nothing.
        key: Private key of the recipient of an encrypted bundle; None to look among the owner's own.
        passphrase: What opens that key; empty for nothing.
    """

    trigger: Path | None
    run: Path | None
    suspect: str
    images: Path
    queries: int
    access_key: str = field(default="", repr=False)
    key: Path | None = None
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True)
class ProofChoices:
    """What can be chosen: runs that were trained with a trigger to prove ownership, and keys that sign."""

    runs: "tuple[RunSummary, ...]"
    keys: "tuple[KeyInfo, ...]"


def list_choices(runs: Path) -> Job[ProofChoices]:
    """What can be chosen from a folder of runs and from the owner's keys."""
    from ipclip_app.crypto.key_store import KeyStore
    from ipclip_app.jobs.runs import list_runs

    found = yield from list_runs(runs)
    finished = tuple(run for run in found if run.scenario == "ownership" and run.metrics is not None)
    return ProofChoices(finished, tuple(key for key in KeyStore().list() if key.kind == "signing" and not key.problem))


def prove(wish: ProofWish) -> "Job[OwnershipOutcome]":
    """Ask the suspect and test its answers.

    Raises:
        IpclipError: Trigger, images or suspect cannot be used.
    """
    from ipclip_app.jobs.ownership import verify_ownership
    from ipclip_app.jobs.ownership_request import OwnershipRequest, SuspectSource, trigger_of
    from ipclip_app.suspects.endpoint import headers_of

    yield Report("ownership", 0, 0)
    trigger = read(wish.trigger) if wish.run is None else trigger_of(wish.run)
    told = [f"Authorization: Bearer {wish.access_key}"] if wish.access_key else []
    suspect = SuspectSource(wish.suspect, key=wish.key, passphrase=wish.passphrase or None, headers=headers_of(told))
    return (yield from verify_ownership(OwnershipRequest(trigger, wish.images, suspect, wish.run, wish.queries)))


def save_evidence(outcome: "OwnershipOutcome", out: Path, signature: Signature) -> Job[Path]:
    """Sign what was found and write it, with the signature beside it.

    Raises:
        IpclipError: The file is there already or cannot be written; `WrongPassphraseError` where the key does not open.
    """
    from ipclip_app.crypto.evidence import require_free, write_evidence
    from ipclip_app.crypto.key_files import read_signing_key
    from ipclip_app.jobs.ownership_evidence import KIND

    yield Report("evidence", 0, 1)
    require_free(out)
    write_evidence(out, KIND, outcome.evidence(), read_signing_key(signature.path, signature.passphrase))
    return out
