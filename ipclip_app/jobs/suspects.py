"""Opens whatever an owner may suspect: a bundle, a run, an address on the web, a Python function."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image

from ipclip_app.errors import SuspectError
from ipclip_app.jobs.load_bundle import BundleSource, LoadedBundle, load_bundle
from ipclip_app.jobs.load_run import load_run
from ipclip_app.jobs.model_answers import ModelAnswers
from ipclip_app.jobs.open_bundle import OpenedBundle
from ipclip_app.jobs.ownership_request import SuspectSource
from ipclip_app.jobs.run_folder import MODULE
from ipclip_app.jobs.run_reading import is_run
from ipclip_app.ownership.callable_suspect import load_callable
from ipclip_app.ownership.suspect import Suspect
from ipclip_app.paths import from_home, is_file, is_folder
from ipclip_app.progress import Job
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.suspects.endpoint import Endpoint, is_address
from ipclip_app.suspects.python_function import is_function

BATCH: Final = 16


class BundleSuspect:
    """A bundle, asked through what a licensee imports."""

    batch_size: Final = BATCH

    def __init__(self, loaded: LoadedBundle) -> None:
        """Ask a bundle that passed every check."""
        told = loaded.manifest
        facts = {"bundle_id": told.bundle_id, "sha256": loaded.sha256, "issuer": told.issuer, "licensee": told.licensee}
        self.description = SuspectDescription("bundle", loaded.path.name, facts)
        self._bundle = OpenedBundle(loaded)

    def answers(self, images: Sequence[Image.Image]) -> list[str]:
        """See `Suspect`."""
        return [answer.class_name for answer in self._bundle.classify(images)]

    def close(self) -> None:
        """See `Suspect`."""


class RunSuspect:
    """The protected module of a run of the owner's own, which shows whether his trigger works."""

    def __init__(self, path: Path, answers: ModelAnswers) -> None:
        """Ask the module in `path`."""
        digest = hashlib.sha256((path / MODULE).read_bytes()).hexdigest()
        self.description = SuspectDescription("run", path.absolute().name, {"sha256": digest})
        self.batch_size = answers.batch_size
        self._answers = answers

    def answers(self, images: Sequence[Image.Image]) -> list[str]:
        """See `Suspect`."""
        return self._answers.names(images)

    def close(self) -> None:
        """See `Suspect`."""


def is_endpoint(source: SuspectSource) -> bool:
    """Whether the suspect is asked over the web, where each question may cost something."""
    return is_address(source.reference)


def endpoint_of(source: SuspectSource) -> Endpoint:
    """The address of such a suspect.

    Raises:
        UsageError: It is none.
    """
    return Endpoint(source.reference, source.headers, source.timeout)


def open_local_suspect(source: SuspectSource) -> Job[Suspect]:
    """Make a suspect that is asked on this computer ready to answer.

    Raises:
        SuspectError: There is no such thing, or it cannot be imported.
        IpclipError: A bundle or a run is refused.
    """
    path = from_home(source.reference)
    if is_file(path):
        wanted = BundleSource(path, source.issuer, source.backbone, source.device, source.key, source.passphrase)
        return BundleSuspect((yield from load_bundle(wanted)))
    if is_folder(path) and is_run(path):
        loaded = yield from load_run(path, source.device)
        return RunSuspect(path, ModelAnswers(loaded.model))
    if is_function(source.reference):
        return load_callable(source.reference)
    remedy = "give a bundle, a web address that begins with https://, or module:function"
    raise SuspectError(source.reference, "is no suspect that can be asked", remedy)
