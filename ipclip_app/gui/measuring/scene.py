"""The real window with the sample project in its Protect page, driven through its widgets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ipclip_app.errors import MeasurementError
from ipclip_app.gui.app import make_window
from ipclip_app.gui.job_thread import JobThread
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.measuring.waiting import wait_until
from ipclip_app.gui.protect.page import ProtectPage
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.setup_view import SetupView
from ipclip_app.gui.protect.training_view import TrainingView
from ipclip_app.progress import Report

if TYPE_CHECKING:
    from ipclip_app.gui.protect.training_run import TrainingRun

PATIENCE_S: Final = 1800.0


class Watcher(QObject):
    """Calls a function with every report of a thread, which owns it.

    A function cannot be a receiver itself: Qt drops what is queued for an object that is gone, and knows no functions.
    """

    def __init__(self, thread: JobThread, watch: Callable[[Report], None]) -> None:
        super().__init__(thread)
        self._watch = watch
        thread.reported.connect(self._hear)

    def _hear(self, report: Report) -> None:
        self._watch(report)


@dataclass(frozen=True, eq=False)
class Scene:
    """A window whose engine is ready.

    Attributes:
        window: The window.
        setup: Where the folders are chosen.
        training: Where the run is watched.
    """

    window: MainWindow
    setup: SetupView
    training: TrainingView

    @property
    def run(self) -> "TrainingRun":
        """The run in hand."""
        return self.training.run

    def start_sample(
        self, watch: Callable[[Report], None], epochs: int | None = None, pressing: Callable[[], None] | None = None
    ) -> None:
        """Fill in the sample project and press Start.

        Args:
            watch: Called in this thread with every report of the run.
            epochs: Epochs to train; None for the sample's own.
            pressing: Called just before Start is pressed.
        """
        plan = RunPlan.of_sample()
        if epochs is not None:
            plan = replace(plan, config=replace(plan.config, epochs=epochs))
        self.setup.fill(plan)
        wait_until(self.setup.start_button.isEnabled, "the sample", PATIENCE_S)
        before = set(self._threads())
        if pressing is not None:
            pressing()
        self.setup.start_button.click()
        for thread in set(self._threads()) - before:
            Watcher(thread, watch)

    def wait_for_end(self) -> None:
        """Wait until nothing of the run works any more, its thread included."""
        wait_until(self._is_quiet, "the end of the run", PATIENCE_S)

    def _is_quiet(self) -> bool:
        return not self.training.is_running and not self.window.background.is_busy

    def _threads(self) -> list[JobThread]:
        return self.window.background.findChildren(JobThread)


@contextmanager
def scene() -> Iterator[Scene]:
    """Open the window, wait until it is ready to train, and close it after use.

    Raises:
        MeasurementError: The window lacks what is measured.
    """
    window = make_window(cast(QApplication, QApplication.instance()))
    window.show()
    window.engine.start()
    try:
        page = window.findChild(ProtectPage)
        if page is None:
            raise MeasurementError("the Protect page", "the window has none")
        wait_until(lambda: window.engine.is_ready and not page.missing(), "the engine", PATIENCE_S)
        yield Scene(window, page.setup, page.training)
    finally:
        window.background.stop_all()
        window.background.wait(60_000)
        window.hide()
        window.deleteLater()
