"""Small pictures of images, read in the background when they come into sight, the latest kept."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from ipclip_app.gui.background import Background
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import ThumbnailReport

MOST_BYTES: Final = 64 * 2**20
"""Memory for pixels; enough for several screens full of thumbnails at any scaling."""
MOST_WAITING: Final = 256
"""More than fit on a screen; what was asked for longest ago has scrolled out of sight."""
BATCH: Final = 16
"""Images a job: small, so that what comes into sight need not wait for what went out of it."""
_PIXEL: Final = 4
_TELL_MS: Final = 100


class ThumbnailStore(QObject):
    """Thumbnails by path.

    Args:
        background: Where they are read.
        size: Pixels on a side of the square that each fits.
        parent: Owner.
    """

    loaded = Signal()

    def __init__(self, background: Background, size: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._size = size
        self._known: OrderedDict[Path, QPixmap] = OrderedDict()
        self._wanted: OrderedDict[Path, None] = OrderedDict()
        self._is_reading = False
        self._tell = QTimer(self)
        self._tell.setInterval(_TELL_MS)
        self._tell.setSingleShot(True)
        self._tell.timeout.connect(self.loaded)
        self._collect = QTimer(self)
        self._collect.setSingleShot(True)
        self._collect.timeout.connect(self._read)

    @property
    def capacity(self) -> int:
        """How many thumbnails are kept."""
        return max(1, MOST_BYTES // (_PIXEL * self._size**2))

    def __len__(self) -> int:
        return len(self._known)

    def pixmap(self, path: Path) -> QPixmap | None:
        """The thumbnail; null for an image that cannot be read, None until it is loaded, which it will be soon."""
        known = self._known.get(path)
        if known is None:
            self._want(path)
        else:
            self._known.move_to_end(path)
        return known

    def known(self) -> list[Path]:
        """The images whose thumbnails are kept, the one not used for longest first."""
        return list(self._known)

    def forget_wanted(self) -> None:
        """Read none of those that are still waiting."""
        self._wanted.clear()

    def _want(self, path: Path) -> None:
        self._wanted[path] = None
        self._wanted.move_to_end(path)
        while len(self._wanted) > MOST_WAITING:
            self._wanted.popitem(last=False)
        if not self._is_reading:
            self._collect.start()

    def _read(self) -> None:
        """Read those asked for last, in the order in which they were asked for."""
        if self._is_reading or not self._wanted:
            return
        paths = list(self._wanted)[-BATCH:]
        for path in paths:
            del self._wanted[path]
        self._is_reading = True
        thread = self._background.prepare(partial(_thumbnails, paths, self._size))
        thread.reported.connect(self._store)
        thread.finished.connect(self._go_on)
        thread.start()

    def _store(self, report: "ThumbnailReport") -> None:
        image = QImage(report.pixels, report.width, report.height, 3 * report.width, QImage.Format.Format_RGB888)
        self._known[report.path] = QPixmap.fromImage(image) if report.width else QPixmap()
        self._wanted.pop(report.path, None)
        while len(self._known) > self.capacity:
            self._known.popitem(last=False)
        if not self._tell.isActive():
            self._tell.start()

    def _go_on(self) -> None:
        self._is_reading = False
        self._read()


def _thumbnails(paths: Sequence[Path], size: int) -> Job[None]:
    from ipclip_app.jobs.preview import thumbnails

    return thumbnails(paths, size)
