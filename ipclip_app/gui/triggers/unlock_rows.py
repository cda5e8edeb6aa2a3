"""The rows of a form that open a suspect which is a bundle encrypted for the owner; hidden until they are needed."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit

from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.page import labelled

_LOCKED: Final = frozenset({"PassphraseNeededError", "WrongPassphraseError"})
_OF_THE_KEY: Final = frozenset({"WrongRecipientError", "WrongKeyError", "KeyFileError", "ExposedKeyError"})


class UnlockRows(QObject):
    """Private key and passphrase; `add_to` puts them into a form."""

    entered = Signal()
    """Enter was pressed in the passphrase."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.key = PathField(self.tr("Your private key"), self.tr("Private keys (*.pem);;All files (*)"), "read")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(self.tr("Passphrase of your private key"))
        self.error = labelled("", "bad")
        self.passphrase.textEdited.connect(self._forgive)
        self.key.line.textChanged.connect(self._forgive)
        self.passphrase.returnPressed.connect(self.entered)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into a form."""
        self._form = form
        form.addRow(self.tr("Private ke&y"), self.key)
        form.addRow(self.tr("I&ts passphrase"), self.passphrase)
        form.addRow("", self.error)
        self.reset()

    @property
    def key_file(self) -> Path | None:
        """The private key's file; None to look among the owner's own keys."""
        return self.key.path

    def take_passphrase(self) -> str:
        """What was typed, which is kept no longer."""
        text = self.passphrase.text()
        self.passphrase.clear()
        return text

    def reset(self) -> None:
        """Ask for nothing: the suspect is another one."""
        self.key.set_path(None)
        self.passphrase.clear()
        for field in (self.key, self.passphrase):
            self._form.setRowVisible(field, False)
        self._forgive()

    def refuse(self, failure: Failure) -> bool:
        """Ask for what opens the bundle, if a lack of that was the failure."""
        if failure.kind == "BundleSealedError":
            sealed = self.tr("This bundle is encrypted, and its private key is not among yours. Choose the key's file.")
            self._ask(self.key, sealed)
        elif failure.kind in _OF_THE_KEY and self.key_file is not None:
            self._ask(self.key, failure.sentence)
            self.key.line.selectAll()
        elif failure.kind in _LOCKED:
            needed = self.tr("This bundle is encrypted for you. Enter the passphrase of your private key.")
            wrong = self.tr("This passphrase does not open your private key. Try again.")
            self._ask(self.passphrase, needed if failure.kind == "PassphraseNeededError" else wrong)
        else:
            return False
        return True

    def _ask(self, field: PathField | QLineEdit, sentence: str) -> None:
        self._form.setRowVisible(field, True)
        self._tell(sentence)
        field.setFocus()

    def _forgive(self) -> None:
        self._tell("")

    def _tell(self, sentence: str) -> None:
        self.error.setText(sentence)
        for line in (self.key.line, self.passphrase):
            line.setAccessibleDescription(sentence)
        self._form.setRowVisible(self.error, bool(sentence))
