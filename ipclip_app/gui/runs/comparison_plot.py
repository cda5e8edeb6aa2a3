"""The accuracies of two runs in one plot: a colour a run, solid for authorized images, dashed for unauthorized."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from superqt import QFlowLayout

from ipclip_app.gui.protect.plot_glass import Readable
from ipclip_app.gui.protect.plot_reader import PlotReader
from ipclip_app.gui.protect.plot_style import SAMPLE, make_accuracy_plot, number_epochs, paint_plot, sample_icon
from ipclip_app.gui.protect.reading_panel import Values
from ipclip_app.gui.results.domain_names import side_names
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunRecord

_KINDS = (("authorized", "o", Qt.PenStyle.SolidLine), ("unauthorized", "t", Qt.PenStyle.DashLine))
_SYMBOL_SIZES = (12, 7)
"""Of the first run and of the second, which is drawn above it and must not hide it where both agree."""


class ComparisonPlot(QWidget):
    """Four curves and their legend.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.plot = make_accuracy_plot(self.tr("Validation accuracies of both runs"))
        self.reader = PlotReader(theme, Readable(self.plot, self._epochs, self._values))
        self.lines: list[Any] = [self.plot.plot(symbol=symbol) for _ in range(2) for _, symbol, _ in _KINDS]
        self.legend = [QLabel() for _ in self.lines]
        self._samples = [QLabel() for _ in self.lines]
        flow = QFlowLayout()
        for sample, label in zip(self._samples, self.legend, strict=True):
            label.setProperty("role", "muted")
            flow.addWidget(_entry(sample, label))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.reader, 1)
        layout.addLayout(flow)
        theme.changed.connect(self._paint)
        self._paint()

    def show_records(self, first: "RunRecord", second: "RunRecord") -> None:
        """Draw the histories of two runs."""
        words = self.tr("{run}: {images}")
        curves = [(record, kind) for record in (first, second) for kind, _, _ in _KINDS]
        for line, label, (record, kind) in zip(self.lines, self.legend, curves, strict=True):
            epochs = [float(entry["epoch"]) for entry in record.history]
            line.setData(epochs, [float(entry[kind]) for entry in record.history])
            images = side_names(record.summary.scenario)[kind]
            label.setText(words.format(run=record.summary.title, images=images))
        number_epochs(self.plot, self._epochs().astype(int).tolist())
        self.reader.show_all()

    def _epochs(self) -> NDArray[np.float64]:
        drawn = [places for line in self.lines if (places := line.getData()[0]) is not None]
        return np.unique(np.concatenate([np.empty(0), *drawn]))

    def _values(self, epoch: float) -> Values:
        return [
            (line.opts["pen"], label.text(), f"{number(value)} %")
            for line, label in zip(self.lines, self.legend, strict=True)
            for place, value in zip(*line.getData(), strict=True)
            if place == epoch
        ]

    def _paint(self) -> None:
        colours = self._theme.colours
        paint_plot(self.plot, colours)
        looks: list[tuple[QPen, int]] = [
            (pg.mkPen(colours.series[run], width=1, style=style), size)
            for run, size in enumerate(_SYMBOL_SIZES)
            for *_, style in _KINDS
        ]
        for line, sample, (pen, size) in zip(self.lines, self._samples, looks, strict=True):
            line.setPen(pen)
            line.setSymbolPen(pg.mkPen(pen.color()))
            line.setSymbolBrush(pen.color())
            line.setSymbolSize(size)
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
