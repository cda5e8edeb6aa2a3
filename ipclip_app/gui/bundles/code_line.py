"""A hash or an id with a button that copies it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.elided_label import ElidedLabel
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.theme import monospace


class CodeLine(QWidget):
    """One line, shortened in its middle where there is no room.

    Args:
        context: What the page works with.
        label: What it is, for whoever cannot see the label beside it.
    """

    def __init__(self, context: WindowContext, label: str, text: str = "") -> None:
        super().__init__()
        self._context, self._label = context, label
        self.text = ElidedLabel(text)
        self.text.setFont(monospace())
        self.text.setAccessibleName(label)
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setProperty("role", "link")
        self.copy_button.setAccessibleName(self.tr("Copy: {what}").format(what=label))
        self.copy_button.clicked.connect(self._copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
        words = self.tr("{what} is in the clipboard.")
        self._context.say(Message(words.format(what=self._label), "done"))
