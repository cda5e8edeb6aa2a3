"""A field for a path with a button that picks one."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

Purpose = Literal["read", "write", "folder"]


class PathField(QWidget):
    """Typed or picked.

    Args:
        name: What it is, for a screen reader and as title of the system's dialog.
        kinds: Which files the dialog shows.
        purpose: A file that is read or written, or a folder.
    """

    edited = Signal()
    """The owner himself has chosen another path."""

    def __init__(self, name: str, kinds: str, purpose: Purpose) -> None:
        super().__init__()
        self._name, self._kinds, self._purpose = name, kinds, purpose
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.pick_button = QPushButton(self.tr("Choose…"))
        self.pick_button.setAccessibleName(self.tr("Choose: {what}").format(what=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.pick_button)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.edited)
        self.pick_button.clicked.connect(self._pick)

    @property
    def path(self) -> Path | None:
        """The path; None while the field is empty."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Show another path."""
        self.line.setText(str(path) if path else "")

    def _pick(self) -> None:
        start = self.path
        dialog = QFileDialog(self, self._name, str(start.parent if start else Path.home()), self._kinds)
        if self._purpose == "write":
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is overwritten
            dialog.selectFile(start.name if start else "")
        elif self._purpose == "folder":
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.set_path(Path(path))
        self.edited.emit()
