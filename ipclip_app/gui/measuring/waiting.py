"""Lets the window live until something has come true."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

from ipclip_app.errors import MeasurementError

_INTERVAL_MS: Final = 5


def wait_until(condition: Callable[[], bool], what: str, seconds: float) -> None:
    """Run the event loop until a condition holds.

    Args:
        condition: Asked again and again; cheap.
        what: What is waited for, for the message.
        seconds: The most to wait.

    Raises:
        MeasurementError: It did not come true in time.
    """
    loop = QEventLoop()
    deadline = time.monotonic() + seconds

    def ask() -> None:
        if condition() or time.monotonic() > deadline:
            loop.quit()

    timer = QTimer()
    timer.setInterval(_INTERVAL_MS)
    timer.timeout.connect(ask)
    timer.start()
    loop.exec()
    if not condition():
        raise MeasurementError(what, f"not reached within {seconds:.0f} s")
