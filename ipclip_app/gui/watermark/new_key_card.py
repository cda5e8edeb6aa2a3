"""A key that was just made: shown once, to be copied."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ipclip_app.gui.bundles.code_line import CodeLine
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import labelled
from ipclip_app.gui.watermark.key_jobs import NewKey


class NewKeyCard(QFrame):
    """Whose key it is, the key with a button that copies it, and one that puts it away.

    Args:
        context: What the page works with.
    """

    closed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setProperty("severity", "done")
        self.words = labelled("", "plain")
        self.line = CodeLine(context, self.tr("Key"))
        self.done_button = QPushButton(self.tr("It is handed o&ver"))
        self.done_button.clicked.connect(self.forget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self.line)
        layout.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_key(self, key: NewKey) -> None:
        """Show a key; the button that copies it has the focus."""
        sentence = self.tr("The key of {licensee}. Copy it now: only its hash is kept, so it cannot be shown again.")
        self.words.setText(sentence.format(licensee=key.licensee))
        self.setAccessibleName(self.words.text())
        self.line.text.setText(key.text)
        self.show()
        self.line.copy_button.setFocus()

    def forget(self) -> None:
        """Show it no longer."""
        self.line.text.setText("")
        if not self.isHidden():
            self.hide()
            self.closed.emit()
