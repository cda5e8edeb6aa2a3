"""Asks which trigger is shown to which suspect, on which images, and how often."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.bundles.run_box import RunBox
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.number_fields import WholeNumberField
from ipclip_app.gui.page import center_labels, labelled
from ipclip_app.gui.triggers.proof_jobs import ProofWish
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice
from ipclip_app.gui.triggers.unlock_rows import UnlockRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipclip_app.jobs.runs import RunSummary

USUAL: Final = 100
_FEWEST: Final = 36
"""With fewer, not even the clearest case can be shown."""
_MOST: Final = 100_000
_ADDRESSES: Final = ("http://", "https://")
_FIELD_WIDTH: Final = 160


class ProofForm(QWidget):
    """The fields and the button that starts.

    Args:
        context: What the page works with.
        choice: The trigger in hand.
    """

    wanted = Signal(object)
    """A `ProofWish`."""

    def __init__(self, context: WindowContext, choice: TriggerChoice) -> None:
        super().__init__()
        self._context, self._choice = context, choice
        self.own_button = QRadioButton(self.tr("The trigger &above"))
        self.run_button = QRadioButton(self.tr("That of a &run"))
        self._group = QButtonGroup(self)
        self.run_box = RunBox()
        self.suspect = PathField(self.tr("The suspect"), self.tr("Bundles (*.ipclip);;All files (*)"), "read")
        self.access_key = QLineEdit()
        self.unlocking = UnlockRows(self)
        self.images = PathField(self.tr("Folder of images to ask about"), "", "folder")
        self.queries = WholeNumberField()
        self.start_button = QPushButton(self.tr("&Start asking"))
        self.status = labelled("", "muted")
        self.form = QFormLayout()
        self._set_up()
        self._arrange()
        self._connect()
        self.show_runs(())

    @property
    def wish(self) -> ProofWish | None:
        """What is filled in; None while something is missing."""
        images, suspect = self.images.path, self.suspect.line.text().strip()
        if images is None or not suspect or not self._context.engine.is_ready:
            return None
        run = self.run_box.run if self.run_button.isChecked() else None
        secret = self.access_key.text() if self._is_address else ""
        key = None if self._is_address else self.unlocking.key_file
        return ProofWish(self._choice.trigger, run, suspect, images, self.queries.value(), secret, key)

    def show_runs(self, runs: "Sequence[RunSummary]") -> None:
        """Offer the triggers of these runs."""
        self.run_box.show_runs(runs)
        self.run_button.setEnabled(bool(runs))
        if not runs:
            self.own_button.setChecked(True)
        self._settle()

    @property
    def _is_address(self) -> bool:
        return self.suspect.line.text().strip().lower().startswith(_ADDRESSES)

    def _set_up(self) -> None:
        for button in (self.own_button, self.run_button):
            self._group.addButton(button)
        self.own_button.setChecked(True)
        self.suspect.line.setPlaceholderText(self.tr("A bundle, or a web address that begins with https://"))
        self.images.line.setPlaceholderText(self.tr("Images of the authorized domain, one subfolder for each class"))
        self.access_key.setEchoMode(QLineEdit.EchoMode.Password)
        self.access_key.setAccessibleName(self.tr("Access key of the web address"))
        self.queries.setRange(_FEWEST, _MOST)
        self.queries.setSingleStep(2)
        self.queries.setValue(USUAL)
        self.queries.setAccessibleName(self.tr("Number of questions"))
        self.queries.setMinimumWidth(_FIELD_WIDTH)
        self.start_button.setProperty("role", "primary")

    def _arrange(self) -> None:
        source = QHBoxLayout()
        source.setSpacing(12)
        for button in (self.own_button, self.run_button):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            source.addWidget(button)
        source.addWidget(self.run_box, 1)
        source.addStretch()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(self.tr("Show it"), source)
        self.form.addRow(self.tr("S&uspect"), self.suspect)
        self.form.addRow(self.tr("Access &key"), self.access_key)
        self.unlocking.add_to(self.form)
        self.form.addRow(self.tr("I&mages"), self.images)
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        numbers.addWidget(self.queries)
        numbers.addWidget(
            labelled(self.tr("Two for each image: with your trigger, and with another pattern."), "muted"), 1
        )
        self.form.addRow(self.tr("&Questions"), numbers)
        label = self.form.labelForField(numbers)
        if isinstance(label, QLabel):
            label.setBuddy(self.queries)
        center_labels(self.form)
        foot = QHBoxLayout()
        foot.addWidget(self.start_button)
        foot.addWidget(self.status, 1, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self.form)
        layout.addLayout(foot)

    def _connect(self) -> None:
        for line in (self.suspect.line, self.images.line):
            line.textChanged.connect(self._settle)
        self.suspect.line.textChanged.connect(self.unlocking.reset)
        self.unlocking.entered.connect(self._start)
        self.own_button.toggled.connect(self._settle)
        self.queries.editingFinished.connect(self._even)
        self._context.engine.ready.connect(self._settle)
        self.start_button.clicked.connect(self._start)

    def _even(self) -> None:
        """An odd number lacks the other question of its last image."""
        self.queries.setValue(self.queries.value() + self.queries.value() % 2)

    def _settle(self) -> None:
        self.form.setRowVisible(self.access_key, self._is_address)
        self.run_box.setVisible(self.run_button.isChecked())
        self.start_button.setEnabled(self.wish is not None)
        self.status.setText(self._missing())

    def _missing(self) -> str:
        if not self.suspect.line.text().strip():
            return self.tr("Name the suspect: a bundle, or the address of a service.")
        if self.images.path is None:
            return self.tr("Choose images that your model knows well.")
        return "" if self._context.engine.is_ready else self.tr("The engine is still loading; this takes a moment.")

    def _start(self) -> None:
        self._even()
        wish = self.wish
        if wish is not None:
            self.wanted.emit(replace(wish, passphrase=self.unlocking.take_passphrase()))
