"""The File menu: opens a bundle from wherever the owner is."""

from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.opening import Found


class FileMenu(QMenu):
    """Opens a bundle.

    Args:
        context: What the window works with.
        parent: The window.
    """

    def __init__(self, context: WindowContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("F&ile"))
        self._context = context
        self.open = self.addAction(self.tr("&Open a bundle…"), self._ask)
        self.open.setShortcut(QKeySequence(QKeySequence.StandardKey.Open))

    def _ask(self) -> None:
        kinds = self.tr("Bundles (*.ipclip);;All files (*)")
        dialog = QFileDialog(self.parentWidget(), self.tr("Open a bundle"), str(Path.home()), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, path: str) -> None:
        self._context.navigation.handed.emit("bundles", Found("bundle", (Path(path),)))
