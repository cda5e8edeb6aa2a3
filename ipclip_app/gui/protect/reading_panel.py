"""The values of a plot at one place, painted beside the line that marks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from ipclip_app.gui.colours import Colours
from ipclip_app.gui.protect.plot_style import SAMPLE, draw_sample

Values = Sequence[tuple[QPen, str, str]]
"""Line, name and value of every curve."""

_PADDING: Final = 8
_INDENT: Final = SAMPLE.width() + _PADDING
_OFFSET: Final = 12
_LEADING: Final = 3


@dataclass(frozen=True)
class Reading:
    """What a plot shows at one place.

    Attributes:
        place: On the horizontal axis.
        title: The place in words.
        values: The curves that have a point there.
    """

    place: float
    title: str
    values: Values

    @property
    def lines(self) -> list[str]:
        """Everything in words, the title first."""
        return [self.title, *(f"{name}: {value}" for _, name, value in self.values)]


def paint_reading(painter: QPainter, reading: Reading, x: int, area: QRectF, colours: Colours) -> None:
    """Paint a line at the pixel `x` of `area`, and the values on the side with more room."""
    painter.setPen(QColor(colours.muted))
    painter.drawLine(x, round(area.top()), x, round(area.bottom()))
    panel = _panel(painter, reading, x, area)
    painter.setPen(QColor(colours.line))
    painter.setBrush(QColor(colours.surface))
    painter.drawRect(panel)
    metrics = painter.fontMetrics()
    top = panel.top() + _PADDING
    painter.setPen(QColor(colours.muted))
    painter.drawText(panel.left() + _PADDING, top + metrics.ascent(), reading.title)
    for line, (pen, _, _) in zip(reading.lines[1:], reading.values, strict=True):
        top += metrics.height() + _LEADING
        draw_sample(painter, QPointF(panel.left() + _PADDING, top + (metrics.height() - SAMPLE.height()) / 2), pen)
        painter.setPen(QColor(colours.text))
        painter.drawText(panel.left() + _PADDING + _INDENT, top + metrics.ascent(), line)


def _panel(painter: QPainter, reading: Reading, x: int, area: QRectF) -> QRect:
    metrics = painter.fontMetrics()
    widths = [metrics.horizontalAdvance(line) + _INDENT for line in reading.lines[1:]]
    width = 2 * _PADDING + max([metrics.horizontalAdvance(reading.title), *widths])
    height = 2 * _PADDING + len(reading.lines) * metrics.height() + len(reading.values) * _LEADING
    left = x + _OFFSET if x < area.center().x() else x - _OFFSET - width
    return QRect(max(left, 0), 0, width, height)
