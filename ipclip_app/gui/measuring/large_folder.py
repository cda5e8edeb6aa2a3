"""A folder of many images is chosen and checked: how the window bears it, and how much memory that takes."""

import io
import tempfile
import time
from pathlib import Path
from typing import Final

from PIL import Image

from ipclip_app.gui.measuring.figure import Figure
from ipclip_app.gui.measuring.loop_meter import LoopMeter
from ipclip_app.gui.measuring.scene import PATIENCE_S, scene
from ipclip_app.gui.measuring.waiting import wait_until
from ipclip_app.gui.protect.drop_target import DropTarget
from ipclip_app.gui.protect.setup_view import SetupView
from ipclip_app.jobs.peak_memory import peak_memory_mb
from ipclip_app.jobs.sample import UNAUTHORIZED, sample_domain

IMAGES: Final = 20_000
CLASSES: Final = 10
MEMORY_GOAL_MB: Final = 1500.0
_SIDE: Final = 64


def measure(images: int = IMAGES) -> list[Figure]:
    """Choose the folder in the Protect page of a window whose engine is loaded.

    Args:
        images: How many images the folder holds, at least CLASSES.
    """
    with tempfile.TemporaryDirectory() as folder, scene() as stage:
        fill(Path(folder), images)
        return [*choose(stage.setup.authorized, Path(folder)), *check(stage.setup), *_memory()]


def choose(target: DropTarget, folder: Path) -> list[Figure]:
    """Choose a folder and wait until its images are counted."""
    meter = LoopMeter()
    meter.start()
    started = time.perf_counter()
    target.choose((folder,))
    wait_until(lambda: target.domain is not None, "a large folder", PATIENCE_S)
    seconds = time.perf_counter() - started
    meter.stop()
    counted = f"{target.domain.images if target.domain else 0:,} images"
    return [*meter.figures("while counting"), Figure("Counting a large folder", seconds, "s", detail=counted)]


def check(setup: SetupView) -> list[Figure]:
    """Choose sketches of the sample beside it and wait until the images of both are checked."""
    meter = LoopMeter()
    meter.start()
    started = time.perf_counter()
    setup.unauthorized.choose((sample_domain(UNAUTHORIZED),))
    wait_until(lambda: setup.unauthorized.domain is not None and not setup.findings.is_running, "the check", PATIENCE_S)
    seconds = time.perf_counter() - started
    meter.stop()
    return [*meter.figures("while checking"), Figure("Checking it", seconds, "s")]


def _memory() -> list[Figure]:
    memory = peak_memory_mb()
    return [] if memory is None else [Figure("Peak memory with it", memory, "MB", MEMORY_GOAL_MB)]


def fill(folder: Path, images: int, side: int = _SIDE) -> None:
    """Write square JPEG images into class folders, no two of them with the same bytes."""
    kept = io.BytesIO()
    Image.effect_mandelbrot((side, side), (-2, -1.5, 1, 1.5), 50).save(kept, "JPEG")
    content = kept.getvalue()
    for index in range(CLASSES):
        (folder / f"class {index}").mkdir(parents=True)
    for index in range(images):
        path = folder / f"class {index % CLASSES}" / f"{index:06}.jpg"
        path.write_bytes(content + b"%d" % index)  # what follows the end of a JPEG is never read
