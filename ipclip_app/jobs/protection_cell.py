"""One cell of a protection table: a run that is found finished, or trained and evaluated now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ipclip_app import __version__
from ipclip_app.config import WHOLE
from ipclip_app.errors import RunError
from ipclip_app.jobs.dataset import read_dataset
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.run_folder import MODULE, RESULTS, RunFolder
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.jobs.train_request import recipe_to_json
from ipclip_app.paths import is_file
from ipclip_app.progress import Job

_FIGURES: Final = (
    ("authorized.zero_shot", "domains.authorized.zero_shot"),
    ("authorized.unprotected", "domains.authorized.unprotected"),
    ("authorized.protected", "domains.authorized.protected"),
    ("unauthorized.zero_shot", "domains.unauthorized.zero_shot"),
    ("unauthorized.unprotected", "domains.unauthorized.unprotected"),
    ("unauthorized.protected", "domains.unauthorized.protected"),
    ("D_a", "metrics.D_a"),
    ("W_ua", "metrics.W_ua"),
    ("D_a_strict", "metrics.D_a_strict"),
    ("W_ua_strict", "metrics.W_ua_strict"),
    ("W_ua_strict_bound", "metrics.W_ua_strict_bound"),
    ("auroc", "verdict.auroc"),
    ("false_rejection", "verdict.false_rejection"),
    ("detection", "verdict.detection"),
)


@dataclass(frozen=True)
class CellSource:
    """Where the figures of cells come from; all cells have the same split.

    Attributes:
        identity: Identity of the backbone.
        force: Replace finished runs of other settings.
    """

    identity: str
    force: bool
    _fingerprints: dict[tuple[Path, Path | None], str] = field(default_factory=dict, init=False, repr=False)

    def figures(self, training: TrainRequest) -> Job[dict[str, float]]:
        """The figures of a cell: of its finished run, or of one that is begun now, after an unfinished one anew.

        Raises:
            RunError: The folder holds a finished run of something else, or the run has no such figures.
            IpclipError: Whatever keeps the cell from being trained and evaluated.
        """
        if is_file(training.out / MODULE):
            other = yield from self._difference(training)
            if other and not self.force:
                remedy = "choose another --out, or pass --force to replace it"
                raise RunError(training.out, f"holds a finished run of {other}", remedy)
            known = None if other else _stored(training.out)
            if known is not None:
                return known
        return _figures(training.out, (yield from _computed(training)))

    def _difference(self, training: TrainRequest) -> Job[str | None]:
        """What the run in the folder has that this cell has not."""
        try:
            known = RunFolder(training.out).description()
        except RunError:
            return "unknown settings"
        checks = (
            ("another version of the program", known.get("program"), __version__),
            ("another backbone", known.get("backbone", {}).get("identity"), self.identity),
            ("other settings", known.get("config"), training.config.to_json()),
            ("another recipe", known.get("recipe"), recipe_to_json(training)),
            ("other images", known.get("fingerprint"), (yield from self._fingerprint(training))),
        )
        return next((what for what, before, now in checks if before != now), None)

    def _fingerprint(self, training: TrainRequest) -> Job[str]:
        """Fingerprint of the images as they are now, read once for all cells of a pair."""
        pair = training.authorized, training.unauthorized
        if pair not in self._fingerprints:
            dataset = yield from read_dataset(*pair, training.config.split)
            self._fingerprints[pair] = dataset.fingerprint()
        return self._fingerprints[pair]


def _computed(training: TrainRequest) -> Job[dict[str, Any]]:
    yield from train(training)
    return (yield from evaluate(training.out, (), training.device)).to_json()


def _stored(run: Path) -> dict[str, float] | None:
    """The figures of a finished run; None if its evaluation is missing or damaged."""
    try:
        return _figures(run, json.loads((run / RESULTS).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _figures(run: Path, result: Mapping[str, Any]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, path in _FIGURES:
        value: Any = result
        for part in path.split("."):
            value = value[part]
        if value is None:
            raise RunError(run, f"has no {name}", "put the images of both domains into class folders")
        figures[name] = float(value)
    if not figures["W_ua_strict_bound"]:
        raise RunError(run, "has nothing to protect, as no model recognizes a domain", "choose other domains")
    figures["ratio"] = WHOLE * figures["W_ua_strict"] / figures["W_ua_strict_bound"]
    return figures
