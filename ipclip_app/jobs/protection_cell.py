"""One cell of a protection table: a run that is found finished, or trained and evaluated now."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import WHOLE
from ipclip_app.errors import RunError
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.run_folder import MODULE, RESULTS, RunFolder
from ipclip_app.jobs.train import TrainRequest, recipe_to_json, train
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
    """Where the figures of cells come from.

    Attributes:
        identity: Identity of the backbone.
        force: Replace finished runs of other settings.
    """

    identity: str
    force: bool

    def figures(self, training: TrainRequest) -> Job[dict[str, float]]:
        """The figures of a cell: of its finished run, or of one that is begun now, after an unfinished one anew.

        Raises:
            RunError: The folder holds a finished run of something else, or the run has no such figures.
            IpclipError: Whatever keeps the cell from being trained and evaluated.
        """
        if (training.out / MODULE).exists():
            other = next(self._differences(training), None)
            if other and not self.force:
                remedy = "choose another --out, or pass --force to replace it"
                raise RunError(training.out, f"holds a finished run of {other}", remedy)
            known = None if other else _stored(training.out)
            if known is not None:
                return known
        return _figures(training.out, (yield from _computed(training)))

    def _differences(self, training: TrainRequest) -> Iterator[str]:
        try:
            known = RunFolder(training.out).description()
        except RunError:
            yield "unknown settings"
            return
        for what, entry, wanted in (
            ("another authorized folder", known.get("authorized"), str(training.authorized.resolve())),
            ("another unauthorized folder", known.get("unauthorized"), str(training.unauthorized.resolve())),
            ("another backbone", known.get("backbone", {}).get("identity"), self.identity),
            ("other settings", known.get("config"), training.config.to_json()),
            ("another recipe", known.get("recipe"), recipe_to_json(training)),
        ):
            if entry != wanted:
                yield what


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
