"""Stamps images with the trigger in hand: which, where to, how far, what came out."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.bundles.rows import Row, RowsTable, Sign
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.folder_opening import open_folder
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import failure_message
from ipclip_app.gui.page import center_labels, labelled
from ipclip_app.gui.protect.counts import breakable, grouped, images
from ipclip_app.gui.triggers.stamp_drop import StampDrop
from ipclip_app.gui.triggers.stamp_jobs import Stamping, StampWish, named_first, stamp_all
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice
from ipclip_app.progress import Report

_MOST_ROWS = 200
"""Of thousands of errors nobody reads more; the sentence above tells their number."""


class StampView(QWidget):
    """The tab.

    Args:
        context: What the page works with.
        choice: The trigger in hand.
    """

    def __init__(self, context: WindowContext, choice: TriggerChoice) -> None:
        super().__init__()
        self._context, self._choice = context, choice
        self._sources: tuple[Path, ...] = ()
        self._done: Stamping | None = None
        self._job = LatestJob(context.background, self)
        self.drop = StampDrop(context.theme)
        self.place = PathField(self.tr("Folder for the copies"), "", "folder")
        self.replace_box = QCheckBox(self.tr("&Replace copies that are there already"))
        self.start_button = QPushButton(self.tr("&Stamp the images"))
        self.start_button.setProperty("role", "primary")
        self.cancel_button = QPushButton(self.tr("&Cancel"))
        self.folder_button = QPushButton(self.tr("Open the fol&der"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of stamping"))
        self.words = labelled("", "plain")
        self.table = RowsTable(
            context.theme, self.tr("Left out"), (self.tr("Image"), self.tr("Why it has no copy")), 1, picks=False
        )
        self._arrange()
        self._connect()
        self._settle()

    @property
    def is_running(self) -> bool:
        """Whether images are being stamped."""
        return self._job.is_running

    def take(self, sources: Sequence[Path]) -> None:
        """Take images and folders instead of those before, and suggest where their copies may go."""
        self._sources = tuple(sources)
        self.drop.show_given(breakable(named_first(self._sources)))
        if self.place.path is None:
            self.place.set_path(self._sources[0].parent / self.tr("stamped"))
        self._forget()

    def start(self) -> None:
        """Stamp what was given."""
        if self.place.path is None or not self._sources:
            return
        wish = StampWish(self._choice.trigger, self._sources, self.place.path, self.replace_box.isChecked())
        self._forget()
        self.bar.setRange(0, 0)
        self.words.setText(self.tr("Looking into the folders…"))
        self._job.start(partial(stamp_all, wish))
        self._settle()
        self.cancel_button.setFocus()

    def cancel(self) -> None:
        """Stamp no more; finished copies stay."""
        self._job.stop()
        self.words.setText(self.tr("Stopped. The copies that were finished stay where they are."))
        self._settle()
        self.start_button.setFocus()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Copies go &to"), self.place)
        form.addRow("", self.replace_box)
        center_labels(form)
        buttons = QHBoxLayout()
        for button in (self.start_button, self.cancel_button, self.folder_button):
            buttons.addWidget(button)
        buttons.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.drop)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self.bar)
        layout.addWidget(self.table)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.drop.given.connect(self.take)
        self.place.line.textChanged.connect(self._settle)
        self.start_button.clicked.connect(self.start)
        self.cancel_button.clicked.connect(self.cancel)
        self.folder_button.clicked.connect(self._open)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)

    def _forget(self) -> None:
        self._done = None
        self.words.clear()
        self.table.show_rows(())
        self._settle()

    def _settle(self) -> None:
        running = self.is_running
        for widget in (self.bar, self.cancel_button):
            widget.setVisible(running)
        self.start_button.setVisible(not running)
        self.start_button.setEnabled(bool(self._sources) and self.place.path is not None)
        self.folder_button.setVisible(self._done is not None and not running)
        self.table.setVisible(bool(self.table.lines.rows))

    def _hear(self, reports: Sequence[Report]) -> None:
        report = reports[-1]
        if report.total:
            self.bar.setRange(0, report.total)
            self.bar.setValue(report.step)
            sentence = self.tr("{done} of {total} images")
            self.words.setText(sentence.format(done=grouped(report.step), total=grouped(report.total)))

    def _finish(self, done: Stamping) -> None:
        self._done = done
        sentence = self.tr("{images} got the trigger.").format(images=images(done.stamped))
        if done.left_out:
            sentence += " " + self.tr("{images} could not be used.").format(images=images(len(done.left_out)))
        self.words.setText(sentence)
        errors = done.left_out[:_MOST_ROWS]
        self.table.show_rows(
            [Row((error.path.name, error.reason), error, Sign("warning", "doubt"), str(error)) for error in errors]
        )
        self.table.fit()
        self._settle()
        self.folder_button.setFocus()

    def _fail(self, failure: Failure) -> None:
        self.words.clear()
        self._settle()
        self._context.say(failure_message(failure))

    def _open(self) -> None:
        if self._done is not None:
            open_folder(self._done.out, self._context.say)
