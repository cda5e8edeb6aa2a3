"""A large card that takes a folder of images: dropped, picked, or named by another part of the window."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from ipclip_app.errors import FolderError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.dropped import Dropped, accept_copy
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import set_property
from ipclip_app.gui.protect.drop_face import DropFace
from ipclip_app.gui.protect.drop_words import Side
from ipclip_app.gui.protect.dropped import read_drop
from ipclip_app.paths import is_file
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import DomainPreview, FolderPreview

SMALLEST_HEIGHT: Final = 232
MOST_DOMAINS: Final = 100
"""A row for each of thousands would take the window seconds to build, and nobody would read them."""


class DropTarget(QFrame):
    """One of the two folders of a run.

    Args:
        context: What the page works with.
        side: Which of the two.

    Attributes:
        domain: What lies in the chosen folder, None while none is chosen.
        face: What is seen.
    """

    changed = Signal()
    several_found = Signal(object)
    """A `FolderPreview` of more than one domain: somebody has to choose."""

    def __init__(self, context: WindowContext, side: Side) -> None:
        super().__init__()
        self.side = side
        self.domain: DomainPreview | None = None
        self._dialog: QFileDialog | None = None
        self._job = LatestJob(context.background, self)
        self._job.reported.connect(self._tell_count)
        self._job.succeeded.connect(self._counted)
        self._job.failed.connect(self._refuse)
        self._job.cancelled.connect(self._settle)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setMinimumHeight(SMALLEST_HEIGHT)
        self.face = DropFace(self, context, side)
        self.setAccessibleName(self.face.words.title)
        self.face.pick_button.clicked.connect(self.pick)
        self.face.change_button.clicked.connect(self.pick)
        self.face.clear_button.clicked.connect(self.clear)
        self.face.cancel_button.clicked.connect(self._cancel)
        self._settle()

    @property
    def is_counting(self) -> bool:
        """Whether the folder is being looked into."""
        return self._job.is_running

    def choose(self, paths: Sequence[Path]) -> None:
        """Look into a folder, or several at once, and take it if it holds one domain."""
        self._job.start(partial(_look, tuple(paths)))
        self.face.show_counting(paths[0].name)
        self._look_filled()
        self.changed.emit()

    def set_domain(self, domain: "DomainPreview | None") -> None:
        """Take a domain that has been looked into, or none."""
        self._job.stop()
        self.domain = domain
        self._settle()
        self.changed.emit()

    def clear(self) -> None:
        """Forget the folder; nothing on the disk changes."""
        self.set_domain(None)

    def pick(self) -> None:
        """Let the owner pick a folder in the system's dialog."""
        start = self.domain.root.parent if self.domain else Path.home()
        self._dialog = QFileDialog(self, self.face.words.picker, str(start))
        self._dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.fileSelected.connect(self._picked)
        self._dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what would happen; whatever it is may be dropped, so that the answer can be read."""
        drop = read_drop(event.mimeData())
        self.face.show_hovering(drop.complaint)
        set_property(self, "active", "true" if drop.paths else "false")
        accept_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the pointer of a copy."""
        accept_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Look as before."""
        super().dragLeaveEvent(event)
        self._settle()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped, or say what can be."""
        drop = read_drop(event.mimeData())
        accept_copy(event)
        self._take(drop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The whole of an empty card is a button."""
        super().mouseReleaseEvent(event)
        if self.domain is None and not self.is_counting and self.rect().contains(event.position().toPoint()):
            self.pick()

    def _take(self, drop: Dropped) -> None:
        if drop.paths:
            set_property(self, "active", "false")
            self.choose(drop.paths)
        else:
            self._settle()
            self.face.show_error(drop.complaint)

    def _picked(self, path: str) -> None:
        self.choose((Path(path),))

    def _cancel(self) -> None:
        self.set_domain(self.domain)

    def _tell_count(self, reports: list[Report]) -> None:
        self.face.show_count(reports[-1].step)

    def _counted(self, found: "FolderPreview") -> None:
        if len(found.domains) == 1:
            self.set_domain(found.domains[0])
            return
        self.set_domain(self.domain)
        if len(found.domains) > MOST_DOMAINS:
            self.face.show_error(self.face.too_many(found.root, len(found.domains)))
        elif found.domains:
            self.several_found.emit(found)
        else:
            self.face.show_error(self.face.nothing_found(found.root))

    def _refuse(self, failure: Failure) -> None:
        self.set_domain(self.domain)
        self.face.show_error(failure.sentence)

    def _settle(self) -> None:
        """Look as what is known."""
        set_property(self, "active", "false")
        if self.is_counting:
            self.face.show_state("counting")
        elif self.domain is None:
            self.face.show_empty()
        else:
            self.face.show_domain(self.domain)
        self._look_filled()

    def _look_filled(self) -> None:
        set_property(self, "filled", "true" if self.domain is not None and not self.is_counting else "false")


def _look(paths: Sequence[Path]) -> "Job[FolderPreview]":
    from ipclip_app.jobs.preview import FolderPreview, preview_folder

    domains: list[DomainPreview] = []
    for path in paths:
        if is_file(path):
            raise FolderError(path, "is a file", "drop the folder that contains the images")
        domains.extend((yield from preview_folder(path)).domains)
    return FolderPreview(paths[0] if len(paths) == 1 else paths[0].parent, tuple(domains))
