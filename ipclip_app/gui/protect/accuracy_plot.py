"""Authorized against unauthorized accuracy of every epoch, with the gap that protection opens between them."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ipclip_app.gui.colours import Colours
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.plot_glass import Readable
from ipclip_app.gui.protect.plot_reader import PlotReader
from ipclip_app.gui.protect.plot_style import SAMPLE, make_accuracy_plot, number_epochs, paint_plot, sample_icon
from ipclip_app.gui.protect.reading_panel import Values
from ipclip_app.gui.protect.training_log import EpochRow
from ipclip_app.gui.results.domain_names import USUAL, side_images
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.theme import Theme

_SYMBOL_SIZE: Final = 7
_SHADE: Final = 45
_FEW: Final = 40
"""Epochs up to which each one gets a symbol of its own."""


class AccuracyPlot(QWidget):
    """Two curves in percent, the space between them shaded, the chosen epoch marked.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[float, EpochRow] = {}
        self._scenario = USUAL
        self.plot = make_accuracy_plot(self.tr("Validation accuracy of every epoch"))
        self.reader = PlotReader(theme, Readable(self.plot, self._epochs, self._values))
        self._authorized = self.plot.plot(symbol="o", symbolSize=_SYMBOL_SIZE)
        self._unauthorized = self.plot.plot(symbol="t", symbolSize=_SYMBOL_SIZE)
        self._gap = pg.FillBetweenItem(self._authorized, self._unauthorized)
        self._chosen = pg.InfiniteLine(angle=90, label="", labelOpts={"position": 0.45, "movable": False})
        self.plot.addItem(self._gap, ignoreBounds=True)  # of a single epoch it would claim to lie at zero
        self.plot.addItem(self._chosen)
        self._chosen.hide()
        self._samples = [QLabel() for _ in range(2)]
        self.titles = [labelled(title, "muted") for title in side_images(self._scenario)]
        for title in self.titles:
            title.setWordWrap(False)
        self._arrange()
        theme.changed.connect(self._paint)
        self._paint()

    def _arrange(self) -> None:
        legend = QHBoxLayout()
        legend.setSpacing(6)
        for sample, title in zip(self._samples, self.titles, strict=True):
            legend.addWidget(sample)
            legend.addWidget(title)
            legend.addSpacing(12)
        legend.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.reader, 1)
        layout.addLayout(legend)

    def name_sides(self, scenario: str) -> None:
        """Call both curves by what the scenario tells apart."""
        self._scenario = scenario
        for label, title in zip(self.titles, side_images(scenario), strict=True):
            label.setText(title)

    def draw(self, rows: Sequence[EpochRow], chosen: int | None) -> None:
        """Show these epochs.

        Args:
            rows: Finished epochs in their order.
            chosen: The epoch to mark; None for none.
        """
        self._rows = {float(row.epoch): row for row in rows}
        epochs = self._epochs()
        for line, values in (
            (self._authorized, [row.authorized for row in rows]),
            (self._unauthorized, [row.unauthorized for row in rows]),
        ):
            line.setData(epochs, np.array(values, dtype=float))
            line.setSymbolSize(_SYMBOL_SIZE if len(rows) <= _FEW else 0)
        number_epochs(self.plot, [row.epoch for row in rows])
        self._mark(chosen)
        self._describe(rows)
        self.reader.glass.refresh()

    def _epochs(self) -> NDArray[np.float64]:
        return np.array(list(self._rows), dtype=np.float64)

    def _values(self, epoch: float) -> Values:
        row = self._rows[epoch]
        figures = [f"{number(value)} %" for value in (row.authorized, row.unauthorized, row.gap)]
        shade = pg.mkPen(_shade(self._theme.colours).color(), width=1)
        lines = [*self.legend(), (shade, self.tr("Gap"))]
        return [(pen, title, figure) for (pen, title), figure in zip(lines, figures, strict=True)]

    def _mark(self, chosen: int | None) -> None:
        self._chosen.setVisible(chosen is not None)
        if chosen is not None:
            self._chosen.setValue(chosen)
            self._chosen.label.setFormat(self.tr("Chosen: epoch {epoch}").format(epoch=chosen))

    def _describe(self, rows: Sequence[EpochRow]) -> None:
        first, second = side_images(self._scenario)
        sentence = self.tr("Epoch {epoch}: {first} {authorized} %, {second} {unauthorized} %")
        self.plot.setAccessibleDescription(
            sentence.format(
                epoch=rows[-1].epoch,
                first=first,
                second=second,
                authorized=number(rows[-1].authorized),
                unauthorized=number(rows[-1].unauthorized),
            )
            if rows
            else ""
        )

    def legend(self) -> list[tuple[QPen, str]]:
        """Line and title of both curves."""
        authorized, unauthorized = _pens(self._theme.colours)
        return list(zip((authorized, unauthorized), side_images(self._scenario), strict=True))

    def _paint(self) -> None:
        colours = self._theme.colours
        paint_plot(self.plot, colours)
        for line, pen, sample in zip(
            (self._authorized, self._unauthorized), _pens(colours), self._samples, strict=True
        ):
            line.setPen(pen)
            line.setSymbolPen(pg.mkPen(pen.color()))
            line.setSymbolBrush(pg.mkBrush(pen.color()))
            sample.setPixmap(sample_icon(pen).pixmap(SAMPLE))
        self._gap.setBrush(_shade(colours))
        self._chosen.setPen(pg.mkPen(colours.accent, width=1))
        self._chosen.label.setColor(QColor(colours.accent))
        self._chosen.label.fill = pg.mkBrush(colours.surface)


def _pens(colours: Colours) -> tuple[Any, Any]:
    return pg.mkPen(colours.good, width=1), pg.mkPen(colours.bad, width=1, style=Qt.PenStyle.DashLine)


def _shade(colours: Colours) -> Any:  # noqa: ANN401 - pyqtgraph has no types
    colour = QColor(colours.good)
    colour.setAlpha(_SHADE)
    return pg.mkBrush(colour)
