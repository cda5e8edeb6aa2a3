"""The accuracies of two runs in one plot: a colour a run, solid for authorized images, dashed for unauthorized."""

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from superqt import QFlowLayout

from ipclip_app.gui.protect.plot_style import SAMPLE, make_plot, paint_plot, sample_icon
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunRecord

_KINDS = (("authorized", "o", Qt.PenStyle.SolidLine), ("unauthorized", "t", Qt.PenStyle.DashLine))
_SYMBOL_SIZE = 7


class ComparisonPlot(QWidget):
    """Four curves and their legend.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.plot = make_plot(self.tr("Accuracy in %"), self.tr("Epoch"))
        self.plot.setAccessibleName(self.tr("Validation accuracies of both runs"))
        self.plot.setYRange(0, 100, padding=0.04)
        self.lines: list[Any] = [self.plot.plot(symbol=symbol) for _ in range(2) for _, symbol, _ in _KINDS]
        self.legend = [QLabel() for _ in self.lines]
        self._samples = [QLabel() for _ in self.lines]
        flow = QFlowLayout()
        for sample, label in zip(self._samples, self.legend, strict=True):
            label.setProperty("role", "muted")
            flow.addWidget(_entry(sample, label))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot, 1)
        layout.addLayout(flow)
        theme.changed.connect(self._paint)
        self._paint()

    def show_records(self, first: "RunRecord", second: "RunRecord") -> None:
        """Draw the histories of two runs."""
        words = {"authorized": self.tr("{run}, authorized"), "unauthorized": self.tr("{run}, unauthorized")}
        curves = [(record, kind) for record in (first, second) for kind, _, _ in _KINDS]
        for line, label, (record, kind) in zip(self.lines, self.legend, curves, strict=True):
            epochs = [float(entry["epoch"]) for entry in record.history]
            line.setData(epochs, [float(entry[kind]) for entry in record.history])
            label.setText(words[kind].format(run=record.summary.title))

    def _paint(self) -> None:
        colours = self._theme.colours
        paint_plot(self.plot, colours)
        pens: list[QPen] = [
            pg.mkPen(colours.series[run], width=1, style=style) for run in (0, 1) for *_, style in _KINDS
        ]
        for line, sample, pen in zip(self.lines, self._samples, pens, strict=True):
            line.setPen(pen)
            line.setSymbolPen(pg.mkPen(pen.color()))
            line.setSymbolBrush(pen.color())
            line.setSymbolSize(_SYMBOL_SIZE)
            sample.setPixmap(sample_icon(pen).pixmap(SAMPLE))


def _entry(sample: QLabel, label: QLabel) -> QWidget:
    """A line of the legend, which is never torn apart."""
    entry = QWidget()
    layout = QHBoxLayout(entry)
    layout.setContentsMargins(0, 0, 16, 0)
    layout.setSpacing(6)
    layout.addWidget(sample)
    layout.addWidget(label)
    return entry
