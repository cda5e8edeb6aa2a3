"""The rows of a form that choose a signing key and open it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPushButton

from ipclip_app.gui.bundles.bundle_jobs import Signature
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.page import labelled

if TYPE_CHECKING:
    from ipclip_app.crypto.key_store import KeyInfo

_FIELD_WIDTH: Final = 320
_REFUSED: Final = frozenset({"WrongPassphraseError", "PassphraseNeededError"})
_SHOWN: Final = 17
"""Characters of a fingerprint that tell keys of like names apart."""


class SigningRows(QObject):
    """Key and passphrase; `add_to` puts them into a form."""

    create_requested = Signal()
    chosen_changed = Signal()
    entered = Signal()
    """Enter was pressed in the passphrase."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: tuple[KeyInfo, ...] = ()
        self.key_box = QComboBox()
        self.key_box.setAccessibleName(self.tr("Signing key"))
        self.create_button = QPushButton(self.tr("Create a signing key first…"))
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(self.tr("Passphrase of the key"))
        self.error = labelled("", "bad")
        for widget in (self.key_box, self.passphrase):
            widget.setMaximumWidth(_FIELD_WIDTH)
        self.create_button.clicked.connect(self.create_requested)
        self.key_box.currentIndexChanged.connect(self._settle)
        self.passphrase.textEdited.connect(self._forgive)
        self.passphrase.returnPressed.connect(self.entered)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into a form."""
        self._form = form
        form.addRow(self.tr("Si&gn with"), self.key_box)
        form.addRow(self.tr("Sign with"), self.create_button)
        form.addRow(self.tr("&Passphrase"), self.passphrase)
        form.addRow("", self.error)
        self.show_keys(())

    @property
    def key(self) -> "KeyInfo | None":
        """The chosen key."""
        index = self.key_box.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else None

    @property
    def signature(self) -> Signature | None:
        """The key with what opens it; None while there is none."""
        return Signature(self.key.path, self.passphrase.text()) if self.key else None

    def show_keys(self, keys: "Sequence[KeyInfo]") -> None:
        """Offer these keys; the chosen one stays chosen."""
        kept = self.key.fingerprint if self.key else ""
        self._keys = tuple(keys)
        self.key_box.clear()
        self.key_box.addItems([f"{key.name}  ({key.fingerprint[:_SHOWN]}…)" for key in self._keys])
        self.choose(kept)
        self._settle()

    def choose(self, fingerprint: str) -> bool:
        """Take the key of that fingerprint, if there is one."""
        places = [place for place, key in enumerate(self._keys) if key.fingerprint == fingerprint]
        if places:
            self.key_box.setCurrentIndex(places[0])
        return bool(places)

    def clear(self) -> None:
        """Forget the passphrase."""
        self.passphrase.clear()
        self._forgive()

    def refuse(self, failure: Failure) -> bool:
        """Say beside the field that the passphrase does not open the key, if that was it."""
        if failure.kind not in _REFUSED:
            return False
        given = bool(self.passphrase.text())
        wrong = self.tr("This passphrase does not open the key: check it, or restore the key from a backup.")
        self._tell(wrong if given else self.tr("The key is encrypted: type its passphrase."))
        self.passphrase.setFocus()
        self.passphrase.selectAll()
        return True

    def _settle(self) -> None:
        key = self.key
        self._form.setRowVisible(self.key_box, bool(self._keys))
        self._form.setRowVisible(self.create_button, not self._keys)
        self._form.setRowVisible(self.passphrase, key is not None and key.encrypted)
        self._forgive()
        self.chosen_changed.emit()

    def _forgive(self) -> None:
        self._tell("")

    def _tell(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.passphrase.setAccessibleDescription(sentence)
        self._form.setRowVisible(self.error, bool(sentence))
