"""An effect with its interval on a scale from nothing to everything."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipclip_app.gui.theme import Theme

_HEIGHT: Final = 44
_MARGIN: Final = 22
_MIDDLE: Final = 14
_MARKS: Final = (-100, -50, 0, 50, 100)


class EffectBar(QWidget):
    """Points of accuracy that the trigger takes, -100 to 100, as a dot within its interval.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._values = (0.0, 0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(640)
        theme.changed.connect(self.update)

    def show_effect(self, low: float, middle: float, high: float, words: str) -> None:
        """Show an effect; `words` says the same to whoever cannot see it."""
        self._values = (low, middle, high)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line with its scale."""
        return QSize(320, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint scale, interval and dot."""
        colours = self._theme.colours
        low, middle, high = map(self._place, self._values)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 2))
        painter.drawLine(QPointF(self._place(-100), _MIDDLE), QPointF(self._place(100), _MIDDLE))
        for mark in _MARKS:
            place = self._place(mark)
            painter.setPen(QPen(QColor(colours.edge if mark == 0 else colours.line), 2))
            painter.drawLine(QPointF(place, _MIDDLE - 5), QPointF(place, _MIDDLE + 5))
            painter.setPen(QColor(colours.muted))
            text = f"{mark:+d}".replace("-", "\N{MINUS SIGN}") if mark else "0"
            painter.drawText(QRectF(place - 30, _MIDDLE + 10, 60, 18), Qt.AlignmentFlag.AlignHCenter, text)
        painter.setPen(QPen(QColor(colours.accent), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(low, _MIDDLE), QPointF(high, _MIDDLE))
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPointF(middle, _MIDDLE), 8, 8)
        painter.end()

    def _place(self, points: float) -> float:
        return _MARGIN + (points + 100) / 200 * (self.width() - 2 * _MARGIN)
