"""The p-values of both tests as they fall with the number of questions, on a scale of powers of ten."""

from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ipclip_app.gui.protect.plot_glass import Readable
from ipclip_app.gui.protect.plot_reader import PlotReader
from ipclip_app.gui.protect.plot_style import SAMPLE, make_plot, paint_plot, sample_icon
from ipclip_app.gui.protect.reading_panel import Values
from ipclip_app.gui.theme import Theme
from ipclip_app.gui.triggers.proof_words import small
from ipclip_app.gui.watermark.p_values import PCurves

_HEIGHT: Final = 220
_ABOVE: Final = 0.15
"""Powers of ten above 1, so that its line is seen."""
_BELOW: Final = 0.4
_SUPERSCRIPTS: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_FEW: Final = 6
"""Powers of ten that all find room as numbers."""


class PValuePlot(QWidget):
    """Two curves and the limit.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._curves = PCurves()
        self._limit_value = 0.01
        self.plot = make_plot(self.tr("p-value"), self.tr("Questions"))
        self.plot.setAccessibleName(self.tr("p-values by the number of questions"))
        self.plot.setLogMode(x=False, y=True)
        self.reader = PlotReader(theme, Readable(self.plot, self._places, self._values))
        self.reader.setFixedHeight(_HEIGHT)
        self._lines = [self.plot.plot(symbol="o", symbolSize=5) for _ in range(2)]
        self._limit = pg.InfiniteLine(angle=0, label="", labelOpts={"position": 0.9, "anchors": [(0.5, 1), (0.5, 1)]})
        self.plot.addItem(self._limit)
        self._samples = [QLabel() for _ in range(2)]
        self._titles = [QLabel(self.tr("Distribution test")), QLabel(self.tr("Trigger test"))]
        self._arrange()
        theme.changed.connect(self._paint)
        self._paint()

    def begin(self, limit: float, *, triggers: bool) -> None:
        """Start anew.

        Args:
            limit: What a p-value must not exceed.
            triggers: Whether there is a trigger test.
        """
        self._limit_value = limit
        self._limit.setValue(np.log10(limit))
        self._limit.label.setFormat(self.tr("limit {limit}").format(limit=small(limit)))
        for widget in (self._samples[1], self._titles[1]):
            widget.setVisible(triggers)
        self.draw(PCurves(), 1)

    def draw(self, curves: PCurves, total: int) -> None:
        """Show the points of now, of so many questions in all."""
        self._curves = curves
        self.plot.setXRange(0, total, padding=0.02)
        for line, values in zip(self._lines, (curves.distribution, curves.trigger), strict=True):
            known = np.isfinite(values)  # the plot would complain where there is nothing else
            line.setData(curves.places[known], values[known])
        lowest = min(self._limit_value, curves.lowest)
        bottom = np.log10(lowest) - _BELOW
        self.plot.setYRange(bottom, _ABOVE, padding=0)
        every = 1 if bottom > -_FEW else 2
        powers = range(0, int(bottom) - 1, -every)
        self.plot.getPlotItem().getAxis("left").setTicks([[(power, _power(power)) for power in powers]])
        self.plot.setAccessibleDescription(", ".join(f"{title} {value}" for _, title, value in self._newest()))
        self.reader.glass.refresh()

    def _places(self) -> NDArray[np.float64]:
        return self._curves.places

    def _newest(self) -> Values:
        return self._values(float(self._curves.places[-1])) if len(self._curves.places) else []

    def _values(self, place: float) -> Values:
        row = int(np.searchsorted(self._curves.places, place))
        columns = zip(self._pens(), self._titles, (self._curves.distribution, self._curves.trigger), strict=True)
        return [(pen, title.text(), small(values[row])) for pen, title, values in columns if np.isfinite(values[row])]

    def _arrange(self) -> None:
        legend = QHBoxLayout()
        legend.setSpacing(8)
        for sample, title in zip(self._samples, self._titles, strict=True):
            legend.addWidget(sample)
            legend.addWidget(title)
            legend.addSpacing(12)
        legend.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.reader)
        layout.addLayout(legend)

    def _pens(self) -> list[QPen]:
        first, second = self._theme.colours.series[:2]
        return [pg.mkPen(first, width=1), pg.mkPen(second, width=1, style=Qt.PenStyle.DashLine)]

    def _paint(self) -> None:
        colours = self._theme.colours
        paint_plot(self.plot, colours)
        for line, pen, sample in zip(self._lines, self._pens(), self._samples, strict=True):
            line.setPen(pen)
            line.setSymbolPen(pg.mkPen(pen.color()))
            line.setSymbolBrush(pg.mkBrush(pen.color()))
            sample.setPixmap(sample_icon(pen).pixmap(SAMPLE))
        limit: Any = pg.mkPen(colours.bad, width=1, style=Qt.PenStyle.DotLine)
        self._limit.setPen(limit)
        self._limit.label.setColor(QColor(colours.bad))
        self._limit.label.fill = pg.mkBrush(colours.surface)


def _power(exponent: int) -> str:
    """A power of ten in words."""
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}" if exponent else "1"
