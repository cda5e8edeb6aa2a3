"""Makes a secret: for which model and which licensees, in which mode, and what opens it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ipclip_app.gui.bundles.new_passphrase import NewPassphrase
from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import say_notices
from ipclip_app.gui.option_card import OptionCard
from ipclip_app.gui.page import center_labels, labelled
from ipclip_app.gui.protect.backbone_choice import BackboneChoice
from ipclip_app.gui.watermark.licensee_field import LicenseeField
from ipclip_app.gui.watermark.secret_jobs import SUFFIX, SecretInHand, SecretWish, create_secret, secrets_folder
from ipclip_app.gui.watermark.secret_words import method_words, mode_words
from ipclip_app.progress import Report

_FIELD_WIDTH = 320
_LONGEST = 64
_MODES = ("exact", "trigger")
_METHODS = ("closed-form", "learned")


class SecretForm(QWidget):
    """The fields, the button that begins, and how far it is.

    Args:
        context: What the page works with.
    """

    created = Signal(object)
    """A `SecretInHand`."""
    closed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._job = LatestJob(context.background, self)
        self.name_field = QLineEdit()
        self.backbones = BackboneChoice(context)
        self._group = QButtonGroup(self)
        self.modes = [OptionCard(context.theme, *mode_words(mode)) for mode in _MODES]
        self.method_box = QComboBox()
        self.images = PathField(self.tr("Folder of ordinary images"), "", "folder")
        self.licensees = LicenseeField()
        self.passphrase = NewPassphrase(self)
        self.form = QFormLayout()
        self.error = labelled("", "bad")
        self.state = labelled("", "muted")
        self.bar = QProgressBar()
        self.create_button = QPushButton(self.tr("Create the secre&t"))
        self.cancel_button = QPushButton(self.tr("Ca&ncel"))
        self._set_up()
        self._arrange()
        self._connect()
        self._settle()

    @property
    def is_running(self) -> bool:
        """Whether a secret is being made."""
        return self._job.is_running

    @property
    def mode(self) -> str:
        """The chosen mode."""
        return _MODES[self._group.checkedId()]

    def begin(self) -> None:
        """Ask what to make."""
        self.name_field.clear()
        self.licensees.clear()
        self.passphrase.clear()
        self._tell("")
        self.name_field.setFocus()

    def leave(self) -> None:
        """Stop making one, or make none."""
        if self._job.is_running:
            self._job.stop()
            self._settle()
            self.create_button.setFocus()
        else:
            self.passphrase.clear()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape makes none."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _set_up(self) -> None:
        self.name_field.setMaxLength(_LONGEST)
        self.name_field.setMaximumWidth(_FIELD_WIDTH)
        self.name_field.setAccessibleName(self.tr("Name of the secret"))
        self.name_field.setPlaceholderText(self.tr("Letters, digits and dashes"))
        for number, card in enumerate(self.modes):
            self._group.addButton(card, number)
        self.modes[0].setChecked(True)
        self.method_box.setAccessibleName(self.tr("How the matrices are made"))
        self.method_box.setMaximumWidth(_FIELD_WIDTH)
        for method in _METHODS:
            self.method_box.addItem(method_words(method), method)
        self.images.line.setPlaceholderText(self.tr("The sample's images, unless you choose a folder of your own"))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the secret"))
        self.create_button.setProperty("role", "primary")

    def _arrange(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card in self.modes:
            cards.addWidget(card, 1)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(self.tr("Na&me"), self.name_field)
        self.form.addRow(self.tr("Mode&l"), self.backbones)
        self.backbones.setFocusProxy(self.backbones.box)
        self.form.addRow(self.tr("Watermark"), cards)
        self.form.addRow(self.tr("Matri&ces"), self.method_box)
        self.form.addRow(self.tr("Ordinar&y images"), self.images)
        self.form.addRow(self.tr("Licens&ees"), self.licensees)
        self.passphrase.add_to(self.form)
        center_labels(self.form)
        buttons = QHBoxLayout()
        buttons.addWidget(self.create_button)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("New secret"), "heading"))
        lead = self.tr("Nobody can read the secret without its passphrase, not even you: keep it, and copy the file.")
        layout.addWidget(labelled(lead, "muted"))
        layout.addLayout(self.form)
        layout.addWidget(self.error)
        layout.addWidget(self.bar)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._group.idToggled.connect(self._settle)
        self._context.engine.ready.connect(self._settle)
        self.create_button.clicked.connect(self._create)
        self.cancel_button.clicked.connect(self.leave)
        self.passphrase.entered.connect(self.create_button.click)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)

    def _settle(self) -> None:
        trigger, ready = self.mode == "trigger", self._context.engine.is_ready
        self.form.setRowVisible(self.method_box, trigger)
        self.form.setRowVisible(self.images, trigger)
        running = self._job.is_running
        self.bar.setVisible(running)
        self.create_button.setVisible(not running)
        self.create_button.setEnabled(ready)
        if not running:
            self.state.setText("" if ready else self.tr("The engine is still loading; this takes a moment."))

    def _create(self) -> None:
        self._tell("")
        name = self.name_field.text().strip()
        if not name or not all(letter.isalnum() or letter in "-_" for letter in name):
            self._tell(self.tr("Give the secret a name of letters, digits and dashes."))
            self.name_field.setFocus()
        elif self.licensees.problem:
            self._tell(self.licensees.problem)
            self.licensees.setFocus()
        elif not self.passphrase.text:
            self.passphrase.complain()
        else:
            self._start(self._wish(secrets_folder() / f"{name}{SUFFIX}"))

    def _wish(self, out: Path) -> SecretWish:
        trigger = self.mode == "trigger"
        return SecretWish(
            out,
            self.backbones.backbone,
            "trigger" if trigger else "exact",
            self.method_box.currentData() if trigger else "rotation",
            self.licensees.names,
            self.images.path if trigger else None,
            self.passphrase.text,
        )

    def _start(self, wish: SecretWish) -> None:
        self.bar.setRange(0, 0)
        self.state.setText(self.tr("Reading the model…"))
        self._job.start(partial(create_secret, wish))
        self._settle()
        self.cancel_button.setFocus()

    def _hear(self, reports: list[Report]) -> None:
        say_notices(self._context.say, reports)
        latest = reports[-1]
        if latest.total:
            self.bar.setRange(0, latest.total)
            self.bar.setValue(latest.step)

    def _finish(self, secret: SecretInHand) -> None:
        self._settle()
        self.passphrase.clear()
        self.created.emit(secret)

    def _fail(self, failure: Failure) -> None:
        self._settle()
        taken = self.tr("There is a secret of this name already; choose another name.")
        self._tell(taken if failure.kind == "SecretExistsError" else failure.sentence)
        self.name_field.setFocus()

    def _tell(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
