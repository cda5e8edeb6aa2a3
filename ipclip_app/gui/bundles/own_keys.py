"""The card of the owner's keys: create, back up, hand out the public half."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.rows import Row, RowsTable, Sign
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.folder_dialog import open_folder_dialog
from ipclip_app.gui.folder_opening import open_folder
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.page import labelled

if TYPE_CHECKING:
    from ipclip_app.crypto.key_store import KeyInfo

_STATE = 3


class OwnKeys(QFrame):
    """Table and buttons.

    Args:
        context: What the page works with.
    """

    create_requested = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.setProperty("role", "card")
        titles = self.tr("Name"), self.tr("For"), self.tr("Fingerprint"), self.tr("Passphrase")
        self.table = RowsTable(context.theme, self.tr("Your keys"), titles, widest=2)
        self.nothing = labelled(
            self.tr("You have no key yet. To give a bundle to a licensee you need one that signs it."), "muted"
        )
        self.problem = labelled("", "bad")
        self.create_button = QPushButton(self.tr("&Create a key…"))
        self.backup_button = QPushButton(self.tr("&Back up…"))
        self.copy_button = QPushButton(self.tr("Cop&y the public key"))
        self.folder_button = QPushButton(self.tr("Open fol&der"))
        self._arrange()
        self._connect()
        self._offer()

    def show_keys(self, keys: "Sequence[KeyInfo]", chosen: "KeyInfo | None" = None) -> None:
        """Show the keys of now."""
        self.table.show_rows([self._row(key) for key in keys], chosen)
        self.table.setVisible(bool(keys))
        self.nothing.setVisible(not keys)
        fitting = QSizePolicy.Policy.Preferred if keys else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, fitting)
        self._offer()

    def back_up_to(self, folder: Path) -> None:
        """Copy the chosen key into a folder."""
        key = self._chosen()
        if key is not None:
            thread = self._context.background.prepare(partial(bundle_jobs.back_up, key.name, key.kind, folder))
            thread.succeeded.connect(self._tell_backed_up)
            thread.failed.connect(self._fail)
            thread.start()

    def _row(self, key: "KeyInfo") -> Row:
        kind = self.tr("Signing") if key.kind == "signing" else self.tr("Receiving")
        state, sign = self.tr("Yes"), Sign("tick", "good", _STATE)
        if key.problem:
            state, sign = self.tr("Damaged"), Sign("error", "bad", _STATE)
        elif not key.encrypted:
            state, sign = self.tr("None"), Sign("warning", "doubt", _STATE)
        return Row((key.name, kind, key.fingerprint, state), key, sign, key.problem)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.create_button, self.backup_button, self.copy_button, self.folder_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        words = self.tr(
            "A private key stays with you. Give the public half to licensees, so that they can check yours."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Your keys"), "heading"))
        layout.addWidget(labelled(words, "muted"))
        layout.addWidget(self.nothing)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.table.chosen_changed.connect(self._offer)
        self.create_button.clicked.connect(self.create_requested)
        self.backup_button.clicked.connect(self._ask_where)
        self.copy_button.clicked.connect(self._copy)
        self.folder_button.clicked.connect(self._open)

    def _chosen(self) -> "KeyInfo | None":
        return cast("KeyInfo | None", self.table.chosen)

    def _offer(self) -> None:
        key = self._chosen()
        for button in (self.backup_button, self.copy_button, self.folder_button):
            button.setVisible(key is not None)
        self.copy_button.setEnabled(key is not None and bool(key.fingerprint))
        self.backup_button.setEnabled(key is not None and not key.problem)
        self.problem.setText(key.problem if key else "")
        self.problem.setVisible(bool(self.problem.text()))

    def _ask_where(self) -> None:
        open_folder_dialog(self, self.tr("Folder for the copies of the key"), Path.home(), self._picked)

    def _picked(self, folder: str) -> None:
        self.back_up_to(Path(folder))

    def _tell_backed_up(self, copies: tuple[Path, Path]) -> None:
        words = self.tr("{private} and {public} are in {folder}. Keep the passphrase elsewhere.")
        private, public = copies
        sentence = words.format(private=private.name, public=public.name, folder=private.parent)
        self._context.say(Message(sentence, "done"))

    def _fail(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))

    def _copy(self) -> None:
        key = self._chosen()
        try:
            text = key.public_path.read_text(encoding="ascii") if key else ""
        except (OSError, ValueError):
            sentence = self.tr("The public key cannot be read; restore it from a backup.")
            self._context.say(Message(sentence, "error"))
            return
        QGuiApplication.clipboard().setText(text)
        sentence = self.tr("The public key is in the clipboard; tell its fingerprint by another way.")
        self._context.say(Message(sentence, "done"))

    def _open(self) -> None:
        key = self._chosen()
        if key is not None:
            open_folder(key.path.parent, self._context.say)
