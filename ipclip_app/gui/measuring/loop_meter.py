"""How late the event loop serves a timer: what an owner feels as a window that hangs."""

import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from ipclip_app.gui.measuring.figure import Figure, percentile

INTERVAL_MS: Final = 10
P95_GOAL_MS: Final = 30.0
LONGEST_GOAL_MS: Final = 250.0


class LoopMeter(QObject):
    """A timer of 10 ms that remembers by how much each tick was late.

    Attributes:
        delays: Milliseconds, one a tick.
        label: What is going on; the latest tick of each delay is remembered by it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.delays: list[float] = []
        self.label = ""
        self._labels: list[str] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to measure."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Measure no longer; the tick that is due counts as far as it is late."""
        self._timer.stop()
        self._tick()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.delays.append(max(0.0, 1000 * (now - self._last) - INTERVAL_MS))
        self._labels.append(self.label)
        self._last = now

    @property
    def longest_during(self) -> str:
        """What went on at the longest delay."""
        return self._labels[self.delays.index(max(self.delays))]

    def figures(self, when: str) -> list[Figure]:
        """Median, 95th percentile and maximum of what was measured."""
        return [
            Figure(f"Loop delay {when}, median", percentile(self.delays, 50), "ms"),
            Figure(f"Loop delay {when}, 95 %", percentile(self.delays, 95), "ms", P95_GOAL_MS),
            Figure(f"Loop delay {when}, longest", max(self.delays), "ms", LONGEST_GOAL_MS, self.longest_during),
        ]
