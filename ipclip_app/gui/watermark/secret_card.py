"""The secret in hand: chosen among the owner's, opened from a file, or made; locked until its passphrase is typed.

Once open, licensees can be added to it.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.dropped import accept_copy
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.gui.watermark.addition_form import AdditionForm
from ipclip_app.gui.watermark.secret_facts import SecretFacts
from ipclip_app.gui.watermark.secret_form import SecretForm
from ipclip_app.gui.watermark.secret_jobs import SecretInHand, list_secrets, secrets_folder
from ipclip_app.gui.watermark.secret_lock import SecretLock
from ipclip_app.gui.watermark.secret_words import named_words, secret_name

_ICON: Final = QSize(28, 28)
_GAP: Final = 12
_NARROWEST: Final = 9
"""Characters."""
_WIDEST: Final = 420


class SecretCard(QFrame):
    """Choice, lock and facts, or the form of a new one or of new licensees.

    Args:
        context: What the page works with.

    Attributes:
        secret: The one in hand; None while none is open.
    """

    changed = Signal()
    """Another secret is in hand, or none."""
    grown = Signal(object)
    """The one in hand has more licensees; the names of those."""
    creating = Signal(bool)
    """Whether there is a form in place of the choice."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.secret: SecretInHand | None = None
        self._paths: list[Path] = []
        self._listing = LatestJob(context.background, self)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Secret"))
        self.setAcceptDrops(True)
        self._icon = QLabel()
        self.invitation = labelled(self.tr("No secret yet"), "heading")
        self.hint = labelled(self.tr("Create one for a model that you serve, or drop a secret file here."), "muted")
        self.box = QComboBox()
        self.lock_button = QPushButton(self.tr("Loc&k"))
        self.new_button = QPushButton(self.tr("&New secret…"))
        self.open_button = QPushButton(self.tr("&Open a secret file…"))
        self.lock = SecretLock(context)
        self.facts = SecretFacts()
        self.add_button = QPushButton(self.tr("A&dd licensees…"))
        self.chooser = QWidget()
        self.form = SecretForm(context)
        self.addition = AdditionForm(context)
        self._arrange()
        self._connect()
        self._settle()

    def choose(self, path: Path) -> None:
        """Take a secret's file; it is locked still."""
        if self.secret is not None and self.secret.path == path:
            return
        self._fill([*self._paths, *([] if path in self._paths else [path])], path)
        self._ask()

    def begin_new(self) -> None:
        """Begin to make one."""
        self._enter_form(self.form)
        self.form.begin()

    def begin_addition(self) -> None:
        """Begin to add licensees to the one in hand."""
        if self.secret is not None:
            self._enter_form(self.addition)
            self.addition.begin(self.secret)

    def pick(self) -> None:
        """Let the owner pick a file."""
        dialog = QFileDialog(self, self.tr("Secret file"), str(secrets_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look for secrets that were made in the meantime."""
        super().showEvent(event)
        self._listing.start(list_secrets)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Any file may be a secret."""
        if not self.chooser.isHidden() and any(url.isLocalFile() for url in event.mimeData().urls()):
            self._look_dropped_on(active=True)
            accept_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Look as before."""
        super().dragLeaveEvent(event)
        self._look_dropped_on(active=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the first file."""
        accept_copy(event)
        self._look_dropped_on(active=False)
        self.choose(next(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()))

    def _look_dropped_on(self, *, active: bool) -> None:
        self.setProperty("active", "true" if active else "false")
        set_property(self, "role", "drop" if active else "card")

    def _arrange(self) -> None:
        below = QVBoxLayout()
        below.setContentsMargins(_ICON.width() + _GAP, 0, 0, 0)
        below.addWidget(self.lock)
        below.addWidget(self.facts)
        below.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QVBoxLayout(self.chooser)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addLayout(self._choice_row())
        inside.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(self.chooser)
        for form in (self.form, self.addition):
            layout.addWidget(form)
            form.hide()

    def _choice_row(self) -> QHBoxLayout:
        self.box.setAccessibleName(self.tr("Secret"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_NARROWEST)
        self.box.setMaximumWidth(_WIDEST)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.empty = QWidget()
        words = QVBoxLayout(self.empty)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        for label in (self.invitation, self.hint):
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self._icon)
        row.addWidget(self.empty, 1)
        row.addWidget(self.box, 3)
        row.addStretch(1)
        for button in (self.lock_button, self.new_button, self.open_button):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self._listing.succeeded.connect(self._list)
        self.box.activated.connect(self._pick_listed)
        self.new_button.clicked.connect(self.begin_new)
        self.open_button.clicked.connect(self.pick)
        self.lock_button.clicked.connect(self._ask)
        self.lock.opened.connect(self._take)
        self.form.created.connect(self._made)
        self.form.closed.connect(self._make_none)
        self.add_button.clicked.connect(self.begin_addition)
        self.addition.added.connect(self._grow)
        self.addition.closed.connect(self._add_nobody)
        self._context.theme.changed.connect(self._paint)

    @property
    def _chosen(self) -> Path | None:
        index = self.box.currentIndex()
        return self._paths[index] if 0 <= index < len(self._paths) else None

    def _list(self, paths: tuple[Path, ...]) -> None:
        before = self._chosen
        self._fill([*paths, *(path for path in self._paths if path not in paths)], before)
        if self._chosen != before:
            self.lock.ask(self._chosen)
        self._settle()

    def _fill(self, paths: list[Path], chosen: Path | None) -> None:
        self._paths = paths
        self.box.clear()
        for place, path in enumerate(paths):
            self.box.addItem(secret_name(path))
            self.box.setItemData(place, str(path), Qt.ItemDataRole.ToolTipRole)
        if chosen in paths:
            self.box.setCurrentIndex(paths.index(chosen))

    def _pick_listed(self) -> None:
        if self.secret is None or self.secret.path != self._chosen:
            self._ask()

    def _picked(self, path: str) -> None:
        self.choose(Path(path))

    def _ask(self) -> None:
        """Lock what is open and ask for the passphrase of the chosen one."""
        self.lock.ask(self._chosen)
        self._hold(None)
        self.lock.passphrase.setFocus()

    def _take(self, secret: SecretInHand) -> None:
        self._hold(secret)
        self.box.setFocus()

    def _made(self, secret: SecretInHand) -> None:
        self._fill([*self._paths, *([] if secret.path in self._paths else [secret.path])], secret.path)
        self._leave_form()
        self._hold(secret)
        self.box.setFocus()
        words = self.tr("The secret is in {path}. Copy the file to a safe place: without it nothing can be proven.")
        self._context.say(Message(words.format(path=secret.path), "done"))

    def _make_none(self) -> None:
        self._leave_form()
        self.new_button.setFocus()

    def _add_nobody(self) -> None:
        self._leave_form()
        self.add_button.setFocus()

    def _grow(self, secret: SecretInHand) -> None:
        before = () if self.secret is None else self.secret.users
        new = tuple(user for user in secret.users if user not in before)
        self._leave_form()
        self.secret = secret
        self._settle()
        self.grown.emit(new)
        words = self.tr("Added to the secret: {names}. Make their keys below, and copy {path} to a safe place again.")
        self._context.say(Message(words.format(names=named_words(new), path=secret.path), "done"))

    def _enter_form(self, form: QWidget) -> None:
        self.chooser.hide()
        form.show()
        self.creating.emit(True)

    def _leave_form(self) -> None:
        for form in (self.form, self.addition):
            form.hide()
        self.chooser.show()
        self.creating.emit(False)

    def _hold(self, secret: SecretInHand | None) -> None:
        before, self.secret = self.secret, secret
        self._settle()
        if before is not secret:
            self.changed.emit()

    def _settle(self) -> None:
        some, secret = bool(self._paths), self.secret
        self.empty.setVisible(not some)
        self.box.setVisible(some)
        self.lock.setVisible(some and secret is None)
        self.lock_button.setVisible(secret is not None)
        for widget in (self.facts, self.add_button):
            widget.setVisible(secret is not None)
        set_property(self.new_button, "role", "" if some else "primary")
        if secret is not None:
            self.facts.show_secret(secret)
        self._paint()

    def _paint(self) -> None:
        colours = self._context.theme.colours
        tint = colours.accent if self.secret is not None else colours.muted
        self._icon.setPixmap(line_icon("watermark", tint).pixmap(_ICON, self.devicePixelRatioF()))
