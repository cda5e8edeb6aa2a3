"""Protects a model: trains, then tells what the protection does to the test images."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ipclip_app.config import Device
from ipclip_app.errors import UsageError
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.evaluation import Evaluation
from ipclip_app.jobs.train import TrainOutcome, TrainRequest, resume_request, train
from ipclip_app.progress import Job
from ipclip_app.training.trainer import never


@dataclass(frozen=True)
class ProtectOutcome:
    """How training ended, and what was found on the test images."""

    training: TrainOutcome
    evaluation: Evaluation


def protect(request: TrainRequest, wants_end: Callable[[], bool] = never) -> Job[ProtectOutcome]:
    """Train or go on training, then evaluate; closing the job keeps the last checkpoint.

    Args:
        request: What to train.
        wants_end: Asked at every step whether to end early. After a yes, which must be its answer from then on,
            training ends with the best epoch so far, the first one being finished in any case, and is evaluated. The
            run can still go on later.

    Raises:
        IpclipError: Anything foreseen that prevents it, with the remedy.
    """
    training = yield from train(request, wants_end)
    evaluation = yield from evaluate(request.out, (), request.device)
    return ProtectOutcome(training, evaluation)


def extend_request(run: Path, epochs: int, device: Device = "auto") -> TrainRequest:
    """The request that trains a run for so many epochs more than were planned.

    The learning rate follows one half wave of the cosine over all epochs, so that after the planned end it rises again
    to where a run of the new length would be; the weights are not those of such a run. What the epochs before have
    reached is kept, and so is the choice among all of them.

    Args:
        run: Folder of the run.
        epochs: Epochs to add, at least 1.
        device: Where to compute.

    Raises:
        UsageError: Fewer than one epoch.
        RunError: The folder holds no readable run.
    """
    if epochs < 1:
        raise UsageError("A run can only be extended by 1 epoch or more.")
    request = resume_request(run, device)
    return replace(request, config=replace(request.config, epochs=request.config.epochs + epochs))
