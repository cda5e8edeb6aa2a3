"""Asks on which images attacks are tried, and how thoroughly."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.number_fields import WholeNumberField
from ipclip_app.gui.page import center_labels, labelled
from ipclip_app.gui.watermark.attack_jobs import AttackWish
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.gui.watermark.what_step import USUAL

_MOST_QUESTIONS: Final = 5000
_TRIALS: Final = 3
_MOST_TRIALS: Final = 100
_FIELD_WIDTH: Final = 110


class AttackForm(QWidget):
    """The fields and the button that starts.

    Args:
        context: What the page works with.
    """

    wanted = Signal(object)
    """An `AttackWish`."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._secret: SecretInHand | None = None
        self.images = PathField(self.tr("Folder of images to try attacks on"), "", "folder")
        self.images.line.setPlaceholderText(self.tr("Ordinary images, one subfolder for each class"))
        self.queries, self.trials = WholeNumberField(), WholeNumberField()
        self.start_button = QPushButton(self.tr("&Try the attacks"))
        self.start_button.setProperty("role", "primary")
        self.status = labelled("", "muted")
        self._set_up()
        self._arrange()
        self.images.line.textChanged.connect(self._settle)
        self.queries.editingFinished.connect(self._even)
        self.start_button.clicked.connect(self._start)
        context.engine.ready.connect(self._settle)
        self._settle()

    def show_secret(self, secret: SecretInHand | None) -> None:
        """Ask about another secret."""
        self._secret = secret
        self._settle()

    def _set_up(self) -> None:
        self.queries.setRange(2, _MOST_QUESTIONS)
        self.queries.setSingleStep(20)
        self.queries.setValue(USUAL)
        self.queries.setAccessibleName(self.tr("Embeddings that a suspect is asked for"))
        self.trials.setRange(1, _MOST_TRIALS)
        self.trials.setValue(_TRIALS)
        self.trials.setAccessibleName(self.tr("Thefts with each attack"))
        for field in (self.queries, self.trials):
            field.setMinimumWidth(_FIELD_WIDTH)

    def _arrange(self) -> None:
        caption = QLabel(self.tr("Th&efts"))
        caption.setBuddy(self.trials)
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        numbers.addWidget(self.queries)
        numbers.addSpacing(12)
        numbers.addWidget(caption)
        numbers.addWidget(self.trials)
        numbers.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("I&mages"), self.images)
        form.addRow(self.tr("&Budget"), numbers)
        label = form.labelForField(numbers)
        if isinstance(label, QLabel):
            label.setBuddy(self.queries)
        center_labels(form)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.start_button)
        foot.addWidget(self.status, 1, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addLayout(foot)

    def _even(self) -> None:
        self.queries.setValue(self.queries.value() + self.queries.value() % 2)

    def _settle(self) -> None:
        missing = self._missing()
        self.status.setText(missing)
        self.start_button.setEnabled(not missing)

    def _missing(self) -> str:
        if self._secret is None:
            return self.tr("Open the secret above that shall be attacked.")
        if self.images.path is None:
            return self.tr("Choose a folder of images, one subfolder for each class.")
        return "" if self._context.engine.is_ready else self.tr("The engine is still loading; this takes a moment.")

    def _start(self) -> None:
        self._even()
        images = self.images.path
        if self._secret is not None and images is not None:
            self.wanted.emit(AttackWish(self._secret, images, self.queries.value(), self.trials.value()))
