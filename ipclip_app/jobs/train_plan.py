"""A request whose folders and backbone have been found good, and how it settles in the folder of a run."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ipclip_app import __version__
from ipclip_app.data.trigger import write_trigger
from ipclip_app.errors import RunChangedError
from ipclip_app.jobs.dataset import Dataset
from ipclip_app.jobs.run_folder import TIME, TRIGGER, RunFolder
from ipclip_app.jobs.statistics import Source
from ipclip_app.jobs.train_request import TrainRequest, recipe_to_json
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.paths import real_path
from ipclip_app.progress import Job, Notice
from ipclip_app.training.checkpoint import Checkpoint, read_checkpoint

PHASE: Final = "prepare"
KEY: Final = "run"
"""Entry of a checkpoint that tells which run it belongs to."""


@dataclass(frozen=True, eq=False)
class Plan:
    """A request whose folders and backbone have been found good."""

    request: TrainRequest
    dataset: Dataset
    source: Source
    classifier: PromptedClassifier

    @property
    def key(self) -> str:
        """SHA-256 of everything that decides what an epoch computes; a checkpoint belongs to one such key.

        The number of epochs is left out, because a run may be extended.
        """
        identity = self.source.backbone.identity
        recipe = recipe_to_json(self.request)
        config = self.request.config.to_json() | {"epochs": None}
        content = [config, self.dataset.fingerprint(), identity, recipe, *filter(None, [self._trigger()])]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def describe(self) -> dict[str, Any]:
        """What the run is about, as JSON values."""
        request, backbone = self.request, self.source.backbone
        return {
            "program": __version__,
            "created": time.strftime(TIME, time.gmtime()),
            "authorized": str(real_path(request.authorized)),
            "unauthorized": None if request.unauthorized is None else str(real_path(request.unauthorized)),
            "backbone": {"reference": backbone.name, "identity": backbone.identity},
            "config": request.config.to_json(),
            "recipe": recipe_to_json(request),
            "data": self.dataset.summary(),
            "fingerprint": self.dataset.fingerprint(),
            **({"trigger": self._trigger()} if request.trigger else {}),
        }

    def _trigger(self) -> str | None:
        """Identity of the owner's trigger, where there is one."""
        return self.request.trigger.identity if self.request.trigger else None


def settle(folder: RunFolder, plan: Plan) -> Job[Checkpoint | None]:
    """Write what a new run is about, or check that a run to be resumed is about the same and read its checkpoint."""
    if not plan.request.resume:
        _begin(folder, plan)
        return None
    known, now = folder.description(), plan.describe()
    planned, wanted = known["config"]["epochs"], now["config"]["epochs"]
    _require_same(folder, known, now | {"config": now["config"] | {"epochs": min(planned, wanted)}})
    warnings: list[str] = []
    checkpoint = read_checkpoint(folder.path, warnings.append)
    for sentence in warnings:
        yield Notice(PHASE, 0, 0, sentence)
    if checkpoint is not None and checkpoint.state.get(KEY) != plan.key:
        raise RunChangedError(folder.path, "the configuration")
    changes = {name: now[name] for name in ("authorized", "unauthorized", "config")}  # the same images, moved
    if checkpoint is not None and wanted > planned:
        changes["extended_from"] = [*known.get("extended_from", []), planned]
    if known != known | changes:
        folder.describe(known | changes)
    return checkpoint


def _begin(folder: RunFolder, plan: Plan) -> None:
    folder.clear()
    if plan.request.trigger is not None:
        write_trigger(folder.path / TRIGGER, plan.request.trigger)
    folder.describe(plan.describe())


def _require_same(folder: RunFolder, known: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    for what, before, after in (
        ("the data", known.get("fingerprint"), now["fingerprint"]),
        ("the backbone", known["backbone"].get("identity"), now["backbone"]["identity"]),
        ("the configuration", known["config"], now["config"]),
        ("the recipe", known.get("recipe"), now["recipe"]),
        ("the trigger", known.get("trigger"), now.get("trigger")),
    ):
        if before != after:
            raise RunChangedError(folder.path, what)
