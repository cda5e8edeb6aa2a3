"""Lies over a plot like glass and takes the pointer and the keys for it; the wheel scrolls the page beneath."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ipclip_app.gui.protect.reading_panel import Reading, Values, paint_reading
from ipclip_app.gui.theme import Theme

_LEAST_DRAG: Final = 6
_PAGES: Final = 10
"""So many presses of Page Down lead through the whole plot."""
_VEIL: Final = 60


@dataclass(frozen=True)
class Readable:
    """A plot that can be read.

    Attributes:
        plot: The plot's widget.
        places: Gives the places of all points on the horizontal axis, ascending.
        values: Gives the curves that have a point at one of them.
    """

    plot: Any
    places: Callable[[], NDArray[np.float64]]
    values: Callable[[float], Values]


class PlotGlass(QWidget):
    """Tells the values under the pointer, or at the place that the arrow keys have reached.

    Args:
        theme: Colours.
        content: What is read.

    Attributes:
        reading: What is told at present.
    """

    enlarged = Signal(float, float)
    """Dragged over: both edges on the horizontal axis."""
    all_wanted = Signal()

    def __init__(self, theme: Theme, content: Readable) -> None:
        super().__init__()
        self._theme, self._content = theme, content
        self.reading: Reading | None = None
        self._dragged: tuple[float, float] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.refresh)

    def read(self, place: float | None) -> None:
        """Tell the values nearest to a place; None tells nothing."""
        places = self._content.places()
        self.reading = None
        if place is not None and len(places):
            nearest = float(places[np.abs(places - place).argmin()])
            axis = self._content.plot.getPlotItem().getAxis("bottom").labelText
            self.reading = Reading(nearest, f"{axis} {nearest:.0f}", self._content.values(nearest))
        self.setAccessibleDescription(", ".join(self.reading.lines) if self.reading else "")
        self.update()

    def refresh(self) -> None:
        """The curves have grown or look different: tell their values anew."""
        if self.reading is not None:
            self.read(self.reading.place)
        elif self.hasFocus():
            self._go_to(len(self._content.places()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Read, and follow what is dragged over."""
        x = event.position().x()
        if self._dragged is not None:
            self._dragged = self._dragged[0], x
        self.read(self._place_at(x) if self._area().contains(event.position()) else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._area().contains(event.position()):
            self._dragged = event.position().x(), event.position().x()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Enlarge what was dragged over, if it is more than a click."""
        if self._dragged is None or event.button() != Qt.MouseButton.LeftButton:
            return
        area, (left, right) = self._area(), sorted(self._dragged)
        self._dragged = None
        if right - left >= _LEAST_DRAG:
            self.enlarged.emit(self._place_at(max(left, area.left())), self._place_at(min(right, area.right())))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Show all."""
        self.all_wanted.emit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Tell nothing."""
        self.read(None)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the newest values."""
        super().focusInEvent(event)
        self._go_to(len(self._content.places()))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell nothing."""
        super().focusOutEvent(event)
        self.read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows go from point to point, Page Up and Down further, Home and End to the edges, Escape shows all."""
        places = self._content.places()
        page = max(1, len(places) // _PAGES)
        here = int(np.searchsorted(places, self.reading.place)) if self.reading else len(places)
        ways = {
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_PageUp: here - page,
            Qt.Key.Key_PageDown: here + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(places),
        }
        if event.key() == Qt.Key.Key_Escape:
            self.all_wanted.emit()
        elif event.key() in ways:
            self._go_to(ways[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _go_to(self, index: int) -> None:
        places = self._content.places()
        if len(places):
            self.read(float(places[min(max(index, 0), len(places) - 1)]))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint the keyboard's focus, what is dragged over, and the reading."""
        colours, area = self._theme.colours, self._area()
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        if self._dragged is not None:
            veil = QColor(colours.accent)
            veil.setAlpha(_VEIL)
            left, right = sorted(self._dragged)
            painter.fillRect(QRectF(left, area.top(), right - left, area.height()).intersected(area), veil)
        if self.reading is not None:
            x = self._pixel_of(self.reading.place)
            if area.left() - 1 <= x <= area.right() + 1:
                paint_reading(painter, self.reading, round(x), area, colours)
        painter.end()

    def _area(self) -> QRectF:
        """Where the plot draws, in pixels."""
        box = self._content.plot.getPlotItem().getViewBox()
        return QRectF(self._content.plot.mapFromScene(box.sceneBoundingRect()).boundingRect())

    def _place_at(self, x: float) -> float:
        scene = self._content.plot.mapToScene(QPointF(x, 0).toPoint())
        return float(self._content.plot.getPlotItem().getViewBox().mapSceneToView(scene).x())

    def _pixel_of(self, place: float) -> float:
        scene = self._content.plot.getPlotItem().getViewBox().mapViewToScene(QPointF(place, 0))
        return float(self._content.plot.mapFromScene(scene).x())
