"""An image in some of the styles that target-free protection trains against."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.triggers.shelf import Picture, picture_of, sample_image, square
from ipclip_app.progress import Job, Report

_SIDE: Final = 80
_GAP: Final = 8
_CORNER: Final = 6
_STYLES: Final = 12


@dataclass(frozen=True)
class Restyled(Report):
    """One view of the image."""

    picture: Picture


class StyleStrip(QWidget):
    """Squares in as many rows as fit, the image itself first.

    Args:
        context: Colours and background.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._theme = context.theme
        self._image: Path | None = None
        self._pictures: list[QImage] = []
        self._job = LatestJob(context.background, self)
        self._job.reported.connect(self._take)
        context.theme.changed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("An image in other styles"))

    @property
    def pictures(self) -> int:
        """How many have been drawn."""
        return len(self._pictures)

    def show_on(self, image: Path | None) -> None:
        """Restyle this image, or one of the sample's, in the background; the one that is shown is not drawn anew."""
        if image == self._image and self._pictures:
            return
        self._image, self._pictures = image, []
        self._job.start(partial(restyle, image, round(_SIDE * self.devicePixelRatioF())))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two rows."""
        return QSize(_SIDE, 2 * _SIDE + _GAP)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Likewise."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint what is drawn so far; what is not is an empty square."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        columns = max(1, (self.width() + _GAP) // (_SIDE + _GAP))
        for place in range(min(2 * columns, _STYLES + 1)):
            row, column = divmod(place, columns)
            square_ = QRectF(column * (_SIDE + _GAP), row * (_SIDE + _GAP), _SIDE, _SIDE)
            outline = QPainterPath()
            outline.addRoundedRect(square_, _CORNER, _CORNER)
            painter.fillPath(outline, QColor(self._theme.colours.raised))
            if place < len(self._pictures):
                painter.save()
                painter.setClipPath(outline)
                painter.drawImage(square_, self._pictures[place])
                painter.restore()
        painter.end()

    def _take(self, reports: Sequence[Restyled]) -> None:
        for report in reports:
            found = report.picture
            image = QImage(found.pixels, found.width, found.height, 3 * found.width, QImage.Format.Format_RGB888)
            self._pictures.append(image.copy())
        self.update()


def restyle(image: Path | None, side: int) -> Job[None]:
    """Draw an image in several styles, itself first.

    Args:
        image: The image; None for one of the sample project.
        side: Pixels of both sides of what is shown, the middle of the image.

    Raises:
        IpclipError: The image cannot be read.
    """
    from ipclip_app.data.images import read_image
    from ipclip_app.data.style_mixture import drawn_style

    plain = square(read_image(image or sample_image()), side)
    yield Restyled("styles", 0, _STYLES, picture_of(plain))
    for index in range(_STYLES):
        yield Restyled("styles", index + 1, _STYLES, picture_of(drawn_style(plain, index, 0, ())))
