"""The backbones: which there are, where they are; downloads, and the owner's own."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from ipclip_app.gui.backbones.adding import AddCard
from ipclip_app.gui.backbones.backbone_list import BackboneList
from ipclip_app.gui.backbones.details import BackboneDetails
from ipclip_app.gui.backbones.downloading import DownloadCard
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.page import MARGIN, PlainPage, labelled, set_property
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.backbones import BackboneEntry

_NARROWEST_LIST = 420
_DETAILS_WIDTH = 280


class BackbonesPage(PlainPage):
    """List and details, with a card above them while something is added or downloaded."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.setAccessibleName(self.tr("Backbones"))
        self.setAcceptDrops(True)
        self._wanted = ""
        self._listing = LatestJob(context.background, self)
        self._listing.succeeded.connect(self._show)
        self._listing.failed.connect(self._fail)
        self.status = labelled("", "muted")
        self.list = BackboneList(context)
        self.list.setMinimumWidth(_NARROWEST_LIST)
        self.details = BackboneDetails(context)
        self.details.setMinimumWidth(_DETAILS_WIDTH)
        self.download = DownloadCard(context)
        self.adding = AddCard(context)
        self.folder_button = QPushButton(self.tr("Add a &folder…"))
        self.file_button = QPushButton(self.tr("Add a chec&kpoint file…"))
        self.drop = self._make_drop()
        self._arrange()
        self._connect()

    def shown(self) -> None:
        """List the backbones anew, as soon as the engine is there."""
        self.refresh()

    def refresh(self, name: str = "") -> None:
        """List the backbones and take that of this name in hand."""
        self._wanted = name or self._wanted
        if self.context.engine.is_ready:
            self._listing.start(_list)
        else:
            self._tell(self.tr("The engine is loading; the list appears in a moment."))

    def add(self, path: Path) -> None:
        """Begin to add a folder or a checkpoint file."""
        if self.context.engine.is_ready:
            self.adding.offer(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """One folder or file may be dropped."""
        if self._dropped(event) is not None:
            set_property(self.drop, "active", "true")
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Look as before."""
        set_property(self.drop, "active", "false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take it."""
        set_property(self.drop, "active", "false")
        path = self._dropped(event)
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.add(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        local = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        return local[0] if len(urls) == len(local) == 1 else None

    def _make_drop(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "drop")
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        words = self.tr("A CLIP of your own? Drop its folder or checkpoint file anywhere on this page.")
        row.addWidget(labelled(words, ""), 1)
        row.addWidget(self.folder_button)
        row.addWidget(self.file_button)
        return frame

    def _arrange(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for column, share in ((self.list, 3), (self.details, 2)):
            column.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # whatever they show
            columns.addWidget(column, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN // 2, MARGIN, MARGIN // 2)
        layout.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(labelled(self.tr("Backbones"), "title"))
        lead = self.tr(
            "A backbone is the CLIP model that a run protects; it stays as it is. Nothing is downloaded unasked."
        )
        head.addWidget(labelled(lead, "muted"))
        layout.addLayout(head)
        for widget in (self.drop, self.adding, self.download, self.status):
            layout.addWidget(widget)
        layout.addLayout(columns, 1)

    def _connect(self) -> None:
        self.folder_button.clicked.connect(self._pick_folder)
        self.file_button.clicked.connect(self._pick_file)
        self.list.chosen.connect(self._show_chosen)
        self.details.download_requested.connect(self.download.prepare)
        self.details.removed.connect(self.refresh)
        self.download.changed.connect(self._show_chosen)
        self.download.downloaded.connect(self._tell_downloaded)
        self.adding.added.connect(self._tell_added)
        self.context.engine.ready.connect(self._begin)
        self.context.engine.failed.connect(self._fail)
        self._allow_adding()

    def _begin(self) -> None:
        self._allow_adding()
        self.refresh()

    def _allow_adding(self) -> None:
        for button in (self.folder_button, self.file_button):
            button.setEnabled(self.context.engine.is_ready)

    def _show(self, entries: "tuple[BackboneEntry, ...]") -> None:
        self._tell("")
        wanted, self._wanted = self._wanted, ""
        self.adding.know(entries)
        self.list.show_entries(entries, wanted)

    def _show_chosen(self) -> None:
        entry = self.list.current
        self.details.show_entry(entry, self.list.model.state(entry) if entry else "")
        self.details.allow_download(allowed=not self.download.is_running)

    def _fail(self, failure: Failure) -> None:
        self._tell(failure.sentence, "bad")

    def _tell(self, sentence: str, role: str = "muted") -> None:
        self.status.setText(sentence)
        set_property(self.status, "role", role)
        self.status.setVisible(bool(sentence))

    def _tell_downloaded(self, name: str) -> None:
        self.context.say(Message(self.tr("{name} is downloaded and can be used.").format(name=name), "done"))
        self.refresh(name)

    def _tell_added(self, name: str) -> None:
        self.context.say(Message(self.tr("{name} is added and can be used.").format(name=name), "done"))
        self.refresh(name)

    def _pick_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of a CLIP model"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog)

    def _pick_file(self) -> None:
        files = self.tr("Checkpoints (*.safetensors *.pt *.pth *.bin);;All files (*)")
        dialog = QFileDialog(self, self.tr("Checkpoint of a CLIP model"), str(Path.home()), files)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.add(Path(path))


def _list() -> "Job[tuple[BackboneEntry, ...]]":
    from ipclip_app.jobs.backbones import list_backbones

    yield Report("list", 0, 1)
    return list_backbones()
