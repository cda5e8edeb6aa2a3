"""Every key that the window knows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from ipclip_app.gui.page import labelled


class ShortcutsDialog(QDialog):
    """Keys and what they do.

    Args:
        pages: Titles of the pages in the order of the rail.
        parent: Owner.
    """

    def __init__(self, pages: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (keys, effect) in enumerate(self._lines(pages)):
            key = QLabel(keys)
            key.setProperty("role", "muted")
            key.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(key, row, 0)
            grid.addWidget(QLabel(effect), row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(labelled(self.tr("Keyboard shortcuts"), "heading"))
        layout.addLayout(grid)
        layout.addWidget(buttons)

    def _lines(self, pages: Sequence[str]) -> list[tuple[str, str]]:
        native = QKeySequence.SequenceFormat.NativeText
        switches = [
            (QKeySequence(f"Ctrl+{number}").toString(native), self.tr("Show the page {page}").format(page=page))
            for number, page in enumerate(pages, start=1)
        ]
        return [
            *switches,
            (
                QKeySequence("F6").toString(native),
                self.tr("Go from the buttons of the pages into the page, and back"),
            ),
            (self.tr("Tab, Shift+Tab"), self.tr("Go to the next or the previous control")),
            (self.tr("Ctrl+Tab, Ctrl+Shift+Tab"), self.tr("Show the next or the previous tab, such as of results")),
            (self.tr("Space"), self.tr("Press the button, or switch the box, that has the focus")),
            (self.tr("Alt and an underlined letter"), self.tr("Go to the control of that letter")),
            (QKeySequence("Ctrl+Return").toString(native), self.tr("Start protecting")),
            (QKeySequence("Ctrl+O").toString(native), self.tr("Open a bundle")),
            (QKeySequence("F1").toString(native), self.tr("Show this list")),
            (QKeySequence("Ctrl+Q").toString(native), self.tr("Close the program")),
            (self.tr("Escape"), self.tr("Close a window like this one")),
        ]
