"""A row of small pictures that fills while the window stays awake."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import ThumbnailReport

SIDE: Final = 64
GAP: Final = 8
_CORNER: Final = 6
_ENLARGED: Final = 1.5
"""Long side of what is read relative to the square, so that a picture twice as long as high fills it unblurred."""


class ThumbnailStrip(QWidget):
    """As many of the given images as fit into one row.

    Args:
        context: Colours and background.
        side: Logical pixels of a picture's side.
    """

    def __init__(self, context: WindowContext, side: int = SIDE) -> None:
        super().__init__()
        self._side = side
        self._theme = context.theme
        self._paths: tuple[Path, ...] = ()
        self._pictures: dict[Path, QImage] = {}
        self._job = LatestJob(context.background, self)
        self._job.reported.connect(self._take)
        context.theme.changed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Some of the images"))

    @property
    def pictures(self) -> int:
        """How many images have been read, unusable ones included."""
        return len(self._pictures)

    def show_images(self, paths: Sequence[Path]) -> None:
        """Read these images instead of those shown, in the background."""
        self.clear()
        self._paths = tuple(paths)
        if self._paths:
            size = round(self._side * self.devicePixelRatioF() * _ENLARGED)
            self._job.start(partial(_read, self._paths, size))

    def clear(self) -> None:
        """Show nothing."""
        self._job.stop()
        self._paths = ()
        self._pictures = {}
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One row; as wide as the layout likes."""
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A single picture."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint the row; what is not read yet is an empty square."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        places = max(1, (self.width() + GAP) // (self._side + GAP))
        for index, path in enumerate(self._paths[:places]):
            self._paint(painter, QRect(index * (self._side + GAP), 0, self._side, self._side), self._pictures.get(path))
        painter.end()

    def _paint(self, painter: QPainter, square: QRect, picture: QImage | None) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(square), _CORNER, _CORNER)
        painter.fillPath(outline, QColor(self._theme.colours.raised))
        if picture is None:
            return
        if picture.isNull():
            inner = square.adjusted(
                square.width() // 3, square.height() // 3, -square.width() // 3, -square.height() // 3
            )
            line_icon("cross", self._theme.colours.bad).paint(painter, inner)
            return
        painter.save()
        painter.setClipPath(outline)
        painter.drawImage(QRectF(square), picture, _middle(picture))
        painter.restore()

    def _take(self, reports: "list[ThumbnailReport]") -> None:
        for report in reports:
            image = QImage(report.pixels, report.width, report.height, 3 * report.width, QImage.Format.Format_RGB888)
            self._pictures[report.path] = image.copy() if report.width else QImage()
        self.update()


def _middle(picture: QImage) -> QRectF:
    """The largest square in the middle of a picture."""
    side = min(picture.width(), picture.height())
    return QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)


def _read(paths: Sequence[Path], size: int) -> Job[None]:
    from ipclip_app.jobs.preview import thumbnails

    return thumbnails(paths, size)
