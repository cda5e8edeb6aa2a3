"""Tells in the window what happened, which file it concerns and what to do; never in a dialog."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.notices import notice_words
from ipclip_app.gui.theme import Theme
from ipclip_app.progress import Notice

Severity = Literal["error", "warning", "info", "done"]
MOST_MESSAGES: Final = 4
_ICONS: Final = {"error": "error", "warning": "warning", "info": "info", "done": "tick"}
_ICON_SIZE: Final = 20


@dataclass(frozen=True)
class Message:
    """Something to tell.

    Attributes:
        sentence: One clear sentence.
        severity: How it is painted.
        details: What "copy details" copies beside the sentence; empty for nothing more.
    """

    sentence: str
    severity: Severity = "info"
    details: str = ""


def failure_message(failure: Failure) -> Message:
    """The message of a failed job."""
    return Message(failure.sentence, "error", failure.details)


def notice_message(sentence: str) -> Message:
    """The message of what a job says although it goes on."""
    return Message(notice_words(sentence), "warning")


def say_notices(say: Callable[[Message], None], reports: Iterable[object]) -> None:
    """Tell what a job says beside its progress.

    Args:
        say: Takes a message.
        reports: What it has reported.
    """
    for report in reports:
        if isinstance(report, Notice):
            say(notice_message(report.message))


class MessageArea(QWidget):
    """The latest messages, newest first, until they are closed.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[MessageRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 0, 24, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, message: Message) -> None:
        """Show a message; an equal one is not shown twice."""
        for row in [row for row in self._rows if row.message == message] + self._rows[MOST_MESSAGES - 1 :]:
            self._remove(row)
        row = MessageRow(message, self._theme)
        row.close_button.clicked.connect(self._close_sender)
        self._rows.insert(0, row)
        self._layout.insertWidget(0, row)
        self.show()

    def messages(self) -> list[Message]:
        """What is shown, newest first."""
        return [row.message for row in self._rows]

    def clear(self) -> None:
        """Close all messages."""
        for row in list(self._rows):
            self._remove(row)

    def _close_sender(self) -> None:
        button = self.sender()
        for row in [row for row in self._rows if row.close_button is button]:
            self._remove(row)

    def _remove(self, row: "MessageRow") -> None:
        if row in self._rows:
            self._rows.remove(row)
            row.hide()
            row.deleteLater()
        self.setVisible(bool(self._rows))


class MessageRow(QFrame):
    """One message: icon, sentence, copy, close."""

    def __init__(self, message: Message, theme: Theme) -> None:
        super().__init__()
        self.message = message
        self.setProperty("role", "message")
        self.setProperty("severity", message.severity)
        colours = theme.colours
        tint = {"error": colours.bad, "warning": colours.doubt, "done": colours.good}.get(
            message.severity, colours.accent
        )
        icon = QLabel()
        icon.setPixmap(line_icon(_ICONS[message.severity], tint).pixmap(_ICON_SIZE, _ICON_SIZE))
        self.text = QLabel(message.sentence)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName(self.tr("Message"))
        self.copy_button = QPushButton(self.tr("Copy details"))
        self.copy_button.clicked.connect(self._copy)
        self.close_button = QPushButton(self.tr("Dismiss"))
        for button in (self.copy_button, self.close_button):
            button.setProperty("role", "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addWidget(icon)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.copy_button)
        layout.addWidget(self.close_button)
        self.copy_button.setVisible(message.severity in {"error", "warning"})

    def _copy(self) -> None:
        parts = (self.message.sentence, self.message.details)
        QGuiApplication.clipboard().setText("\n\n".join(part for part in parts if part))
