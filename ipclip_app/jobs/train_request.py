"""What is to be trained: the request, and how it is found again in a run's folder."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipclip_app.config import PAIRED, TRIGGERED, Device, TrainConfig
from ipclip_app.data.trigger import GRID, Trigger, read_trigger
from ipclip_app.errors import RunError, UsageError
from ipclip_app.jobs.run_folder import TRIGGER, RunFolder
from ipclip_app.training.recipes import Recipe, recipe_of


@dataclass(frozen=True)
class TrainRequest:
    """What to train.

    Attributes:
        authorized: Folder of the authorized domain, with class subfolders.
        unauthorized: Folder of the unauthorized domain, with or without class subfolders; None in scenarios that make
            its images from the authorized ones.
        backbone: Reference of the frozen CLIP.
        out: Folder of the run.
        config: How to train.
        device: Where to compute.
        resume: Go on with the run in `out`; a larger number of epochs than it had extends it.
        force: Replace the run in `out`.
        recipe: Overrides the preset's recipe, for ablations.
        trigger: The owner's pixel trigger; without one, scenarios that need it take the released grid.

    Raises:
        UsageError: What is given does not fit the scenario.
    """

    authorized: Path
    unauthorized: Path | None
    backbone: str
    out: Path
    config: TrainConfig
    device: Device = "auto"
    resume: bool = False
    force: bool = False
    recipe: Recipe | None = None
    trigger: Trigger | None = None

    def __post_init__(self) -> None:
        """Check the sources and fill in the trigger."""
        scenario = self.config.scenario
        if scenario in PAIRED and self.unauthorized is None:
            raise UsageError(f"The scenario {scenario} needs a folder of unauthorized images; pass --unauthorized.")
        if scenario not in PAIRED and self.unauthorized is not None:
            raise UsageError(
                f"The scenario {scenario} makes its unauthorized images from the authorized ones; leave --unauthorized "
                "out, and name domains to test on when you evaluate the run."
            )
        if scenario not in TRIGGERED and self.trigger is not None:
            raise UsageError(f"The scenario {scenario} has no trigger; leave --trigger out.")
        if scenario in TRIGGERED and self.trigger is None:
            object.__setattr__(self, "trigger", GRID)

    @property
    def sources(self) -> tuple[Path, ...]:
        """The image folders."""
        return (self.authorized,) if self.unauthorized is None else (self.authorized, self.unauthorized)

    @property
    def used_recipe(self) -> Recipe:
        """How to train in detail."""
        return self.recipe or recipe_of(self.config.preset, self.config.scenario)


def resume_request(run: Path, device: Device = "auto") -> TrainRequest:
    """The request that goes on with a run.

    Raises:
        RunError: The folder holds no readable run.
    """
    description = RunFolder(run).description()
    try:
        config, unauthorized = TrainConfig.from_json(description["config"]), description["unauthorized"]
        return TrainRequest(
            authorized=Path(description["authorized"]),
            unauthorized=None if unauthorized is None else Path(unauthorized),
            backbone=description["backbone"]["reference"],
            out=run,
            config=config,
            device=device,
            resume=True,
            trigger=read_trigger(run / TRIGGER) if config.scenario in TRIGGERED else None,
        )
    except (KeyError, TypeError, ValueError, UsageError) as error:
        raise RunError(run, f"has a damaged description ({error})", "train again into another folder") from error


def recipe_to_json(request: TrainRequest) -> dict[str, Any]:
    """How the request trains in detail, as plain JSON values."""
    recipe = request.used_recipe
    content: dict[str, Any] = json.loads(json.dumps({**vars(recipe), "weights": dict(recipe.weights)}))
    return content
