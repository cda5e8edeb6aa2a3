"""Makes a pair of keys of the owner's."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QVBoxLayout

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.new_passphrase import NewPassphrase
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import labelled

if TYPE_CHECKING:
    from ipclip_app.crypto.key_store import KeyInfo, KeyKind

_FIELD_WIDTH = 320
_LONGEST = 64


class KeyForm(QFrame):
    """Purpose, name and passphrase; hidden while no key is being made.

    Args:
        context: What the page works with.
    """

    created = Signal(object)
    """A `KeyInfo`."""
    closed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._creating = LatestJob(context.background, self)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Create a key"))
        self.signing_button = QRadioButton(self.tr("&Sign bundles that you give to others"))
        self.receiving_button = QRadioButton(self.tr("&Receive bundles that are encrypted for you"))
        self.name_field = QLineEdit()
        self.name_field.setMaximumWidth(_FIELD_WIDTH)
        self.name_field.setMaxLength(_LONGEST)
        self.name_field.setAccessibleName(self.tr("Name of the key"))
        self.name_field.setPlaceholderText(self.tr("Letters, digits and dashes"))
        self.passphrase = NewPassphrase(self)
        self.error = labelled("", "bad")
        self.create_button = QPushButton(self.tr("&Create the key"))
        self.create_button.setProperty("role", "primary")
        self.cancel_button = QPushButton(self.tr("Ca&ncel"))
        self._arrange()
        self._connect()
        self.hide()

    def begin(self, kind: "KeyKind" = "signing") -> None:
        """Ask what to make."""
        (self.signing_button if kind == "signing" else self.receiving_button).setChecked(True)
        self.name_field.clear()
        self.passphrase.clear()
        self._tell("")
        self.show()
        self.name_field.setFocus()

    def close_form(self) -> None:
        """Make none."""
        self.passphrase.clear()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape makes none."""
        if event.key() == Qt.Key.Key_Escape and not self._creating.is_running:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("To"), self.signing_button)
        form.addRow("", self.receiving_button)
        form.addRow(self.tr("Na&me"), self.name_field)
        self.passphrase.add_to(form)
        words = self.tr("Nobody can open the key without the passphrase, not even you: keep it, and back the key up.")
        buttons = QHBoxLayout()
        buttons.addWidget(self.create_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Create a key"), "heading"))
        layout.addWidget(labelled(words, "muted"))
        layout.addLayout(form)
        layout.addWidget(self.error)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.create_button.clicked.connect(self._create)
        self.cancel_button.clicked.connect(self.close_form)
        self.passphrase.entered.connect(self.create_button.click)
        self._creating.succeeded.connect(self._finish)
        self._creating.failed.connect(self._fail)

    def _create(self) -> None:
        self._tell("")
        name = self.name_field.text().strip()
        if not name:
            self._tell(self.tr("Give the key a name."))
            self.name_field.setFocus()
        elif not self.passphrase.text:
            self.passphrase.complain()
        else:
            self.create_button.setEnabled(False)
            kind: KeyKind = "signing" if self.signing_button.isChecked() else "receiving"
            self._creating.start(partial(bundle_jobs.create_key, name, kind, self.passphrase.text))

    def _finish(self, key: "KeyInfo") -> None:
        self.create_button.setEnabled(True)
        self.passphrase.clear()
        self.hide()
        self.created.emit(key)

    def _fail(self, failure: Failure) -> None:
        self.create_button.setEnabled(True)
        self._tell(failure.sentence)
        self.name_field.setFocus()

    def _tell(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
