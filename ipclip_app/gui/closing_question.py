"""Asks before work in the background is cut short by closing the window."""

from dataclasses import dataclass

from PySide6.QtWidgets import QMessageBox, QWidget


@dataclass(frozen=True)
class ClosingWords:
    """What is asked, in the language of the window.

    Attributes:
        title: Of the question.
        question: What goes on, and whether to close.
        hint: What becomes of it.
        close: The button that closes.
        stay: The button that does not, which is chosen beforehand.
    """

    title: str
    question: str
    hint: str
    close: str
    stay: str


def wants_to_close(parent: QWidget, words: ClosingWords) -> bool:
    """Ask, above the window of `parent`."""
    box = QMessageBox(parent.window())
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(words.title)
    box.setText(words.question)
    box.setInformativeText(words.hint)
    close = box.addButton(words.close, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(words.stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is close
