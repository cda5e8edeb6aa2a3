"""The start is timed from outside, until the window says that it is painted."""

import sys

import pytest

from ipclip_app.errors import MeasurementError
from ipclip_app.gui.measuring import startup


def test_window_starts_and_paints():
    [figure] = startup.measure(times=1)
    assert figure.value > 0
    assert figure.detail == "median of 1"


def test_window_that_never_paints_cannot_be_measured():
    with pytest.raises(MeasurementError, match="no screen"):
        startup.measure(command=[sys.executable, "-c", "raise SystemExit('no screen')"])
