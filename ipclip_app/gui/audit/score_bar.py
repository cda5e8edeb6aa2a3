"""Paints a score as a number, and as a mark on a bar on which both levels are drawn."""

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ipclip_app.gui.audit.score_scale import ScoreScale
from ipclip_app.gui.colours import Colours
from ipclip_app.gui.results.figures import number

_THICK: Final = 8
_MARK: Final = 6.0
_GAP: Final = 10
_NUMBER: Final = "-000.00"
"""As wide as most scores."""


def paint_score(painter: QPainter, place: QRect, score: float, scale: ScoreScale, colours: Colours) -> None:
    """Paint into a cell; the bar is left out where only the number fits."""
    width = painter.fontMetrics().horizontalAdvance(_NUMBER)
    text = QRect(place.left(), place.top(), width, place.height())
    painter.setPen(QColor(colours.text))
    painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(score, 2))
    bar = QRectF(
        text.right() + _GAP, place.center().y() - _THICK / 2 + 0.5, place.right() - text.right() - _GAP, _THICK
    )
    if bar.width() > 4 * _MARK:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_zones(painter, bar, scale, colours)
        _paint_mark(painter, bar, score, scale, colours)


def _paint_zones(painter: QPainter, bar: QRectF, scale: ScoreScale, colours: Colours) -> None:
    """What a score would mean at each place: unauthorized, uncertain, authorized, with a line at each level."""
    low, high = (_x(bar, scale, level) for level in (scale.low, scale.high))
    zones = (
        (bar.left(), low, colours.bad_soft),
        (low, high, colours.doubt_soft),
        (high, bar.right(), colours.good_soft),
    )
    for start, end, colour in zones:
        painter.fillRect(QRectF(start, bar.top(), end - start, bar.height()), QColor(colour))
    painter.setPen(QPen(QColor(colours.muted), 1.5))
    for level in (low, high):
        painter.drawLine(QLineF(level, bar.top() - 4, level, bar.bottom() + 4))


def _paint_mark(painter: QPainter, bar: QRectF, score: float, scale: ScoreScale, colours: Colours) -> None:
    colour = colours.good if score >= scale.high else colours.bad if score < scale.low else colours.doubt
    centre = QPointF(_x(bar, scale, score), bar.center().y())
    painter.setPen(QPen(QColor(colours.surface), 1.5))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(centre, _MARK, _MARK)


def _x(bar: QRectF, scale: ScoreScale, score: float) -> float:
    """Where a score lies, so that its mark stays within the bar."""
    return bar.left() + _MARK + scale.place(score) * (bar.width() - 2 * _MARK)
