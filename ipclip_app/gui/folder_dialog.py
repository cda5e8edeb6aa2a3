"""Lets the user pick a folder, without blocking the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def open_folder_dialog(parent: QWidget, title: str, start: Path, picked: Callable[[str], None]) -> None:
    """Open a dialog that hands the folder on, if one is picked, and then deletes itself.

    Args:
        parent: Above what it opens.
        title: Of the dialog, in the language of the window.
        start: The folder that is shown first.
        picked: A bound method, given the path.
    """
    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(picked)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
