"""Lets Python collect its garbage in the window's own thread alone.

Python runs its collector in whichever thread happens to allocate. In the thread of a job it would destroy widgets that
Qt is working on in the main thread, and the program would crash.
"""

import gc
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer

INTERVAL_MS: Final = 500


class MainThreadCollector(QObject):
    """Collects on a timer what the collector would have collected by itself.

    Args:
        parent: Owner, in the main thread.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self.let_go)

    def collect(self) -> None:
        """Collect the oldest generation that has grown past its threshold, and with it all younger ones."""
        grown = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(grown):
            gc.collect(max(generation for generation, past in enumerate(grown) if past))

    def settle(self) -> None:
        """Never look again at what was loaded for good, which takes longest to look at."""
        gc.collect()
        gc.freeze()

    def let_go(self) -> None:
        """Leave the garbage to Python again; libraries complain at its end of what is still frozen then."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
