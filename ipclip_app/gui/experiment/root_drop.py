"""The folder of domains: dropped or picked, and what lies in it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.dropped import Dropped, accept_copy
from ipclip_app.gui.folder_dialog import open_folder_dialog
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.gui.protect import counts
from ipclip_app.gui.protect.dropped import read_drop
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import FolderPreview

_ICON = QSize(32, 32)
_LISTED = 12


class RootDrop(QFrame):
    """A card that takes one folder.

    Args:
        context: What the page works with.

    Attributes:
        found: What lies in the chosen folder; None while none with two domains is chosen.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._theme = context.theme
        self.found: FolderPreview | None = None
        self._job = LatestJob(context.background, self)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Folder of domains"))
        self._icon = QLabel()
        self.title = labelled("", "heading")
        self.words = labelled("", "muted")
        self.error = labelled("", "bad")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Counting images"))
        self.pick_button = QPushButton(self.tr("Choose a fol&der…"))
        self._arrange()
        self._job.reported.connect(self._count)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._refuse)
        self.pick_button.clicked.connect(self._pick)
        context.theme.changed.connect(self._paint)
        self._paint()
        self._settle()

    @property
    def is_counting(self) -> bool:
        """Whether the folder is being looked into."""
        return self._job.is_running

    @property
    def images(self) -> int:
        """Images of all domains."""
        return sum(domain.images for domain in self.found.domains) if self.found else 0

    def choose(self, folder: Path) -> None:
        """Look into a folder."""
        self._complain("")
        self._job.start(partial(_look, folder))
        self.title.setText(self.tr("Looking into {folder}…").format(folder=counts.breakable(folder.name)))
        self.words.clear()
        self.bar.show()
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Look as if it wanted it."""
        set_property(self, "active", "true" if read_drop(event.mimeData()).paths else "false")
        accept_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the pointer of a copy."""
        accept_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Look as before."""
        super().dragLeaveEvent(event)
        set_property(self, "active", "false")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped, or say what can be."""
        drop: Dropped = read_drop(event.mimeData())
        accept_copy(event)
        set_property(self, "active", "false")
        if drop.paths:
            self.choose(drop.paths[0])
        else:
            self._complain(drop.complaint)

    def _arrange(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(4)
        for widget in (self.title, self.words, self.bar, self.error):
            texts.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        row.addWidget(self.pick_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _pick(self) -> None:
        start = self.found.root.parent if self.found else Path.home()
        open_folder_dialog(self, self.tr("Folder of domains"), start, self._picked)

    def _picked(self, path: str) -> None:
        self.choose(Path(path))

    def _count(self, reports: list[Report]) -> None:
        self.words.setText(counts.images(reports[-1].step))

    def _take(self, found: "FolderPreview") -> None:
        if len(found.domains) > 1:
            self.found = found
        else:
            sentence = self.tr("{folder} does not hold two domains. Drop a folder of folders, each with class folders.")
            self._complain(sentence.format(folder=counts.breakable(str(found.root))))
        self._settle()

    def _refuse(self, failure: Failure) -> None:
        self._complain(counts.breakable(failure.sentence))
        self._settle()

    def _complain(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _settle(self) -> None:
        self.bar.hide()
        if self.found is None:
            self.title.setText(self.tr("Drop a folder of domains here"))
            self.words.setText(self.tr("One folder for each domain, such as photo and sketch, each with class folders"))
        else:
            self.title.setText(counts.breakable(self.found.root.name))
            listed = [f"{domain.name} ({counts.grouped(domain.images)})" for domain in self.found.domains]
            more = [] if len(listed) <= _LISTED else ["…"]
            self.words.setText(counts.breakable(" · ".join(listed[:_LISTED] + more)))
        set_property(self, "filled", "true" if self.found else "false")
        self.setAccessibleDescription(self.words.text())
        self.changed.emit()

    def _paint(self) -> None:
        icon = line_icon("folder", self._theme.colours.muted)
        self._icon.setPixmap(icon.pixmap(_ICON, self.devicePixelRatioF()))


def _look(folder: Path) -> "Job[FolderPreview]":
    from ipclip_app.jobs.preview import preview_folder

    return preview_folder(folder)
