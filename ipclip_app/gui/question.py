"""Asks before something is lost, in the page instead of a dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ipclip_app.gui.page import labelled


class Question(QFrame):
    """One question with its two answers; hidden until it is asked.

    Args:
        accept: Text of the button that goes on.
        decline: Text of the button that leaves everything as it is.
    """

    accepted = Signal()
    declined = Signal()

    def __init__(self, accept: str, decline: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setProperty("severity", "warning")
        self.text = labelled("", "")
        self.accept_button = QPushButton(accept)
        self.accept_button.setProperty("role", "danger")
        self.decline_button = QPushButton(decline)
        self.accept_button.clicked.connect(self._accept)
        self.decline_button.clicked.connect(self._decline)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.accept_button)
        layout.addWidget(self.decline_button)
        self.hide()

    def ask(self, text: str) -> None:
        """Show the question; the harmless answer has the focus."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.show()
        self.decline_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape declines."""
        if event.key() == Qt.Key.Key_Escape:
            self._decline()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit()

    def _decline(self) -> None:
        self.hide()
        self.declined.emit()
