"""Signs what was found and keeps it: a file for programs, a page for people, and the signature."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.bundles.signing_rows import SigningRows
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.page import center_labels
from ipclip_app.gui.watermark.verify_jobs import Finding, list_signing_keys, save_evidence


class EvidenceSaver(QWidget):
    """A button, and the form that it opens.

    Args:
        context: What the page works with.
    """

    create_requested = Signal()
    """The owner has no key that signs."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._finding: Finding | None = None
        self._saving, self._listing = (LatestJob(context.background, self) for _ in range(2))
        self.save_button = QPushButton(self.tr("Save e&vidence…"))
        self.place = PathField(self.tr("File of evidence"), self.tr("Evidence (*.json)"), "write")
        self.signing = SigningRows(self)
        self.sign_button = QPushButton(self.tr("Sign and sa&ve"))
        self.sign_button.setProperty("role", "primary")
        self.rows = QWidget()
        self._arrange()
        self._connect()

    def show_finding(self, finding: Finding) -> None:
        """Offer to keep what was found."""
        self._finding = finding
        self._saving.stop()
        self._listing.start(list_signing_keys)
        self.rows.hide()
        self.save_button.show()

    def _arrange(self) -> None:
        form = QFormLayout(self.rows)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Fi&le"), self.place)
        self.signing.add_to(form)
        label = form.labelForField(self.signing.key_box)
        if isinstance(label, QLabel):
            label.setText(self.tr("Sign wi&th"))
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
        self._listing.succeeded.connect(self.signing.show_keys)
        self._listing.failed.connect(self._refuse)
        self._saving.succeeded.connect(self._saved)
        self._saving.failed.connect(self._refuse)

    def _ask(self) -> None:
        if self.place.path is None:
            self.place.set_path(Path.home() / "watermark-evidence.json")
        self.save_button.hide()
        self.rows.show()
        self._settle()
        self.place.setFocus()

    def _settle(self) -> None:
        self.sign_button.setEnabled(self.signing.signature is not None and self.place.path is not None)

    def _save(self) -> None:
        signature, place = self.signing.signature, self.place.path
        if self._finding is not None and signature is not None and place is not None:
            self._saving.start(partial(save_evidence, self._finding, place, signature))

    def _saved(self, path: Path) -> None:
        self.rows.hide()
        self.save_button.show()
        self.save_button.setFocus()
        self.signing.clear()
        sentence = self.tr("The evidence is in {path}, with its signature and a page to read beside it.")
        self._context.say(Message(sentence.format(path=path), "done"))

    def _refuse(self, failure: Failure) -> None:
        if not self.signing.refuse(failure):
            self._context.say(failure_message(failure))
