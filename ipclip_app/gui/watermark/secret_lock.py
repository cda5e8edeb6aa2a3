"""The passphrase of a secret: asked for, tried in the background, and kept out of sight."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.counts import breakable
from ipclip_app.gui.watermark.secret_jobs import open_secret

_FIELD_WIDTH = 320


class SecretLock(QWidget):
    """A field, a button and what is wrong.

    Args:
        context: What the page works with.
    """

    opened = Signal(object)
    """A `SecretInHand`."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._path: Path | None = None
        self._job = LatestJob(context.background, self)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setMaximumWidth(_FIELD_WIDTH)
        self.passphrase.setAccessibleName(self.tr("Passphrase of the secret"))
        self.unlock_button = QPushButton(self.tr("&Unlock"))
        self.error = labelled("", "bad")
        self._arrange()
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._refuse)
        self.unlock_button.clicked.connect(self._unlock)
        self.passphrase.returnPressed.connect(self._unlock)
        self.passphrase.textEdited.connect(self._forgive)
        self._forgive()

    def ask(self, path: Path | None) -> None:
        """Ask for what opens another file; None for none."""
        self._path = path
        self._job.stop()
        self.passphrase.clear()
        self.unlock_button.setEnabled(True)
        self._forgive()

    def _arrange(self) -> None:
        caption = QLabel(self.tr("&Passphrase"))
        caption.setBuddy(self.passphrase)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(caption)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.unlock_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.error)

    def _unlock(self) -> None:
        if self._path is not None and self.unlock_button.isEnabled():
            self._forgive()
            self.unlock_button.setEnabled(False)
            self._job.start(partial(open_secret, self._path, self.passphrase.text()))

    def _take(self, secret: object) -> None:
        self.ask(self._path)
        self.opened.emit(secret)

    def _refuse(self, failure: Failure) -> None:
        words = {
            "WrongPassphraseError": self.tr("This passphrase does not open the secret. Try again."),
            "PassphraseNeededError": self.tr("The secret is encrypted: type its passphrase."),
        }
        self.unlock_button.setEnabled(True)
        self._complain(words.get(failure.kind, breakable(failure.sentence)))
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def _forgive(self) -> None:
        self._complain("")

    def _complain(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.passphrase.setAccessibleDescription(sentence)
