"""The log of the service: it follows what comes, unless the owner has scrolled up to read."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit

from ipclip_app.gui.theme import monospace
from ipclip_app.gui.watermark.access_lines import line_words

_MOST_LINES: Final = 2000
_LOWEST: Final = 170


class ServiceLog(QPlainTextEdit):
    """Lines to read, select and copy."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(monospace())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setMaximumBlockCount(_MOST_LINES)
        self.setMinimumHeight(_LOWEST)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Log of the service"))
        self.setPlaceholderText(self.tr("One line for each request: who, how much, how long. Contents are not logged."))

    def add(self, lines: Sequence[str]) -> None:
        """Add lines at the end."""
        if lines:
            self.appendPlainText("\n".join(map(line_words, lines)))
