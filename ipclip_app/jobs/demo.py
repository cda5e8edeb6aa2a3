"""Protects the sample project that ships with the program: the main job from end to end, offline."""

import time
from dataclasses import replace
from pathlib import Path

from ipclip_app.config import Device
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.evaluation import Evaluation
from ipclip_app.jobs.sample import AUTHORIZED, BACKBONE, OTHER, UNAUTHORIZED, sample_config, sample_domain
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.progress import Job


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
    request = TrainRequest(
        authorized=sample_domain(AUTHORIZED),
        unauthorized=sample_domain(UNAUTHORIZED),
        backbone=BACKBONE,
        out=out,
        config=sample_config(seed),
        device=device,
        force=force,
    )
    started = time.monotonic()
    yield from train(request)
    evaluation = yield from evaluate(out, [sample_domain(OTHER)], device)
    return replace(evaluation, seconds=time.monotonic() - started)
