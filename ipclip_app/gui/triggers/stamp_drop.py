"""Where the images are dropped or picked that get the trigger."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ipclip_app.gui.dropped import Complaints, Dropped, accept_copy, read_content
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.gui.theme import Theme

_ICON = QSize(36, 36)


class StampDrop(QFrame):
    """An invitation, what was given, and two buttons.

    Args:
        theme: Colours.
    """

    given = Signal(object)
    """Paths of images and folders."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Images to stamp"))
        self._icon = QLabel()
        self.invitation = labelled("", "heading")
        self.hint = labelled("", "muted")
        self.files_button = QPushButton(self.tr("Choose i&mages…"))
        self.folder_button = QPushButton(self.tr("Choose a &folder…"))
        self.files_button.clicked.connect(self._pick_files)
        self.folder_button.clicked.connect(self._pick_folder)
        self._arrange()
        theme.changed.connect(self._paint)
        self._paint()
        self.show_given("")

    def show_given(self, names: str) -> None:
        """Tell what was given; empty to invite."""
        self.invitation.setText(names or self.tr("Drop images and folders here"))
        hint = self.tr("They stay as they are; copies get the trigger, without metadata.")
        self.hint.setText(self.tr("Drop others to take them instead.") if names else hint)
        set_property(self, "filled", "true" if names else "false")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Look as if it wanted them."""
        drop = read_drop(event.mimeData())
        set_property(self, "active", "true" if drop.paths else "false")
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
        drop = read_drop(event.mimeData())
        accept_copy(event)
        set_property(self, "active", "false")
        if drop.paths:
            self.given.emit(drop.paths)
        else:
            self.hint.setText(drop.complaint)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.files_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(6)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.invitation, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addLayout(buttons)

    def _pick_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Images to stamp"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog)

    def _pick_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of images to stamp"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        dialog.filesSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _picked(self, paths: list[str]) -> None:
        self.given.emit(tuple(map(Path, paths)))

    def _paint(self) -> None:
        self._icon.setPixmap(line_icon("image", self._theme.colours.muted).pixmap(_ICON, self.devicePixelRatioF()))


def read_drop(content: QMimeData) -> Dropped:
    """Tell what is dropped."""
    translate = QCoreApplication.translate
    complaints = Complaints(
        link=translate("StampDrop", "This is a web link. Save its images to a folder and drop that folder here."),
        text=translate("StampDrop", "This is text. Drop images or folders of images from your file manager here."),
        other=translate("StampDrop", "This cannot be used. Drop images or folders from your file manager here."),
    )
    return read_content(content, complaints)
