"""What is known of one backbone, and what can be done with it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.backbones.backbone_model import USABLE
from ipclip_app.gui.backbones.sizes import in_words
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.elided_label import ElidedLabel
from ipclip_app.gui.folder_opening import open_folder
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.page import center_labels, labelled
from ipclip_app.gui.question import Question
from ipclip_app.gui.theme import monospace
from ipclip_app.paths import is_folder
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.backbones import BackboneEntry


class BackboneDetails(QFrame):
    """A card about one backbone.

    Args:
        context: What the page works with.
    """

    download_requested = Signal(str)
    removed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._entry: BackboneEntry | None = None
        self._identities: dict[tuple[str, str], str] = {}
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("The chosen backbone"))
        self.name = ElidedLabel(role="heading")
        self.state = labelled("", "muted")
        self.size_label = labelled("", "")
        self.location = ElidedLabel()
        self.identity = ElidedLabel()
        self.identity.setFont(monospace())
        self.copy_button = self._button(self.tr("&Copy"), self.tr("Copy the identity hash"), self._copy)
        self.identify_button = self._button(self.tr("Com&pute"), self.tr("Compute the identity hash"), self._identify)
        self.open_button = self._button(self.tr("&Open"), self.tr("Open the folder of the backbone"), self._open)
        self.download_button = self._button(self.tr("&Download…"), self.tr("Download the backbone"), self._download)
        self.download_button.setProperty("role", "primary")
        self.remove_button = self._button(self.tr("&Remove"), self.tr("Remove the backbone"), self._ask)
        self.error = labelled("", "bad")
        self.question = Question(self.tr("Remove"), self.tr("Keep"))
        self.question.accepted.connect(self._remove)
        self.question.declined.connect(self.remove_button.setFocus)
        self._arrange()
        self.show_entry(None, "")

    def show_entry(self, entry: "BackboneEntry | None", state: str) -> None:
        """Show another backbone; None while nothing is chosen."""
        self._entry = entry
        self.setVisible(entry is not None)
        self.question.hide()
        self._tell("")
        if entry is None:
            return
        self.name.setText(entry.name)
        self.state.setText(state)
        self.size_label.setText(in_words(entry.size) if entry.size else self.tr("Told before the download begins"))
        self.location.setText(entry.location or self.tr("Not on this computer"))
        self._show_identity(entry)
        self.open_button.setVisible(bool(entry.location) and "=" not in entry.location)
        self.download_button.setVisible(entry.kind == "available")
        self.remove_button.setVisible(entry.kind in {"added", "downloaded", "damaged"})

    def allow_download(self, *, allowed: bool) -> None:
        """Only one download runs at a time."""
        self.download_button.setEnabled(allowed)

    def _show_identity(self, entry: "BackboneEntry") -> None:
        identity = entry.identity or self._identities.get((entry.name, entry.location), "")
        self.identity.setText(identity or self.tr("Not computed yet"))
        self.copy_button.setVisible(bool(identity))
        self.identify_button.setVisible(not identity and entry.kind in USABLE)
        self.identify_button.setEnabled(True)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("Size"), self.size_label)
        form.addRow(self.tr("Location"), self._row(self.location, self.open_button))
        form.addRow(self.tr("Identity"), self._row(self.identity, self.copy_button, self.identify_button))
        center_labels(form)
        buttons = QHBoxLayout()
        buttons.addWidget(self.download_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        for widget in (self.name, self.state):
            layout.addWidget(widget)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self.error)
        layout.addWidget(self.question)
        layout.addStretch(1)

    def _row(self, *widgets: QWidget) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for index, widget in enumerate(widgets):
            layout.addWidget(widget, index == 0)
        return row

    def _button(self, text: str, name: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        button.clicked.connect(slot)
        return button

    def _tell(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.identity.text())
        self._context.say(Message(self.tr("The identity hash is in the clipboard."), "done"))

    def _open(self) -> None:
        if self._entry is not None:
            place = Path(self._entry.location)
            open_folder(place if is_folder(place) else place.parent, self._context.say)

    def _download(self) -> None:
        if self._entry is not None:
            self.download_requested.emit(self._entry.name)

    def _identify(self) -> None:
        if self._entry is None:
            return
        self._tell("")
        self.identify_button.setEnabled(False)
        self.identity.setText(self.tr("Computing…"))
        thread = self._context.background.prepare(partial(_identify, self._entry))
        thread.succeeded.connect(self._identified)
        thread.failed.connect(self._fail)
        thread.start()

    def _identified(self, found: "tuple[BackboneEntry, str]") -> None:
        entry, identity = found
        self._identities[entry.name, entry.location] = identity
        if self._entry == entry:
            self._show_identity(entry)

    def _ask(self) -> None:
        if self._entry is None:
            return
        if self._entry.kind == "added":
            text = self.tr("Remove {name} from the list? Its files stay where they are.")
        else:
            text = self.tr("Delete the download of {name}? Runs with it need it again.")
        self.question.ask(text.format(name=self._entry.name))

    def _remove(self) -> None:
        if self._entry is None:
            return
        thread = self._context.background.prepare(partial(_remove, self._entry.name))
        thread.succeeded.connect(self.removed)
        thread.failed.connect(self._fail)
        thread.start()

    def _fail(self, failure: Failure) -> None:
        if self._entry is not None:
            self._show_identity(self._entry)
        self._tell(failure.sentence)


def _identify(entry: "BackboneEntry") -> "Job[tuple[BackboneEntry, str]]":
    from ipclip_app.jobs.backbones import identify_backbone

    return entry, (yield from identify_backbone(entry.name))


def _remove(name: str) -> "Job[BackboneEntry]":
    from ipclip_app.jobs.backbones import remove_backbone

    yield Report("remove", 0, 1)
    return remove_backbone(name)
