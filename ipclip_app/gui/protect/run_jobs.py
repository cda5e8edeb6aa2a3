"""Makes the jobs that train, in the thread that runs them, because their modules are slow to import."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ipclip_app.config import TRIGGERED
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.training_run import MakeJob
from ipclip_app.gui.triggers.shelf import read
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.jobs.protect import ProtectOutcome


def starting(plan: RunPlan, out: Path) -> MakeJob:
    """A new run in an unused folder."""

    def make(wants_end: Callable[[], bool]) -> "Job[ProtectOutcome]":
        from ipclip_app.jobs.protect import protect
        from ipclip_app.jobs.train import TrainRequest

        request = TrainRequest(
            plan.authorized,
            plan.unauthorized,
            plan.backbone,
            out,
            plan.config,
            plan.device,
            trigger=read(plan.trigger) if plan.config.scenario in TRIGGERED else None,
        )
        return protect(request, wants_end)

    return make


def resuming(run: Path) -> MakeJob:
    """The rest of an unfinished run."""

    def make(wants_end: Callable[[], bool]) -> "Job[ProtectOutcome]":
        from ipclip_app.jobs.protect import protect
        from ipclip_app.jobs.train import resume_request

        return protect(resume_request(run), wants_end)

    return make


def extending(run: Path, epochs: int) -> MakeJob:
    """A finished run and so many epochs more."""

    def make(wants_end: Callable[[], bool]) -> "Job[ProtectOutcome]":
        from ipclip_app.jobs.protect import extend_request, protect

        return protect(extend_request(run, epochs), wants_end)

    return make
