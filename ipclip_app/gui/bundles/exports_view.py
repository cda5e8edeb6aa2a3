"""What was exported to whom, with the forms that export and renew."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ipclip_app.gui.bundles import bundle_jobs
from ipclip_app.gui.bundles.export_form import ExportForm
from ipclip_app.gui.bundles.exports_list import ExportsList
from ipclip_app.gui.bundles.renew_form import RenewForm
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message

if TYPE_CHECKING:
    from ipclip_app.gui.bundles.bundle_jobs import Exports
    from ipclip_app.jobs.export import ExportOutcome
    from ipclip_app.jobs.export_records import ExportRecord


class ExportsView(QWidget):
    """The list, or one of the forms.

    Args:
        context: What the page works with.
    """

    inspect_requested = Signal(object)
    create_key_requested = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._listing = LatestJob(context.background, self)
        self.list = ExportsList(context)
        self.form = ExportForm(context)
        self.renewal = RenewForm(context)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        for form in (self.form, self.renewal):
            self.stack.addWidget(_scrolling(form))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.addWidget(self.stack)
        self._connect()

    def refresh(self) -> None:
        """Read the list, the runs and the keys again."""
        self._listing.start(partial(bundle_jobs.list_past_exports, self._context.settings.now.runs))

    def export(self, run: Path | None = None) -> None:
        """Begin to export a run; unless a bundle is being written."""
        self.stack.setCurrentIndex(1)
        if not self.form.writing.is_running:
            self.form.begin(run)

    def _connect(self) -> None:
        self._listing.succeeded.connect(self._show)
        self._listing.failed.connect(self._fail)
        self.list.export_requested.connect(self._begin)
        self.list.renew_requested.connect(self._renew)
        self.list.inspect_requested.connect(self.inspect_requested)
        for form in (self.form, self.renewal):
            form.create_requested.connect(self.create_key_requested)
            form.writing.left.connect(self._show_list)
            form.writing.written.connect(self._finish)

    def _begin(self) -> None:
        self.export()

    def _renew(self, record: "ExportRecord") -> None:
        self.stack.setCurrentIndex(2)
        self.renewal.begin(record)

    def _show(self, exports: "Exports") -> None:
        self.list.show_exports(exports.past)
        self.form.know(exports)
        self.renewal.know(exports.keys)

    def _fail(self, failure: Failure) -> None:
        self.list.show_error(failure.sentence)

    def _finish(self, outcome: "ExportOutcome") -> None:
        words = self.tr("{path} is written for {licensee}. Give your public key too, by another way than the bundle.")
        sentence = words.format(path=outcome.path, licensee=outcome.manifest.licensee)
        self._context.say(Message(sentence, "done", f"SHA-256: {outcome.sha256}"))
        self._show_list()
        self.refresh()

    def _show_list(self) -> None:
        for form in (self.form, self.renewal):
            form.signing.clear()
        self.stack.setCurrentIndex(0)
        self.list.export_button.setFocus()


def _scrolling(form: QWidget) -> QScrollArea:
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(form)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    return area
