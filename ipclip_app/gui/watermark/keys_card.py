"""The keys by which licensees ask the service: made, replaced and withdrawn."""

from functools import partial
from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from ipclip_app.gui.bundles.rows import Row, RowsTable, Sign
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.page import labelled
from ipclip_app.gui.question import Question
from ipclip_app.gui.results.run_facts import moment
from ipclip_app.gui.watermark.key_jobs import LicenseeKey, NewKey, keys_file, list_licensees, make_key, withdraw_key
from ipclip_app.gui.watermark.new_key_card import NewKeyCard
from ipclip_app.gui.watermark.secret_jobs import SecretInHand

_STATE: Final = 1
_MOST_ROWS: Final = 6
"""That are seen at once; the table scrolls through more."""


class KeysCard(QFrame):
    """Table and buttons.

    Args:
        context: What the page works with.

    Attributes:
        keys: The licensees, and who has a key.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._secret: SecretInHand | None = None
        self._new: tuple[str, ...] = ()
        self._asked: tuple[str, LicenseeKey] | None = None
        self.keys: tuple[LicenseeKey, ...] = ()
        self._listing, self._working = (LatestJob(context.background, self) for _ in range(2))
        self.setProperty("role", "card")
        self.table = RowsTable(
            context.theme, self.tr("Keys of licensees"), (self.tr("Licensee"), self.tr("Key")), widest=0
        )
        self.make_button = QPushButton(self.tr("&Make a key"))
        self.withdraw_button = QPushButton(self.tr("Withdra&w"))
        self.question = Question(self.tr("Go on"), self.tr("Keep it"))
        self.new_key = NewKeyCard(context)
        self._arrange()
        self._connect()
        self._offer()

    @property
    def has_keys(self) -> bool:
        """Whether anybody may ask."""
        return any(key.created for key in self.keys)

    def show_secret(self, secret: SecretInHand | None) -> None:
        """Show the licensees of another secret."""
        self._secret = secret
        self.question.hide()
        self.new_key.forget()
        self._working.stop()
        self._show(())
        self.refresh()

    def welcome(self, secret: SecretInHand, licensees: tuple[str, ...]) -> None:
        """Show new licensees of the same secret, the first of them in hand; a key that is shown stays."""
        self._secret, self._new = secret, licensees
        self.question.hide()
        self.refresh()
        self._focus_table()

    def refresh(self) -> None:
        """Read the keys again."""
        if self._secret is not None:
            self._listing.start(partial(list_licensees, keys_file(self._secret.path), self._secret.users))

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.make_button, self.withdraw_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lead = self.tr("Whoever asks with his key gets embeddings that are marked for him.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Keys of licensees"), "heading"))
        layout.addWidget(labelled(lead, "muted"))
        for widget in (self.new_key, self.question, self.table):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._listing.succeeded.connect(self._show)
        self._working.succeeded.connect(self._finish)
        for job in (self._listing, self._working):
            job.failed.connect(self._fail)
        self.table.chosen_changed.connect(self._offer)
        self.table.opened.connect(self._make)
        self.make_button.clicked.connect(self._make)
        self.withdraw_button.clicked.connect(self._withdraw)
        self.question.accepted.connect(self._go_on)
        self.question.declined.connect(self._focus_table)
        self.new_key.closed.connect(self._focus_table)

    @property
    def _chosen(self) -> LicenseeKey | None:
        return cast("LicenseeKey | None", self.table.chosen)

    def _show(self, keys: tuple[LicenseeKey, ...]) -> None:
        wanted = self._new[:1] or (() if self._chosen is None else (self._chosen.licensee,))
        self.keys, self._new = keys, ()
        now = next((key for key in keys if key.licensee in wanted), None)
        self.table.show_rows([self._row(key) for key in keys], now)
        self.table.setVisible(bool(keys))
        rows = min(len(keys), _MOST_ROWS)
        height = self.table.verticalHeader().defaultSectionSize() * rows + 2 * self.table.frameWidth() + 2
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + height)
        self._offer()
        self.changed.emit()

    def _row(self, key: LicenseeKey) -> Row:
        if not key.known:
            tip = self.tr("The secret does not know this licensee; withdraw his key, or the service does not start.")
            return Row((key.licensee, self.tr("Not in the secret")), key, Sign("warning", "doubt", _STATE), tip)
        if key.created:
            return Row((key.licensee, moment(key.created)), key, Sign("tick", "good", _STATE))
        return Row((key.licensee, self.tr("None")), key, Sign("ring", "muted", _STATE))

    def _offer(self) -> None:
        key, free = self._chosen, not self._working.is_running and self.question.isHidden()
        self.make_button.setText(self.tr("&Make a new key…") if key and key.created else self.tr("&Make a key"))
        self.make_button.setEnabled(key is not None and key.known and free)
        self.withdraw_button.setEnabled(key is not None and bool(key.created) and free)

    def _make(self) -> None:
        key = self._chosen
        if key is None or not self.make_button.isEnabled():
            return
        if key.created:
            words = self.tr("Give {licensee} a new key? The one that he has opens nothing any more.")
            self._ask("make", key, words)
        else:
            self._do("make", key)

    def _withdraw(self) -> None:
        key = self._chosen
        if key is not None:
            words = self.tr("Withdraw the key of {licensee}? He can ask no more.")
            self._ask("withdraw", key, words)

    def _ask(self, what: str, key: LicenseeKey, words: str) -> None:
        self._asked = what, key
        self.question.ask(words.format(licensee=key.licensee))
        self._offer()

    def _go_on(self) -> None:
        """Do what was asked about, whichever line is chosen by now."""
        if self._asked is not None:
            self._do(*self._asked)

    def _do(self, what: str, key: LicenseeKey) -> None:
        if self._secret is not None:
            self.new_key.forget()
            job = make_key if what == "make" else withdraw_key
            self._working.start(partial(job, keys_file(self._secret.path), key.licensee))
            self._offer()

    def _finish(self, result: NewKey | str) -> None:
        if isinstance(result, NewKey):
            self.new_key.show_key(result)
        else:
            self._context.say(Message(self.tr("{licensee} has no key any more.").format(licensee=result), "done"))
            self._focus_table()
        self.refresh()

    def _focus_table(self) -> None:
        self._offer()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, failure: Failure) -> None:
        self._offer()
        self._context.say(failure_message(failure))
