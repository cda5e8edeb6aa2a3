"""Makes an exported bundle anew with a later end."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QVBoxLayout

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.end_field import EndField
from ipclip_app.gui.bundles.moved_images import MovedImages
from ipclip_app.gui.bundles.signing_rows import SigningRows
from ipclip_app.gui.bundles.writing import Writing
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.page import labelled

if TYPE_CHECKING:
    from ipclip_app.crypto.key_store import KeyInfo
    from ipclip_app.jobs.export_records import ExportRecord


class RenewForm(QFrame):
    """A new end and the key; everything else stays.

    Args:
        context: What the page works with.
    """

    create_requested = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._record: ExportRecord | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Renew a bundle"))
        self.title = labelled("", "heading")
        self.other_key = labelled(
            self.tr(
                "The key that signed it is not here; signed with another one, its issuer is unknown to the licensee."
            ),
            "doubt",
        )
        self.end = EndField()
        self.signing = SigningRows(self)
        self.moved = MovedImages(context)
        self.writing = Writing(context, self.tr("&Renew"))
        self._arrange()
        self._connect()

    def begin(self, record: "ExportRecord") -> None:
        """Ask about one export."""
        self._record = record
        self.title.setText(self.tr("Renew the bundle for {licensee}").format(licensee=record.licensee))
        self.end.reset()
        self.moved.reset()
        self.moved.ask_for(record.run)
        self.signing.clear()
        self.other_key.setVisible(not self.signing.choose(record.issuer))
        self.writing.tell("")
        self.end.line.setFocus()
        self.end.line.selectAll()

    def know(self, keys: "Sequence[KeyInfo]") -> None:
        """Keys to choose from."""
        self.signing.show_keys(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape and not self.writing.is_running:
            self.writing.leave()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("Last &day"), self.end)
        self.signing.add_to(form)
        words = self.tr(
            "The same run, licensee and scope in a new file beside the old one. The old bundle stays valid until its "
            "own end."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(labelled(words, "muted"))
        layout.addLayout(form)
        layout.addWidget(self.other_key)
        layout.addWidget(self.moved)
        layout.addWidget(self.writing)

    def _connect(self) -> None:
        self.signing.create_requested.connect(self.create_requested)
        self.signing.entered.connect(self.writing.begin_button.click)
        self.writing.asked.connect(self._renew)
        self.writing.refused.connect(self._refuse)

    def _renew(self) -> None:
        signature = self.signing.signature
        if not self.end.is_filled:
            self.writing.tell(self.tr("Tell the last day, or choose “Without an end”."))
            self.end.line.setFocus()
        elif signature is None:
            self.writing.tell(self.tr("A bundle needs a signature: create a key first."))
        elif self._record is not None:
            self.writing.start(
                partial(bundle_jobs.renew_bundle, self._record, self.end.day, signature, self.moved.places)
            )

    def _refuse(self, failure: Failure) -> None:
        if not self.signing.refuse(failure):
            self.writing.tell(failure.sentence)
            self.moved.help_with(failure)
