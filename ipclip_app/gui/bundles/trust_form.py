"""Asks the owner to compare a fingerprint before he trusts an issuer."""

import re
import unicodedata
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.code_line import CodeLine
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import labelled
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.bundle.manifest import Manifest

_FIELD_WIDTH = 320
_LONGEST = 64


class TrustForm(QFrame):
    """Fingerprint and name of an issuer; hidden while nobody is to be trusted.

    Args:
        context: What the page works with.
    """

    trusted = Signal(object)
    """A `TrustedIssuer`."""
    closed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._trust: partial[Job[Any]] | None = None
        self._reading = LatestJob(context.background, self)
        self._trusting = LatestJob(context.background, self)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Trust an issuer"))
        self.fingerprint = CodeLine(context, self.tr("Fingerprint"))
        self.name_field = QLineEdit()
        self.name_field.setMaximumWidth(_FIELD_WIDTH)
        self.name_field.setMaxLength(_LONGEST)
        self.name_field.setAccessibleName(self.tr("Your name for the issuer"))
        self.error = labelled("", "bad")
        self.trust_button = QPushButton(self.tr("It is the &same: trust"))
        self.trust_button.setProperty("role", "primary")
        self.cancel_button = QPushButton(self.tr("Do not trust"))
        self._arrange()
        self._connect()
        self.hide()

    def offer_signer(self, manifest: "Manifest") -> None:
        """Ask about the one who signed a bundle."""
        self._offer(partial(bundle_jobs.trust_manifest, manifest), manifest.issuer_name)
        self._show_fingerprint(manifest.issuer)

    def offer_file(self, path: Path) -> None:
        """Ask about the owner of a public key."""
        self._offer(partial(bundle_jobs.trust_file, path), re.sub(r"(\.signing)?(\.pub)?$", "", path.stem))
        self.trust_button.setEnabled(False)
        self._reading.start(partial(bundle_jobs.read_fingerprint, path))

    def _offer(self, trust: partial[Job[Any]], name: str) -> None:
        self._trust = trust
        self._tell("")
        self.fingerprint.text.setText("")
        self.name_field.setText(_plain(name))
        self.show()
        self.name_field.setFocus()
        self.name_field.selectAll()

    def _show_fingerprint(self, fingerprint: str) -> None:
        self.fingerprint.text.setText(fingerprint)
        self.trust_button.setEnabled(True)

    def _arrange(self) -> None:
        words = self.tr(
            "Whoever holds this key can sign bundles that you take for the issuer's. Compare the fingerprint with the "
            "one that he told you by another way than the file, such as by telephone."
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("Fingerprint"), self.fingerprint)
        form.addRow(self.tr("Your name for hi&m"), self.name_field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.trust_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Trust an issuer"), "heading"))
        layout.addWidget(labelled(words, "muted"))
        layout.addLayout(form)
        layout.addWidget(self.error)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.trust_button.clicked.connect(self._begin)
        self.name_field.returnPressed.connect(self.trust_button.click)
        self.cancel_button.clicked.connect(self.close_form)
        self._reading.succeeded.connect(self._show_fingerprint)
        self._trusting.succeeded.connect(self._finish)
        for job in (self._reading, self._trusting):
            job.failed.connect(self._fail)

    def close_form(self) -> None:
        """Trust nobody."""
        self._reading.stop()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape trusts nobody."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        if self._trust is not None:
            self._tell("")
            self._trusting.start(partial(self._trust, self.name_field.text().strip()))

    def _finish(self, issuer: object) -> None:
        self.hide()
        self.trusted.emit(issuer)

    def _fail(self, failure: Failure) -> None:
        self._tell(failure.sentence)
        self.name_field.setFocus()

    def _tell(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


def _plain(name: str) -> str:
    """A name that may be a file's, with letters instead of those with marks."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"[^A-Za-z0-9_-]+", "-", "".join(letters)).strip("-_")[:_LONGEST]
