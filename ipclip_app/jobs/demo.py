"""Protects the sample project that ships with the program and exports it: the main jobs from end to end, offline."""

import time
from dataclasses import replace
from pathlib import Path

from ipclip_app.config import Device
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.evaluation import Evaluation
from ipclip_app.jobs.export import export
from ipclip_app.jobs.export_request import ExportRequest
from ipclip_app.jobs.sample import (
    AUTHORIZED,
    BACKBONE,
    BUNDLE,
    ISSUER,
    OTHER,
    UNAUTHORIZED,
    sample_config,
    sample_domain,
)
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.progress import Job
from ipclip_app.storage import write_bytes


def demo(out: Path, *, seed: int = 0, device: Device = "auto", force: bool = False) -> Job[Evaluation]:
    """Train on the sample's photos against its sketches, evaluate, and export a bundle with a throwaway key.

    The cartoons are never seen in training. `sample.ipclip` and `issuer.pem` lie beside the run.

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
    yield from _export(out)
    return replace(evaluation, seconds=time.monotonic() - started)


def _export(run: Path) -> Job[None]:
    """Write a bundle whose private key nobody keeps; what an earlier demo left there is replaced with its run."""
    key = SigningKey.generate()
    request = ExportRequest(
        run, run / BUNDLE, "Sample licensee", key, "ipclip demo", "to try this program.", force=True, recorded=False
    )
    write_bytes(run / ISSUER, key.public.pem)
    yield from export(request)
