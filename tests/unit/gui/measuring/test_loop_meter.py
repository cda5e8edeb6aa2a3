"""A loop that is held up is noticed."""

import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ipclip_app.errors import MeasurementError
from ipclip_app.gui.measuring.loop_meter import LoopMeter
from ipclip_app.gui.measuring.waiting import wait_until


def test_longest_delay_is_at_least_that_of_the_slowest_slot(qtbot: QtBot):
    meter = LoopMeter()
    meter.label = "a slow slot"
    meter.start()
    QTimer.singleShot(1, lambda: _hold_up(0.06))
    qtbot.waitUntil(lambda: len(meter.delays) > 5)
    meter.stop()
    median, p95, longest = meter.figures("here")
    assert longest.value >= 50 - 1
    assert longest.detail == "a slow slot"
    assert median.value <= p95.value <= longest.value


def test_what_never_happens_is_not_waited_for_forever(qapp: object):
    with pytest.raises(MeasurementError, match="Measuring the end of days failed"):
        wait_until(lambda: False, "the end of days", 0.02)


def test_what_has_happened_is_waited_for(qapp: object):
    happened: list[int] = []
    QTimer.singleShot(0, lambda: happened.append(1))
    wait_until(lambda: bool(happened), "a timer", 30)
    assert happened


def _hold_up(seconds: float):
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        pass
