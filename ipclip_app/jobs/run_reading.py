"""What a run's folder tells, whatever became of its files; loads no torch."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from ipclip_app.config import TrainConfig
from ipclip_app.data.class_names import printable
from ipclip_app.errors import RunError, UsageError
from ipclip_app.jobs import run_folder
from ipclip_app.jobs.json_shape import REST, DamagedJsonError, Shape, read_json
from ipclip_app.jobs.predictions import Prediction, read_predictions
from ipclip_app.paths import is_file

RunState = Literal["finished", "stopped", "unfinished", "damaged"]
T = TypeVar("T")

_DESCRIPTION: Final = {
    "format": run_folder.FORMAT,
    "created": str,
    "authorized": str,
    "unauthorized": (str, None),
    "backbone": {"reference": str},
    "config": {"epochs": int, "preset": str},
}
_TITLE: Final = {"title": str}
_LEVELS: Final = ("authorized", "unauthorized", "unprotected")
_HISTORY: Final = [{"epoch": int, "losses": {REST: float}, **dict.fromkeys(_LEVELS, float), "best": bool}]
_DOMAIN: Final = {
    "images": int,
    **dict.fromkeys(("zero_shot", "unprotected", "protected"), (float, None)),
    "called_unauthorized": float,
}
_LABELLED: Final = _DOMAIN | dict.fromkeys(("zero_shot", "unprotected", "protected"), float)
_RESULTS: Final = {
    "classes": [str],
    "domains": {"authorized": _LABELLED, "unauthorized": _DOMAIN, "other": {REST: _DOMAIN}},
    "metrics": {REST: (float, None)},
    "verdict": {REST: float},
    "best_epoch": int,
    "left_out": {REST: int},
}


@dataclass(frozen=True)
class RunSummary:
    """A line of the list of runs.

    Attributes:
        path: Folder of the run.
        title: The owner's name for it, the folder's name until he gives one.
        created: When it began, as `2025-01-31T12:00:00Z`.
        state: `finished`; `stopped` with a module written before all planned epochs; `unfinished` without a module;
            `damaged` where a file cannot be understood, the rest being filled as far as possible.
        authorized: Folder of the authorized images; None if not known.
        unauthorized: Folder of the unauthorized images, likewise; None too where the scenario needs none.
        backbone: Reference of the backbone; empty if not known.
        scenario: What it protects against; empty if not known.
        preset: How it trains; empty if not known.
        epochs: Finished epochs.
        planned: Epochs it was to have; 0 if not known.
        metrics: Metrics of its evaluation as far as they are defined; None before.
        damage: What is damaged, a sentence; else empty.
    """

    path: Path
    title: str
    created: str
    state: RunState
    authorized: Path | None
    unauthorized: Path | None
    backbone: str
    scenario: str
    preset: str
    epochs: int
    planned: int
    metrics: Mapping[str, float] | None
    damage: str = ""


@dataclass(frozen=True)
class RunRecord:
    """Everything that a run's folder tells; empty or None is what is missing or damaged.

    Attributes:
        summary: Its line in the list.
        description: What the run is about.
        history: One entry per finished epoch.
        results: What the evaluation found.
        class_names: Classes of the predictions.
        predictions: What the models said of each test image.
    """

    summary: RunSummary
    description: Mapping[str, Any]
    history: tuple[Mapping[str, Any], ...]
    results: Mapping[str, Any] | None
    class_names: tuple[str, ...]
    predictions: tuple[Prediction, ...]


def is_run(path: Path) -> bool:
    """Whether a folder holds a run, or something unreadable in the place of a run's description."""
    description = path / run_folder.DESCRIPTION
    if not os.path.lexists(description):
        return False
    try:
        content = read_json(description, object)
    except DamagedJsonError:
        return True
    return isinstance(content, dict) and content.keys() >= run_folder.MARKS


def read_results(run: Path) -> Mapping[str, Any] | None:
    """What the evaluation of a run found, or None before it was evaluated.

    Raises:
        RunError: The file is damaged.
    """
    path = run / run_folder.RESULTS
    try:
        results: Mapping[str, Any] | None = read_json(path, _RESULTS)
    except DamagedJsonError as error:
        raise RunError(path, f"is damaged ({error})", "evaluate the run again") from error
    return results


class RunReading:
    """Reads the files of a run and remembers which is the first that is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._damage = ""
        self._description: Mapping[str, Any] = self._json(run_folder.DESCRIPTION, _DESCRIPTION) or {}
        self._history: list[Mapping[str, Any]] = self._json(run_folder.HISTORY, _HISTORY) or []
        self._results: Mapping[str, Any] | None = self._json(run_folder.RESULTS, _RESULTS)
        self._title: str = (self._json(run_folder.TITLE, _TITLE) or {}).get("title", "")
        if self._description:
            self._parsed(run_folder.DESCRIPTION, lambda: TrainConfig.from_json(self._description["config"]), None)

    def summary(self) -> RunSummary:
        """The run's line in a list."""
        known = self._description
        config = known.get("config", {})
        return RunSummary(
            path=self._path,
            title=" ".join(self._title.split()) or printable(self._path.name),
            created=known.get("created") or self._changed(),
            state=self._state(config.get("epochs", 0)),
            authorized=Path(known["authorized"]) if known else None,
            unauthorized=Path(known["unauthorized"]) if known.get("unauthorized") else None,
            backbone=known["backbone"]["reference"] if known else "",
            scenario=config.get("scenario", ""),
            preset=config.get("preset", ""),
            epochs=len(self._history),
            planned=config.get("epochs", 0),
            metrics=self._metrics(),
            damage=self._damage,
        )

    def record(self) -> RunRecord:
        """Everything, the predictions included."""
        nothing: tuple[tuple[str, ...], tuple[Prediction, ...]] = ((), ())
        file = self._path / run_folder.PREDICTIONS
        class_names, predictions = self._parsed(file.name, lambda: read_predictions(file), nothing)
        return RunRecord(
            self.summary(), self._description, tuple(self._history), self._results, class_names, predictions
        )

    def _json(self, name: str, shape: Shape) -> Any:  # noqa: ANN401 - JSON is any tree
        return self._parsed(name, lambda: read_json(self._path / name, shape), None)

    def _parsed(self, name: str, parse: Callable[[], T], otherwise: T) -> T:
        try:
            return parse()
        except (DamagedJsonError, UsageError, TypeError, ValueError) as error:
            self._damage = self._damage or f"{name} is damaged: {' '.join(str(error).split())}."
            return otherwise

    def _state(self, planned: int) -> RunState:
        if self._damage:
            return "damaged"
        if not is_file(self._path / run_folder.MODULE):
            return "unfinished"
        return "stopped" if len(self._history) < planned else "finished"

    def _metrics(self) -> Mapping[str, float] | None:
        if self._results is None:
            return None
        return {name: value for name, value in self._results["metrics"].items() if value is not None}

    def _changed(self) -> str:
        """When the description was written, for want of what it says."""
        with suppress(OSError):
            seconds = (self._path / run_folder.DESCRIPTION).lstat().st_mtime
            return time.strftime(run_folder.TIME, time.gmtime(seconds))
        return ""
