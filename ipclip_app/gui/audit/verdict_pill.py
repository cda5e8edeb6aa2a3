"""Verdicts as small pictures, painted once and then only copied: a list of thousands repaints all the time."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from ipclip_app.gui.audit.row_words import verdict_sign, verdict_words
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.audit_row import AuditVerdict

_ICON: Final = 16


class VerdictPills:
    """Icon and text on a soft ground, for each verdict.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._known: dict[tuple[AuditVerdict, str, float], QPixmap] = {}

    def forget(self) -> None:
        """Paint them anew, in other colours."""
        self._known.clear()

    def pixmap(self, verdict: AuditVerdict, font: QFont, ratio: float) -> QPixmap:
        """The picture of a verdict for a screen of so many pixels a unit."""
        key = verdict, font.key(), ratio
        if key not in self._known:
            self._known[key] = self._painted(verdict, font, ratio)
        return self._known[key]

    def _painted(self, verdict: AuditVerdict, font: QFont, ratio: float) -> QPixmap:
        sign, words, metrics = verdict_sign(verdict, self._theme.colours), verdict_words(verdict), QFontMetrics(font)
        pill = QRect(0, 0, metrics.horizontalAdvance(words) + _ICON + 24, metrics.height() + 8)
        pixmap = QPixmap(pill.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(sign.ground))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        icon = QRect(8, (pill.height() - _ICON) // 2, _ICON, _ICON)
        line_icon(sign.icon, sign.colour).paint(painter, icon)
        painter.setPen(QColor(sign.colour))
        painter.setFont(font)
        painter.drawText(pill.adjusted(_ICON + 13, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
        return pixmap
