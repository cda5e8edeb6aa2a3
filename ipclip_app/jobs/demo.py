"""Protects the sample project that ships with the program: the main job from end to end, offline."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from ipclip_app.config import Device, SplitConfig, TrainConfig
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.evaluation import Evaluation
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.progress import Job
from ipclip_app.resources import resource_path

AUTHORIZED: Final = "photo"
UNAUTHORIZED: Final = "sketch"
OTHER: Final = "cartoon"
EPOCHS: Final = 12
SPLIT: Final = SplitConfig(60, 20, 20)


def demo(out: Path, *, seed: int = 0, device: Device = "auto", force: bool = False) -> Job[Evaluation]:
    """Train on the sample's photos against its sketches and evaluate; the cartoons are never seen in training.

    The returned duration is that of the whole demo; `results.json` keeps that of the evaluation alone, as in every run.

    Args:
        out: Folder of the run.
        seed: Seed of initialization and order.
        device: Where to compute.
        force: Replace a run in `out`.

    Raises:
        IpclipError: The run cannot be written or the folder is taken.
    """
    sample = resource_path("sample")
    request = TrainRequest(
        authorized=sample / AUTHORIZED,
        unauthorized=sample / UNAUTHORIZED,
        backbone="demo",
        out=out,
        config=TrainConfig(epochs=EPOCHS, seed=seed, split=SPLIT),
        device=device,
        force=force,
    )
    started = time.monotonic()
    yield from train(request)
    evaluation = yield from evaluate(out, [sample / OTHER], device)
    return replace(evaluation, seconds=time.monotonic() - started)
