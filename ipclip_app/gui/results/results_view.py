"""The results of one run: the verdict in words, its images, its confusions, its curves."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.dropped import accept_copy
from ipclip_app.gui.folder_dialog import open_folder_dialog
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.opening import Found
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.dropped import read_drop
from ipclip_app.gui.results.accuracy_rows import export_rows
from ipclip_app.gui.results.accuracy_table import AccuracyTable
from ipclip_app.gui.results.confusion import ConfusionView
from ipclip_app.gui.results.curves import CurvesView
from ipclip_app.gui.results.domain_test import DomainTest
from ipclip_app.gui.results.gallery import Gallery
from ipclip_app.gui.results.results_actions import ResultsActions
from ipclip_app.gui.results.run_facts import RunFacts
from ipclip_app.gui.results.summary import SummaryCard

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunRecord


class ResultsView(QWidget):
    """Results in tabs.

    Args:
        context: What the page works with.
    """

    extend_requested = Signal(int)
    new_requested = Signal()
    changed = Signal(object)
    """Folder of a run whose results are others now."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._record: RunRecord | None = None
        self.title = labelled("", "heading")
        self.missing = labelled(
            self.tr(
                "This run has no results yet: its training has not come to its end. Its curves show how far it got."
            ),
            "muted",
        )
        self.test = DomainTest(context)
        self.summary = SummaryCard(context.theme)
        self.table = AccuracyTable()
        self.facts = RunFacts()
        self.gallery = Gallery(context)
        self.confusion = ConfusionView(context.theme)
        self.curves = CurvesView(context)
        self.buttons = ResultsActions(context.theme)
        self.tabs = QTabWidget()
        self._arrange()
        self.buttons.extend_requested.connect(self.extend_requested)
        self.buttons.new_requested.connect(self.new_requested)
        self.buttons.folder_requested.connect(self._open_folder)
        self.buttons.export_requested.connect(self._ask_where)
        self.buttons.test_requested.connect(self._ask_for_domain)
        self.test.finished.connect(self.changed)
        context.engine.ready.connect(self._allow_test)
        self.setAcceptDrops(True)
        self._allow_test()
        self.buttons.bundle_requested.connect(self._hand_over)

    def _arrange(self) -> None:
        self.tabs.tabBar().setAccessibleName(self.tr("Results"))
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._overview(), self.tr("Overview"))
        self.tabs.addTab(self.gallery, self.tr("Images"))
        self.tabs.addTab(self.confusion, self.tr("Confusion"))
        self.tabs.addTab(self.curves, self.tr("Curves"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.title)
        layout.addWidget(self.test)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.buttons)

    def _overview(self) -> QScrollArea:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(16)
        for widget in (self.missing, self.summary, self.table, self.facts):
            layout.addWidget(widget)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        return area

    def show_record(self, record: "RunRecord") -> None:
        """Show a run that was read."""
        if self._record is None or self._record.summary.path != record.summary.path:
            self.test.stop()  # it was that of another run
        self._record = record
        results = record.results
        self.title.setText(record.summary.title)
        self.missing.setVisible(results is None)
        for widget in (self.summary, self.table, *self.buttons.of_results):
            widget.setVisible(results is not None)
        if results is not None:
            self.summary.show_results(results)
            self.table.show_results(results)
            self.gallery.show_levels(results["verdict"])
        self.facts.show_record(record)
        names = [name.replace("_", " ") for name in record.class_names]
        self.gallery.show_predictions(record.predictions, names, record.summary.scenario)
        self.confusion.show_predictions(record.predictions, names, record.summary.scenario)
        self.curves.show_history(record.history, record.summary.scenario)
        for view, content in (
            (self.gallery, record.predictions),
            (self.confusion, record.predictions),
            (self.curves, record.history),
        ):
            self.tabs.setTabEnabled(self.tabs.indexOf(view), bool(content))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Folders of images may be dropped, to be tested on."""
        if self._can_test and read_drop(event.mimeData()).paths:
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Test the run on what was dropped."""
        accept_copy(event)
        self.test_on(read_drop(event.mimeData()).paths)

    def test_on(self, folders: Sequence[Path]) -> None:
        """Test the run on further domains."""
        if self._record is not None and self._can_test and folders:
            self.test.start(self._record, folders)

    @property
    def _can_test(self) -> bool:
        has_results = self._record is not None and self._record.results is not None
        return has_results and self._context.engine.is_ready

    def _allow_test(self) -> None:
        ready = self._context.engine.is_ready
        self.buttons.test_button.setEnabled(ready)
        self.buttons.test_button.setToolTip("" if ready else self.tr("The engine is loading; in a moment."))

    def _ask_for_domain(self) -> None:
        open_folder_dialog(self, self.tr("Folder of another domain"), Path.home(), self._picked_domain)

    def _picked_domain(self, path: str) -> None:
        self.test_on((Path(path),))

    def _open_folder(self) -> None:
        if self._record is None:
            return
        path = self._record.summary.path
        if not (path.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))):
            sentence = self.tr("{path} cannot be opened; look in your file manager whether it is still there.")
            self._context.say(Message(sentence.format(path=path), "warning"))

    def _hand_over(self) -> None:
        if self._record is not None:
            self._context.navigation.handed.emit("bundles", Found("run", (self._record.summary.path,)))

    def _ask_where(self) -> None:
        if self._record is None:
            return
        suggestion = Path.home() / f"{self._record.summary.path.name}.csv"
        kinds = self.tr("Table (*.csv);;JSON (*.json)")
        chosen, kind = QFileDialog.getSaveFileName(self, self.tr("Export the table"), str(suggestion), kinds)
        if chosen:
            path = Path(chosen)
            self.export_to(path if path.suffix else path.with_suffix(".json" if "json" in kind else ".csv"))

    def export_to(self, path: Path) -> None:
        """Write the table to a `.csv` or `.json` file."""
        results = self._record.results if self._record is not None else None
        if results is None:
            return
        job = partial(export_rows, self.table.rows, results["metrics"], path)
        thread = self._context.background.prepare(job)
        thread.succeeded.connect(self._tell_exported)
        thread.failed.connect(self._tell_failed)
        thread.start()

    def _tell_exported(self, path: Path) -> None:
        self._context.say(Message(self.tr("The table is in {path}.").format(path=path), "done"))

    def _tell_failed(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))
