"""Milliseconds that the loss plot takes for a tick while long curves grow."""

import math
import statistics
import time
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication

from ipclip_app.gui.measuring.figure import Figure
from ipclip_app.gui.protect.curves import Curve
from ipclip_app.gui.protect.loss_plot import LossPlot
from ipclip_app.gui.theme import Theme

POINTS: Final = 20_000
GOAL_MS: Final = 15.0
NAMES: Final = ("L_a", "L_u", "L_ai", "L_ui", "L_kl", "L_m", "L_en", "total", "unprotected")
_SIZE: Final = QSize(1100, 420)


def measure(points: int = POINTS, ticks: int = 50) -> list[Figure]:
    """Draw every curve anew and paint, as a tick of the window does, and take the median.

    Args:
        points: Points of each curve.
        ticks: How often, at least 1.
    """
    application = cast(QApplication, QApplication.instance())
    plot = LossPlot(Theme(application, "light"))
    plot.resize(_SIZE)
    plot.show()
    curves = {name: _curve(index, points) for index, name in enumerate(NAMES)}
    plot.draw(curves)
    QApplication.processEvents()
    taken = [_tick(plot, curves, points + tick) for tick in range(ticks)]
    plot.close()
    detail = f"{len(curves)} curves of {points:,} points"
    return [Figure("Redraw of the losses", statistics.median(taken), "ms", GOAL_MS, detail)]


def _tick(plot: LossPlot, curves: dict[str, Curve], step: int) -> float:
    for index, curve in enumerate(curves.values()):
        curve.append(step, _value(index, step))
    started = time.perf_counter()
    plot.draw(curves)
    QCoreApplication.processEvents()
    return 1000 * (time.perf_counter() - started)


def _curve(index: int, points: int) -> Curve:
    curve = Curve()
    for step in range(points):
        curve.append(step, _value(index, step))
    return curve


def _value(index: int, step: int) -> float:
    """A loss that falls and jitters."""
    return (1 + index) * math.exp(-step / 5000) + 0.3 * math.sin(12.9898 * step + index)
