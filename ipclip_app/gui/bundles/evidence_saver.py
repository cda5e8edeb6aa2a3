"""Signs what was found and keeps it: a button, and the form that it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.bundle_jobs import Signature
from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.bundles.signing_rows import SigningRows
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.page import center_labels
from ipclip_app.progress import Job

Saving = Callable[[Path, Signature], Job[Path]]


@dataclass(frozen=True)
class SavingWords:
    """What differs from proof to proof, in the language of the window.

    Attributes:
        save: The button, whose key must be no other's of its page.
        sign_with: The label of the keys, likewise.
        name: Of the file that is suggested.
        saved: What is said afterwards, with `{path}`.
    """

    save: str
    sign_with: str
    name: str
    saved: str


class EvidenceSaver(QWidget):
    """Offers to keep what was found.

    Args:
        context: What the page works with.
        words: What it says.
    """

    create_requested = Signal()
    """The owner has no key that signs."""

    def __init__(self, context: WindowContext, words: SavingWords) -> None:
        super().__init__()
        self._context, self._words = context, words
        self._saving: Saving | None = None
        self._job = LatestJob(context.background, self)
        self.save_button = QPushButton(words.save)
        self.place = PathField(self.tr("File of evidence"), self.tr("Evidence (*.json)"), "write")
        self.signing = SigningRows(self)
        self.sign_button = QPushButton(self.tr("Sign and sa&ve"))
        self.sign_button.setProperty("role", "primary")
        self.rows = QWidget()
        self._arrange()
        self._connect()

    def offer(self, saving: Saving) -> None:
        """There is something to keep; `saving` signs and writes it."""
        self.stop()
        self._saving = saving
        self.rows.hide()
        self.save_button.show()

    def stop(self) -> None:
        """There is nothing any more."""
        self._saving = None
        self._job.stop()

    def _arrange(self) -> None:
        form = QFormLayout(self.rows)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Fi&le"), self.place)
        self.signing.add_to(form)
        label = form.labelForField(self.signing.key_box)
        if isinstance(label, QLabel):
            label.setText(self._words.sign_with)
        last = QHBoxLayout()
        last.addWidget(self.sign_button)
        last.addStretch(1)
        form.addRow("", last)
        center_labels(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.rows)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._ask)
        self.sign_button.clicked.connect(self._save)
        self.signing.entered.connect(self._save)
        self.signing.create_requested.connect(self.create_requested)
        self.signing.chosen_changed.connect(self._settle)
        self.place.line.textChanged.connect(self._settle)
        self._job.succeeded.connect(self._saved)
        self._job.failed.connect(self._refuse)

    def _ask(self) -> None:
        if self.place.path is None:
            self.place.set_path(Path.home() / self._words.name)
        self.save_button.hide()
        self.rows.show()
        self._settle()
        self.place.setFocus()

    def _settle(self) -> None:
        self.sign_button.setEnabled(self.signing.signature is not None and self.place.path is not None)

    def _save(self) -> None:
        signature, place = self.signing.signature, self.place.path
        if self._saving is not None and signature is not None and place is not None:
            self._job.start(partial(self._saving, place, signature))

    def _saved(self, path: Path) -> None:
        self.rows.hide()
        self.save_button.show()
        self.save_button.setFocus()
        self.signing.clear()
        self._context.say(Message(self._words.saved.format(path=path), "done"))

    def _refuse(self, failure: Failure) -> None:
        if not self.signing.refuse(failure):
            self._context.say(failure_message(failure))
