"""Where the cells of a table come from: runs that are found finished, go on, or are trained and evaluated now."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from ipclip_app import __version__
from ipclip_app.errors import CheckpointError, RunChangedError, RunError
from ipclip_app.jobs.dataset import read_dataset
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.run_folder import MODULE, RESULTS, RunFolder
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.jobs.train_request import recipe_to_json
from ipclip_app.paths import is_file
from ipclip_app.progress import Job

T = TypeVar("T")
Reader = Callable[[Mapping[str, Any]], T]
"""Takes what is needed from the JSON of an evaluation; raises KeyError, TypeError or ValueError if it is damaged."""


@dataclass(frozen=True)
class Found(Generic[T]):
    """What a cell has found.

    Attributes:
        value: What was read from the evaluation.
        computed: Whether anything was trained or tested for it now.
    """

    value: T
    computed: bool = True


@dataclass(frozen=True)
class CellSource:
    """Gives what cells have found; all cells have the same split.

    Attributes:
        identity: Identity of the backbone.
        force: Replace finished runs of other settings.
    """

    identity: str
    force: bool
    _fingerprints: dict[tuple[Path, Path | None], str] = field(default_factory=dict, init=False, repr=False)

    def found(self, training: TrainRequest, read: Reader[T], domains: Sequence[Path] = ()) -> Job[Found[T]]:
        """What a cell has found: its finished run, or one that goes on or is begun now.

        A run that was stopped goes on if it is of the same settings. One that is trained but not tested is only tested.

        Args:
            training: How to train; `out` is where the run lies.
            read: Takes the figures from the evaluation.
            domains: Folders of further domains to test on.

        Raises:
            RunError: The folder holds a finished run of something else.
            IpclipError: Whatever keeps the cell from being trained and evaluated.
        """
        if not is_file(training.out / MODULE):
            return Found(read((yield from self._trained(training, domains))))
        other = yield from self._difference(training)
        if other and not self.force:
            remedy = "choose another --out, or pass --force to replace it"
            raise RunError(training.out, f"holds a finished run of {other}", remedy)
        if other:
            return Found(read((yield from computed(training, domains))))
        known = _stored(training.out, read)
        if known is not None:
            return Found(known, computed=False)
        return Found(read((yield from tested(training, domains))))

    def _trained(self, training: TrainRequest, domains: Sequence[Path]) -> Job[dict[str, Any]]:
        """Go on from the last checkpoint where there is one of these settings, else begin anew."""
        if RunFolder(training.out).exists and not (yield from self._difference(training)):
            try:
                return (yield from computed(replace(training, resume=True, force=False), domains))
            except (CheckpointError, RunChangedError):
                pass  # what cannot go on is begun again
        return (yield from computed(training, domains))

    def _difference(self, training: TrainRequest) -> Job[str | None]:
        """What the run in the folder has that this cell has not."""
        try:
            known = RunFolder(training.out).description()
        except RunError:
            return "unknown settings"
        trigger = training.trigger.identity if training.trigger else None
        checks = (
            ("another version of the program", known.get("program"), __version__),
            ("another backbone", known.get("backbone", {}).get("identity"), self.identity),
            ("other settings", known.get("config"), training.config.to_json()),
            ("another recipe", known.get("recipe"), recipe_to_json(training)),
            ("another trigger", known.get("trigger"), trigger),
            ("other images", known.get("fingerprint"), (yield from self._fingerprint(training))),
        )
        return next((what for what, before, now in checks if before != json.loads(json.dumps(now))), None)

    def _fingerprint(self, training: TrainRequest) -> Job[str]:
        """Fingerprint of the images as they are now, read once for all cells of a pair."""
        pair = training.authorized, training.unauthorized
        if pair not in self._fingerprints:
            dataset = yield from read_dataset(*pair, training.config.split)
            self._fingerprints[pair] = dataset.fingerprint()
        return self._fingerprints[pair]


def computed(training: TrainRequest, domains: Sequence[Path]) -> Job[dict[str, Any]]:
    """Train, then evaluate; the evaluation's JSON."""
    yield from train(training)
    return (yield from tested(training, domains))


def tested(training: TrainRequest, domains: Sequence[Path]) -> Job[dict[str, Any]]:
    """Evaluate a finished run; the evaluation's JSON."""
    evaluation = yield from evaluate(training.out, domains, training.device)
    return evaluation.to_json()


def _stored(run: Path, read: Reader[T]) -> T | None:
    """What the evaluation of a finished run found; None if it is missing, damaged, or not of everything asked for."""
    try:
        return read(json.loads((run / RESULTS).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
