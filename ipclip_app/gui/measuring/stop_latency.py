"""How soon the window answers when a run is stopped or the window closed, in each phase, and when all has ended."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from ipclip_app.errors import MeasurementError
from ipclip_app.gui.measuring.figure import Figure
from ipclip_app.gui.measuring.scene import PATIENCE_S, Scene, scene
from ipclip_app.gui.measuring.waiting import wait_until
from ipclip_app.gui.protect.training_state import WORKING, Button
from ipclip_app.progress import Report, StepReport

KEPT: Final = "second epoch"
"""When there is a best epoch to keep, so that Stop means to test it as well."""
PHASES: Final = ("scan", "statistics", "prepare", "base prompt", "training", KEPT, "verdict", "evaluation")
"""The first stop comes before the statistics are kept, so that the second finds them still to be computed."""
ANSWER_GOAL_MS: Final = 200.0
END_GOAL_S: Final = 3.0
_EPOCHS: Final = 2
_DELAY_MS: Final = 20
"""From the first report of a phase to the moment at which the owner presses."""


def measure(phases: tuple[str, ...] = PHASES, epochs: int = _EPOCHS) -> list[Figure]:
    """Stop a run of the sample project in each phase, then close the window in each.

    Args:
        phases: Names as in the reports, in the order of a run.
        epochs: Epochs of each run.
    """
    stopped = [figure for phase in phases for figure in stop_in(phase, epochs)]
    return [*stopped, *(figure for phase in phases for figure in close_in(phase, epochs))]


def stop_in(phase: str, epochs: int) -> list[Figure]:
    """Press Stop; answered once the state has changed and the buttons are painted anew, or all has ended."""
    with scene() as stage:
        watcher = _Painting(stage)
        moment = _Moment(phase, watcher.press)
        stage.start_sample(moment.follow, epochs)
        stage.wait_for_end()
        ended = time.perf_counter()
    if not watcher.is_pressed:
        raise MeasurementError(f"Stop in the phase {phase}", "the run ended before it was pressed")
    return _figures(f"Stop, {phase}", (watcher.painted or ended) - moment.due, ended - moment.due)


def close_in(phase: str, epochs: int) -> list[Figure]:
    """Close the window and say yes; answered once it asks."""
    with scene() as stage:
        closing = _Closing(stage)
        moment = _Moment(phase, closing.press)
        stage.start_sample(moment.follow, epochs)
        wait_until(lambda: closing.closed > 0, "closing", PATIENCE_S)
        stage.wait_for_end()
    return _figures(f"Close, {phase}", closing.asked - moment.due, closing.closed - closing.asked)


def _figures(name: str, answered: float, ended: float) -> list[Figure]:
    return [
        Figure(f"{name}: answered", 1000 * answered, "ms", ANSWER_GOAL_MS),
        Figure(f"{name}: ended", ended, "s", END_GOAL_S),
    ]


class _Moment(QObject):
    """Presses shortly after a phase has begun; a loop that is late then is part of what is measured."""

    def __init__(self, phase: str, press: Callable[[], None]) -> None:
        super().__init__()
        self.due = 0.0
        self._phase = phase
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(press)

    def follow(self, report: Report) -> None:
        """Take a report of the run."""
        if not self.due and self._has_come(report):
            self.due = time.perf_counter() + _DELAY_MS / 1000
            self._timer.start(_DELAY_MS)

    def _has_come(self, report: Report) -> bool:
        if self._phase == KEPT:
            return isinstance(report, StepReport) and report.epoch > 1
        return report.phase == self._phase


class _Painting(QObject):
    """Presses Stop and waits for the paint of its new state."""

    def __init__(self, stage: Scene) -> None:
        super().__init__()
        self.is_pressed = False
        self.painted = 0.0
        self._run = stage.run
        self._button = stage.training.controls.buttons[Button.STOP]
        for widget in (self._button, stage.training.controls):
            widget.installEventFilter(self)

    def press(self) -> None:
        """Press the button."""
        self.is_pressed = True
        self._button.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Wait for the paint, and for its end, which comes before any timer's turn."""
        answered = self.is_pressed and self._run.condition.stage not in WORKING
        if event.type() == QEvent.Type.Paint and answered and not self.painted:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.painted = self.painted or time.perf_counter()


class _Closing(QObject):
    """Closes the window and answers its question."""

    def __init__(self, stage: Scene) -> None:
        super().__init__()
        self.asked = 0.0
        self.closed = 0.0
        self._window = stage.window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._answer)

    def press(self) -> None:
        """Close; comes back once the window is closed."""
        self._timer.start(1)
        self._window.close()
        self.closed = time.perf_counter()

    def _answer(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self._timer.stop()
            box.repaint()
            self.asked = time.perf_counter()
            accept = [b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole]
            accept[0].click()
