"""Paints a score as a number, and as a mark on a bar on which both levels are drawn."""

from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from ipclip_app.gui.audit.score_scale import ScoreScale
from ipclip_app.gui.colours import Colours
from ipclip_app.gui.results.figures import number

_THICK: Final = 8
_HEIGHT: Final = 18
_MARK: Final = 6.0
_GAP: Final = 10
_NUMBER: Final = "-000.00"
"""As wide as most scores."""


class _Ground(NamedTuple):
    """What a painted bar depends on."""

    width: int
    ratio: float
    scale: ScoreScale
    colours: Colours


class ScoreBar:
    """Keeps the picture of the bar, which is the same in every row."""

    def __init__(self) -> None:
        self._ground: _Ground | None = None
        self._bar = QPixmap()
        self._number_width = 0
        self._font = ""

    def paint(self, painter: QPainter, place: QRect, score: float, scale: ScoreScale, colours: Colours) -> None:
        """Paint into a cell; the bar is left out where only the number fits."""
        width = self._width_of_number(painter.font(), painter.fontMetrics())
        painter.setPen(QColor(colours.text))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place.left(), place.top(), width, place.height(), flags, number(score, 2))
        left, room = place.left() + width + _GAP, place.width() - width - _GAP
        if room < 4 * _MARK:
            return
        top = place.center().y() - _HEIGHT // 2 + 1
        painter.drawPixmap(
            left, top, self._picture(_Ground(room, painter.device().devicePixelRatioF(), scale, colours))
        )
        colour = colours.good if score >= scale.high else colours.bad if score < scale.low else colours.doubt
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.surface), 1.5))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(left + _x(room, scale, score), top + _HEIGHT / 2), _MARK, _MARK)

    def _width_of_number(self, font: QFont, metrics: QFontMetrics) -> int:
        if font.key() != self._font:
            self._font, self._number_width = font.key(), metrics.horizontalAdvance(_NUMBER)
        return self._number_width

    def _picture(self, ground: _Ground) -> QPixmap:
        if ground != self._ground:
            self._ground, self._bar = ground, _painted(ground)
        return self._bar


def _painted(ground: _Ground) -> QPixmap:
    """What a score would mean at each place: unauthorized, uncertain, authorized, with a line at each level."""
    colours, width = ground.colours, ground.width
    pixmap = QPixmap(QSize(width, _HEIGHT) * ground.ratio)
    pixmap.setDevicePixelRatio(ground.ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    low, high = (_x(width, ground.scale, level) for level in (ground.scale.low, ground.scale.high))
    zones = ((0, low, colours.bad_soft), (low, high, colours.doubt_soft), (high, width, colours.good_soft))
    for start, end, colour in zones:
        painter.fillRect(QRectF(start, (_HEIGHT - _THICK) / 2, end - start, _THICK), QColor(colour))
    painter.setPen(QPen(QColor(colours.muted), 1.5))
    for level in (low, high):
        painter.drawLine(QLineF(level, 0, level, _HEIGHT))
    painter.end()
    return pixmap


def _x(width: int, scale: ScoreScale, score: float) -> float:
    """Where a score lies, so that its mark stays within the bar."""
    return _MARK + scale.place(score) * (width - 2 * _MARK)
