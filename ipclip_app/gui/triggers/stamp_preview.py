"""An image before and after a trigger is stamped on it, pixel by pixel."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.triggers.shelf import Picture, Stamped, stamp_sample

_CORNER: Final = 6
_ARROW: Final = 20
_GAP: Final = 10
_ENLARGED: Final = 2
"""Pixels of the screen for one of the image in each direction, so that single pixels of the grid can be seen.

A secret trigger is drawn at the screen's own pixels: it scales with the image, and looks as it does on larger ones.
"""


class StampPreview(QWidget):
    """Two squares with an arrow between them.

    Args:
        context: Colours and background.
        side: Logical pixels of a square's side.
    """

    failed = Signal(object)
    drawn = Signal()

    def __init__(self, context: WindowContext, side: int) -> None:
        super().__init__()
        self._theme = context.theme
        self._side = side
        self._images: tuple[QImage, QImage] | None = None
        self._job = LatestJob(context.background, self)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)
        context.theme.changed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("An image without the trigger and with it"))

    def show_trigger(self, trigger: Path | None, image: Path | None = None) -> None:
        """Stamp an image, or one of the sample's, in the background."""
        side = round(self._side * self.devicePixelRatioF())
        self._job.start(partial(stamp_sample, trigger, image, side, 1 if trigger else _ENLARGED))

    @property
    def is_drawn(self) -> bool:
        """Whether there is something to see."""
        return self._images is not None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Both squares and the arrow."""
        return QSize(2 * self._side + _ARROW + 2 * _GAP, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint both; without smoothing, since single pixels matter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        second = self._side + 2 * _GAP + _ARROW
        for place, left in enumerate((0, second)):
            self._paint(painter, QRect(left, 0, self._side, self._side), place)
        arrow = QRect(self._side + _GAP, (self._side - _ARROW) // 2, _ARROW, _ARROW)
        line_icon("chevron-right", self._theme.colours.muted).paint(painter, arrow)
        painter.end()

    def _paint(self, painter: QPainter, square: QRect, place: int) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(square).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        painter.fillPath(outline, QColor(self._theme.colours.raised))
        if self._images is not None:
            painter.save()
            painter.setClipPath(outline)
            painter.drawImage(QRectF(square), self._images[place])
            painter.restore()
        painter.setPen(QPen(QColor(self._theme.colours.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)

    def _take(self, stamped: Stamped) -> None:
        self._images = _image(stamped.before), _image(stamped.after)
        self.update()
        self.drawn.emit()

    def _fail(self, failure: object) -> None:
        self._images = None
        self.update()
        self.failed.emit(failure)


def _image(picture: Picture) -> QImage:
    image = QImage(picture.pixels, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
    return image.copy()
