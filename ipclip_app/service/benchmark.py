"""Measures a service as its clients see it: rate, latency, errors, memory, and what the watermark adds."""

import threading
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from ipclip_app.config import Device
from ipclip_app.errors import MeasurementError, UsageError
from ipclip_app.jobs.threads import on_threads, require_threads
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import describe_device, resolve_device
from ipclip_app.progress import Report
from ipclip_app.service.access_keys import add_access_key
from ipclip_app.service.child import ChildService, child_service
from ipclip_app.service.load import Load, LoadTest
from ipclip_app.service.overhead import Overhead, measure_overhead
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret

LICENSEE: Final = "benchmark"
TEXTS: Final = tuple(
    f"{what} of a {colour} {thing}"
    for what in ("a photo", "a sketch", "a painting", "a small picture")
    for colour in ("red", "blue", "green", "black and white")
    for thing in ("bicycle", "house", "dog", "umbrella in the rain")
)
_BATCHES: Final = (1, 64)
_WARM_SECONDS: Final = 1.0
_TICK: Final = 0.5
_MOST_CLIENTS: Final = 256
_ALLOWED_GROWTH: Final = 0.05
_ALLOWED_PERCENT: Final = 1.0


@dataclass(frozen=True)
class ServeBenchOptions:
    """What is asked for.

    Attributes:
        backbone: The model to serve.
        clients: Numbers of clients, one measurement each.
        seconds: Of each measurement.
        device: Where to compute.
        threads: Threads to compute with, None for torch's own choice.

    Raises:
        UsageError: A number is out of range.
    """

    backbone: str
    clients: tuple[int, ...] = (1, 8, 64)
    seconds: float = 60.0
    device: Device = "auto"
    threads: int | None = None

    def __post_init__(self) -> None:
        require_threads(self.threads)
        if not self.clients or not all(1 <= count <= _MOST_CLIENTS for count in self.clients):
            raise UsageError(f"--clients takes numbers from 1 to {_MOST_CLIENTS}, like 1,8,64.")
        if not 0 < self.seconds <= 86_400:  # noqa: PLR2004 - a day
            raise UsageError("--seconds must be more than 0 and at most 86400.")


@dataclass(frozen=True)
class ServeBenchResult:
    """What was found.

    Attributes:
        model: Name of the backbone.
        dimension: D.
        device: Name of the device that computed.
        threads: Threads that torch used.
        loads: What the clients got.
        memory: Bytes that the service held when it was warm, and after each measurement; None where the system does not
            tell.
        overheads: What the watermark adds, for one text and for a batch.
        exit_code: Of the service, after it was asked to stop.
        seconds: Of everything.
    """

    model: str
    dimension: int
    device: str
    threads: int
    loads: Sequence[Load]
    memory: Sequence[int | None]
    overheads: Sequence[Overhead]
    exit_code: int
    seconds: float

    @property
    def flat(self) -> bool | None:
        """Whether memory grew by less than 5%; None where it cannot be told."""
        first, last = self.memory[0], self.memory[-1]
        return None if first is None or last is None else last <= (1 + _ALLOWED_GROWTH) * first

    @property
    def passed(self) -> bool:
        """Whether every question was answered and the service ended in order."""
        return self.exit_code == 0 and all(load.latencies and not load.errors for load in self.loads)

    def to_json(self) -> dict[str, Any]:
        """All figures as plain JSON values."""
        return {
            "passed": self.passed,
            "model": self.model,
            "dimension": self.dimension,
            "device": self.device,
            "threads": self.threads,
            "loads": [load.to_json() for load in self.loads],
            "memory": {
                "start": self.memory[0],
                "end": self.memory[-1],
                "after_each": list(self.memory[1:]),
                "flat": self.flat,
            },
            "watermark": [asdict(overhead) | {"percent": overhead.percent} for overhead in self.overheads],
            "watermark_below_1_percent": all(overhead.percent < _ALLOWED_PERCENT for overhead in self.overheads),
            "exit_code": self.exit_code,
            "seconds": self.seconds,
        }


def bench_serve(options: ServeBenchOptions) -> Generator[Report, None, ServeBenchResult]:
    """Start a marked service as a child process, let clients ask it, and stop it.

    Yields:
        Phases `watermark`, `start` and `clients`, once each half second.

    Raises:
        IpclipError: The backbone cannot be loaded.
        MeasurementError: The service does not start.
    """
    started = time.perf_counter()
    with on_threads(options.threads), ExitStack() as stack:
        device = resolve_device(options.device)
        backbone = load_backbone(options.backbone, device)
        matrix = random_orthogonal(backbone.embed_dim, np.random.default_rng(0)).astype(np.float32)
        overheads: list[Overhead] = []
        for step, count in enumerate(_BATCHES):
            yield Report("watermark", step, len(_BATCHES))
            overheads.append(measure_overhead(backbone, TEXTS[:count], matrix))
        folder = Path(stack.enter_context(TemporaryDirectory()))
        chosen, key = _chosen(options, backbone, matrix, folder)
        service = stack.enter_context(child_service(chosen, folder / "log"))
        yield from _until_ready(service)
        test = LoadTest(service.port, key, TEXTS)
        yield from _timed(test, max(options.clients), _WARM_SECONDS)
        memory, loads = [service.resident_memory()], []
        for count in options.clients:
            loads.append((yield from _timed(test, count, options.seconds)))
            memory.append(service.resident_memory())
        code = service.end()
        facts = (options.backbone, backbone.embed_dim, describe_device(device).name, torch.get_num_threads())
        return ServeBenchResult(*facts, loads, memory, overheads, code, time.perf_counter() - started)


def _chosen(
    options: ServeBenchOptions, backbone: Backbone, matrix: NDArray[np.float32], folder: Path
) -> tuple[list[str], str]:
    """The options of the service, and its licensee's key."""
    secret, keys = folder / "secret", folder / "keys.json"
    write_secret(secret, WatermarkSecret("exact", "rotation", backbone.identity, (LICENSEE,), matrix[None]), None)
    key = add_access_key(keys, LICENSEE)
    threads = [] if options.threads is None else ["--threads", str(options.threads)]
    given = ["--backbone", options.backbone, "--secret", str(secret), "--keys", str(keys), "--device", options.device]
    return [*given, *threads], key


def _until_ready(service: ChildService) -> Generator[Report, None, None]:
    never = threading.Event()
    while not service.is_ready:
        yield Report("start", 0, 1)
        never.wait(_TICK)
    yield Report("start", 1, 1)


def _timed(test: LoadTest, clients: int, seconds: float) -> Generator[Report, None, Load]:
    """Let clients ask in a thread of their own, so that whoever waits sees it go on and may stop it."""
    found: list[Load] = []
    stopped, done = threading.Event(), threading.Event()

    def run() -> None:
        try:
            found.append(test.run(clients, seconds, stopped.is_set))
        finally:
            done.set()

    thread = threading.Thread(target=run)
    thread.start()
    began, phase = time.perf_counter(), f"{clients} clients"
    try:
        while not done.wait(_TICK):
            yield Report(phase, min(int(time.perf_counter() - began), int(seconds)), max(1, int(seconds)))
    finally:
        stopped.set()
        thread.join()
    if not found:
        raise MeasurementError("the service", "the clients could not ask")
    return found[0]
