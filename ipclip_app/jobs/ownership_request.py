"""What an owner asks for when he wants proof that a suspect is a copy; loads no torch."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ipclip_app.config import Device
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.data.trigger import Trigger, read_trigger
from ipclip_app.errors import UsageError
from ipclip_app.jobs.run_folder import TRIGGER, RunFolder
from ipclip_app.ownership.design import MOST_QUERIES, require_queries, require_seed
from ipclip_app.ownership.paired_test import ODDS, binomial_tail
from ipclip_app.paths import is_file

QUERIES: Final = 100
LEVEL: Final = 0.001
_LARGEST_NAMES: Final = 1 << 20


@dataclass(frozen=True)
class SuspectSource:
    """Whom to ask, and what it takes to do so.

    Attributes:
        reference: A bundle, the folder of a run, a web address or `module:function`.
        backbone: Reference of a bundle's backbone; None to look for it among those at hand.
        device: Where a bundle or a run computes.
        issuer: Public key file of who must have signed a bundle.
        key: Private key file of the recipient of an encrypted bundle; None to look among the user's own.
        passphrase: Opens that key; None for that of the environment.
        headers: What is sent along to a web address.
        timeout: Seconds that it may take to answer.
        max_requests: Requests that may be sent to it in all, failed ones included; None for twice the questions.
    """

    reference: str = field(repr=False)
    backbone: str | None = None
    device: Device = "auto"
    issuer: Path | None = None
    key: Path | None = None
    passphrase: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 30.0
    max_requests: int | None = None

    def __post_init__(self) -> None:
        if self.max_requests is not None and self.max_requests < 1:
            raise UsageError("The suspect must be sent 1 request at least; give a larger --max-requests.")


@dataclass(frozen=True)
class OwnershipRequest:
    """One verification.

    Attributes:
        trigger: The owner's trigger.
        images: Folder of images of the authorized domain, with class subfolders.
        suspect: Whom to ask.
        run: The owner's run, whose model tells which images are worth asking about; None to take any.
        queries: Number of questions, even; each image takes two.
        level: What both p-values must lie below, above 0 to 0.05.
        seed: Decides images, controls and order; None for one that follows from trigger and images.
        names: The folder that is meant, by the suspect's name for a class.
        out: Where to write evidence; None for none.
        signing: The owner's key, which evidence needs.
        force: Replace what is there.
        fresh: Ask everything anew, even what an interrupted verification was answered.

    Raises:
        UsageError: A number is out of range, or there is nothing to sign evidence with.
    """

    trigger: Trigger
    images: Path
    suspect: SuspectSource
    run: Path | None = None
    queries: int = QUERIES
    level: float = LEVEL
    seed: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    out: Path | None = None
    signing: SigningKey | None = None
    force: bool = False
    fresh: bool = False

    def __post_init__(self) -> None:
        require_queries(self.queries)
        if self.seed is not None:
            require_seed(self.seed)
        if not 0 < self.level <= 0.05:  # noqa: PLR2004 - the documented range
            raise UsageError("The level must lie above 0 and at most at 0.05.")
        if least_queries(self.level) > self.queries:
            raise UsageError(
                f"Not even a model that fails on every image with the trigger can be told from others at the level "
                f"{self.level:g} by {self.queries} queries; give {least_queries(self.level)} or more."
            )
        if self.out is not None and self.signing is None:
            raise UsageError("Evidence must be signed; give a signing key.")


def least_queries(level: float) -> int:
    """The fewest questions by which the clearest case can be shown."""
    pairs = 1
    while binomial_tail(pairs, pairs, ODDS) >= level and 2 * pairs < MOST_QUERIES:
        pairs += 1
    return 2 * pairs


def trigger_of(run: Path) -> Trigger:
    """The trigger that a run was trained with.

    Raises:
        RunError: It is no run.
        UsageError: It was trained without a trigger.
        TriggerFileError: Its copy of the trigger cannot be used.
    """
    RunFolder(run).description()
    if not is_file(run / TRIGGER):
        raise UsageError(f"{run}: was trained without a trigger; give a run of the scenario ownership, or --trigger.")
    return read_trigger(run / TRIGGER)


def read_names(path: Path) -> dict[str, str]:
    """What a suspect calls the classes: a JSON object of its names, each with the folder that is meant.

    Raises:
        UsageError: The file cannot be read, or is something else.
    """
    try:
        with path.open("rb") as stream:
            content = json.loads(stream.read(_LARGEST_NAMES).decode())
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path}: cannot be read as JSON ({error}); give an object of names.") from error
    if not isinstance(content, dict) or not all(isinstance(folder, str) for folder in content.values()):
        raise UsageError(f'{path}: is no object of names; write it like {{"its name": "folder"}}.')
    return content
