"""The losses of every step while a run trains: each smoothed, the total as it was measured behind it."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from superqt import QFlowLayout

from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.curves import Curve
from ipclip_app.gui.protect.loss_words import loss_name, loss_title
from ipclip_app.gui.protect.plot_glass import Readable
from ipclip_app.gui.protect.plot_reader import PlotReader
from ipclip_app.gui.protect.plot_style import SAMPLE, faded, loss_pens, make_plot, paint_plot, sample_icon
from ipclip_app.gui.protect.reading_panel import Values
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.theme import Theme

_RAW: Final = "total"
_POINTS_A_PIXEL: Final = 1.0
"""More would be drawn over one another: the highest and lowest of a pixel are kept in any case."""


class LossPlot(QWidget):
    """Curves of all losses; a check box each shows and hides them.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._curves: Mapping[str, Curve] = {}
        self._lines: dict[str, Any] = {}
        self.boxes: dict[str, QCheckBox] = {}
        self.plot = make_plot(self.tr("Loss"), self.tr("Step"))
        self.plot.setAccessibleName(self.tr("Losses of every step"))
        self.reader = PlotReader(theme, Readable(self.plot, self._steps, self._values))
        self._raw = self.plot.plot(skipFiniteCheck=True, autoDownsampleFactor=_POINTS_A_PIXEL)
        self.raw_box = QCheckBox(self.tr("Total, not smoothed"))
        self.raw_box.setIconSize(SAMPLE)
        self.raw_box.setChecked(True)
        self.raw_box.toggled.connect(self._show_chosen)
        self.raw_box.hide()
        self.log_box = QCheckBox(self.tr("&Log scale"))
        self.log_box.setToolTip(self.tr("Each grid line ten times the one below; zero and less cannot be drawn"))
        self.log_box.toggled.connect(self._set_scale)
        self.left_out = labelled(self.tr("Zero and less cannot be drawn on this scale."), "muted")
        self.left_out.hide()
        self._legend = _Legend()
        self._arrange()
        theme.changed.connect(self._paint)
        self._number_axes()
        self._paint()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.reader, 1)
        layout.addWidget(self.left_out)
        layout.addWidget(self._legend)

    def draw(self, curves: Mapping[str, Curve]) -> None:
        """Show the points of now; `curves` may have new losses, and none at all empties the plot."""
        self._curves = curves
        if list(curves) != list(self.boxes):
            self._name_losses()
        for name, line in self._lines.items():
            if self.boxes[name].isChecked():
                line.setData(curves[name].steps, curves[name].smooth)
        if self._shows_raw():
            self._raw.setData(curves[_RAW].steps, curves[_RAW].values)
        self._tell_left_out()
        self.reader.glass.refresh()

    def _steps(self) -> NDArray[np.float64]:
        """Those of the longest curve; the others have some of them."""
        return max((curve.steps for curve in self._curves.values()), key=len, default=np.empty(0))

    def _values(self, step: float) -> Values:
        found = [(curve, int(np.searchsorted(curve.steps, step))) for curve in self.visible_curves().values()]
        return [
            (pen, title, number(curve.smooth[place], 3))
            for (pen, title), (curve, place) in zip(self._smooth_legend(), found, strict=True)
            if place < len(curve) and curve.steps[place] == step
        ]

    def visible_curves(self) -> dict[str, Curve]:
        """The curves that are shown, by the name of their loss."""
        return {name: curve for name, curve in self._curves.items() if self.boxes[name].isChecked()}

    def legend(self) -> list[tuple[QPen, str]]:
        """Line and title of what is shown."""
        raw = [(self._raw_pen(), self.raw_box.text())] if self._shows_raw() else []
        return [*self._smooth_legend(), *raw]

    def _smooth_legend(self) -> list[tuple[QPen, str]]:
        pens = loss_pens(list(self._curves), self._theme.colours)
        return [(pens[name], loss_title(name)) for name in self.visible_curves()]

    def _has_raw(self) -> bool:
        return _RAW in self._curves and self._curves[_RAW].is_smoothed

    def _shows_raw(self) -> bool:
        return self._has_raw() and self.raw_box.isChecked()

    def _name_losses(self) -> None:
        for name in set(self.boxes) - set(self._curves):
            self._remove(name)
        for name in self._curves:
            if name not in self.boxes:
                self._add(name)
        self._legend.add(self.raw_box)  # behind the others
        self.raw_box.setVisible(self._has_raw())
        if not self._curves:
            self._raw.setData([], [])
        self._number_axes()
        self._paint()

    def _number_axes(self) -> None:
        """Axes of nothing have no numbers."""
        for side in ("left", "bottom"):
            self.plot.getPlotItem().getAxis(side).setStyle(showValues=bool(self._curves))

    def _add(self, name: str) -> None:
        box = QCheckBox(loss_title(name))
        box.setChecked(True)
        box.setIconSize(SAMPLE)
        box.toggled.connect(self._show_chosen)
        box.setToolTip(loss_name(name))
        self._legend.add(box)
        self.boxes[name] = box
        self._lines[name] = self.plot.plot(skipFiniteCheck=True, autoDownsampleFactor=_POINTS_A_PIXEL)

    def _remove(self, name: str) -> None:
        box = self.boxes.pop(name)
        box.deleteLater()
        self.plot.removeItem(self._lines.pop(name))

    def _show_chosen(self) -> None:
        for name, line in self._lines.items():
            line.setVisible(self.boxes[name].isChecked())
        self._raw.setVisible(self._shows_raw())
        self.draw(self._curves)

    def _set_scale(self, logarithmic: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.plot.setLogMode(x=False, y=logarithmic)
        self.draw(self._curves)

    def _tell_left_out(self) -> None:
        shown = self.visible_curves().values() if self.log_box.isChecked() else ()
        self.left_out.setVisible(any(bool(np.any(curve.smooth <= 0)) for curve in shown))

    def _raw_pen(self) -> QPen:
        return faded(pg.mkPen(self._theme.colours.muted))

    def _paint(self) -> None:
        colours = self._theme.colours
        paint_plot(self.plot, colours)
        pens = loss_pens(list(self.boxes), colours)
        self._raw.setPen(self._raw_pen())
        self.raw_box.setIcon(sample_icon(self._raw_pen()))
        for name, line in self._lines.items():
            line.setPen(pens[name])
            self.boxes[name].setIcon(sample_icon(pens[name]))


class _Legend(QWidget):
    """Check boxes in as many rows as the width asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = QFlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setVerticalSpacing(0)

    def add(self, box: QCheckBox) -> None:
        """Put a box behind the others, by the keyboard too."""
        self._flow.removeWidget(box)
        item = self._flow.itemAt(self._flow.count() - 1)
        last = item.widget() if item is not None else None
        self._flow.addWidget(box)
        if last is not None:
            self.setTabOrder(last, box)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return handled

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """No: a scroll area would not ask, and the legend would lie over the plot; `_fit` sets the height."""
        return False

    def _fit(self) -> None:
        self.setFixedHeight(self._flow.heightForWidth(self.width()))
