"""Measures an audit of many images with the demo backbone: images per second, and memory above the loaded model.

Run as a program it audits a folder twice, the second time from the feature cache, and prints one JSON object.
"""

import io
import json
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from PIL import Image

from ipclip_app.audit.verdict import Authorizer, Thresholds
from ipclip_app.bench.child import run_child
from ipclip_app.bench.memory_meter import memory_meter
from ipclip_app.data.images import read_image
from ipclip_app.errors import UsageError
from ipclip_app.jobs.audit import audit
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.jobs.sample import AUTHORIZED, BACKBONE, sample_domain
from ipclip_app.jobs.threads import require_threads
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.machine import processor_name
from ipclip_app.model.projectors import new_projector
from ipclip_app.progress import Job, Report, run_to_end
from ipclip_app.training.recipes import DEFAULT

SIZE: Final = (320, 240)
_NOISE: Final = 24
_MEGABYTE: Final = 1 << 20
_DRAWN_AT_ONCE: Final = 50


@dataclass(frozen=True)
class AuditBenchOptions:
    """How to measure.

    Attributes:
        images: Images to audit, at least one.
        threads: Threads of torch; None leaves them to it.
    """

    images: int = 5000
    threads: int | None = None

    def __post_init__(self) -> None:
        """Check both numbers."""
        require_threads(self.threads)
        if self.images < 1:
            raise UsageError(f"The benchmark cannot audit {self.images} images; give --images 1 or more.")


@dataclass(frozen=True)
class AuditBenchResult:
    """What was measured.

    Attributes:
        images: Different JPEG images of SIZE.
        images_per_second: Of an audit that has seen none of them.
        cached_images_per_second: Of one whose statistics are in the cache.
        memory_above_loaded_mb: Most memory of the process above that after the model was loaded, MiB, over both
            audits; None where the system does not tell.
        cpu: The processor's name.
        threads: Threads that torch used.
        torch: Version of torch.
    """

    images: int
    images_per_second: float
    cached_images_per_second: float
    memory_above_loaded_mb: float | None
    cpu: str
    threads: int
    torch: str

    def to_json(self) -> dict[str, Any]:
        """The figures as plain JSON values."""
        return asdict(self)


def audit_bench(options: AuditBenchOptions) -> Job[AuditBenchResult]:
    """Draw images, then audit them in a process of its own, which has an empty cache.

    Yields:
        Phases `drawing` and `audit`.

    Raises:
        MeasurementError: The process died.
    """
    with tempfile.TemporaryDirectory() as folder:
        images = Path(folder) / "images"
        yield from _draw(images, options.images)
        yield Report("audit", 0, 1)
        variables = {"IPCLIP_CACHE_DIR": str(Path(folder) / "cache"), "IPCLIP_DATA_DIR": str(Path(folder) / "data")}
        arguments = [str(images), json.dumps(options.threads)]
        figures = run_child(__name__, arguments, "an audit", variables)
        yield Report("audit", 1, 1)
    return AuditBenchResult(**figures)


def _draw(folder: Path, count: int) -> Job[None]:
    """Sample pictures under noise, so that no two files are alike."""
    pictures = sorted(path for path in sample_domain(AUTHORIZED).rglob("*") if path.is_file())
    folder.mkdir()
    for number in range(count):
        if number % _DRAWN_AT_ONCE == 0:
            yield Report("drawing", number, count)
        picture = read_image(pictures[number % len(pictures)]).resize(SIZE)
        noise = Image.frombytes("L", SIZE, random.Random(number).randbytes(SIZE[0] * SIZE[1]))  # noqa: S311 - not secret
        noisy = Image.blend(picture, noise.convert("RGB"), _NOISE / 255)
        content = io.BytesIO()
        noisy.save(content, "JPEG", quality=85)
        (folder / f"{number:06}.jpg").write_bytes(content.getvalue())
    yield Report("drawing", count, count)


def untrained_model() -> ProtectedModel:
    """The demo backbone with an untrained module, which costs what a trained one costs."""
    backbone = load_backbone(BACKBONE)
    inputs = backbone.embed_dim + 2 * sum(backbone.block_widths)
    authorizer = Authorizer(torch.zeros(inputs), torch.ones(inputs), torch.ones(inputs), torch.zeros(()))
    names = tuple(sorted(path.name for path in sample_domain(AUTHORIZED).iterdir() if path.is_dir()))
    return ProtectedModel.assemble(
        backbone, new_projector(DEFAULT.projector, backbone), authorizer, Thresholds(1, -1), names
    )


def measure(folder: Path) -> AuditBenchResult:
    """Audit a folder twice in this process."""
    model = untrained_model()
    meter = memory_meter(model.backbone.device)
    level = meter.start() if meter is not None else 0
    (files, first), (_, again) = _timed(model, folder), _timed(model, folder)
    above = None if meter is None else (meter.peak() - level) / _MEGABYTE
    place = processor_name(), torch.get_num_threads(), torch.__version__
    return AuditBenchResult(files, files / first, files / again, above, *place)


def _timed(model: ProtectedModel, folder: Path) -> tuple[int, float]:
    """Number of files, and the seconds that they took."""
    started = time.perf_counter()
    files = run_to_end(audit(model, [folder])).files
    return files, time.perf_counter() - started


def _main(folder: str, threads: str) -> None:
    count = json.loads(threads)
    if count is not None:
        torch.set_num_threads(count)
    sys.stdout.write(json.dumps(measure(Path(folder)).to_json()))


if __name__ == "__main__":
    _main(*sys.argv[1:])
