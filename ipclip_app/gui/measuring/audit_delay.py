"""Delay of the event loop while thousands of files are audited, as they come and while the list is scrolled."""

import tempfile
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollBar

from ipclip_app.errors import MeasurementError
from ipclip_app.gui.audit.page import AuditPage
from ipclip_app.gui.measuring.figure import Figure
from ipclip_app.gui.measuring.large_folder import fill
from ipclip_app.gui.measuring.loop_meter import LoopMeter
from ipclip_app.gui.measuring.scene import PATIENCE_S, Scene, scene
from ipclip_app.gui.measuring.waiting import wait_until
from ipclip_app.gui.opening import Found
from ipclip_app.progress import Report

FILES: Final = 5000
_SIDES: Final = (320, 336)
"""Of the images of either folder, so that the second one's statistics are not those that the first one left."""
_STEP_ROWS: Final = 5
_STEP_MS: Final = 50


def measure(files: int = FILES) -> list[Figure]:
    """Protect the sample project for an epoch, then let the Audit page judge two large folders with it.

    Args:
        files: How many images each folder holds.
    """
    with tempfile.TemporaryDirectory() as home, scene() as stage:
        stage.start_sample(_ignore, epochs=1)
        stage.wait_for_end()
        page = _page_with_judge(stage)
        figures = []
        for side, scrolled in zip(_SIDES, (False, True), strict=True):
            when = "while auditing and scrolling" if scrolled else "while auditing"
            folder = Path(home) / when
            fill(folder, files, side)
            figures += audit(page, folder, when, scrolled=scrolled)
        return figures


def audit(page: AuditPage, folder: Path, when: str, *, scrolled: bool) -> list[Figure]:
    """Give a folder to the page and wait until every file of it has its row."""
    meter = LoopMeter()
    wheel = _Wheel(page.view.table.verticalScrollBar())
    meter.start()
    started = time.perf_counter()
    page.give((folder,))
    if scrolled:
        wheel.start()
    wait_until(lambda: folder in page.run.given and not page.run.is_running, "the end of an audit", PATIENCE_S)
    seconds = time.perf_counter() - started
    meter.stop()
    wheel.stop()
    if page.run.phase != "done":
        raise MeasurementError("an audit", f"it ended as {page.run.phase}")
    return [*meter.figures(when), Figure(f"Time {when}", seconds, "s")]


def _page_with_judge(stage: Scene) -> AuditPage:
    page = stage.window.open_page("audit")
    if not isinstance(page, AuditPage):
        raise MeasurementError("the Audit page", "the window has none")
    page.take(Found("run", (stage.run.folder,)))
    wait_until(lambda: page.loader.judge is not None, "the model", PATIENCE_S)
    return page


def _ignore(_report: Report) -> None:
    """The training is not what is measured."""


class _Wheel(QObject):
    """Scrolls down a list and starts over at its end."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__()
        self._bar = bar
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Scroll from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Scroll no more."""
        self._timer.stop()

    def _turn(self) -> None:
        step = self._bar.singleStep() * _STEP_ROWS
        self._bar.setValue((self._bar.value() + step) % max(1, self._bar.maximum()))
