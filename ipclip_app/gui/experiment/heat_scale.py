"""What the colours of the heat map mean, with a mark where guessing would be."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipclip_app.gui.experiment.heat_colours import heat_colour
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.theme import Theme

_WIDTH: Final = 300
_BAR: Final = 12
_STOPS: Final = 20


class HeatScale(QWidget):
    """A bar from 0 to 100 percent.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chance: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Scale of the colours, 0 to 100 percent"))
        theme.changed.connect(self.update)

    def show_chance(self, chance: float | None) -> None:
        """Mark the accuracy of guessing, percent; None where it is not known yet."""
        self._chance = chance
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The bar with its figures."""
        return QSize(_WIDTH, 2 * self.fontMetrics().height() + _BAR + 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint bar, figures and mark."""
        colours, line = self._theme.colours, self.fontMetrics().height()
        bar = QRectF(0, line + 4, _WIDTH, _BAR)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for step in range(_STOPS + 1):
            gradient.setColorAt(step / _STOPS, heat_colour(100 * step / _STOPS, dark=self._theme.is_dark))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(QColor(colours.muted))
        figures = QRectF(0, bar.bottom() + 4, _WIDTH, line)
        sides = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        for percent, side in zip((0, 50, 100), sides, strict=True):
            painter.drawText(figures, side, f"{percent} %")
        if self._chance is not None:
            middle = bar.left() + _WIDTH * self._chance / 100
            painter.fillRect(QRectF(middle - 1, bar.top() - 4, 2, _BAR + 8), QColor(colours.text))
            words = self.tr("guessing {chance} %").format(chance=number(self._chance))
            width = self.fontMetrics().horizontalAdvance(words) + 4
            left = min(max(0.0, middle - width / 2), self.width() - width)
            painter.drawText(QRectF(left, 0, width, line), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
