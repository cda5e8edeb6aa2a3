"""Shows a folder in the system's file manager."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from ipclip_app.gui.message_area import Message


def open_folder(folder: Path, say: Callable[[Message], None]) -> None:
    """Open a folder, making it first where nothing was kept in it yet; `say` tells where that fails.

    Args:
        folder: One of the program's own folders.
        say: Tells something in the window.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    except OSError:
        opened = False
    if not opened:
        sentence = QCoreApplication.translate("Folders", "{folder} cannot be opened; look for it in your file manager.")
        say(Message(sentence.format(folder=folder), "warning"))
