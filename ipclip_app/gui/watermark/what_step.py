"""The second step: what to ask, and how sure to be."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.folder_dialog import open_folder_dialog
from ipclip_app.gui.number_fields import DecimalField, WholeNumberField
from ipclip_app.gui.page import center_labels, labelled

USUAL: Final = 200
USUAL_PERCENT: Final = 1.0
_MOST: Final = 5000
_HIGHEST_PERCENT: Final = 5.0
_FIELD_WIDTH: Final = 160


class WhatStep(QWidget):
    """Images, how many questions, how many innocent ones may be accused; for a file, the questions and the answers."""

    changed = Signal()
    questions_wanted = Signal(object)
    """The folder in which they shall be written."""

    def __init__(self) -> None:
        super().__init__()
        self._is_service = True
        self.images = PathField(self.tr("Folder of images to ask about"), "", "folder")
        self.queries = WholeNumberField()
        self.percent = DecimalField()
        self.questions_button = QPushButton(self.tr("&Write the questions…"))
        self.answers = PathField(
            self.tr("File of the answers"), self.tr("Embeddings (*.npy *.safetensors);;All files (*)"), "read"
        )
        self.form = QFormLayout()
        self._set_up()
        self._arrange()
        self.images.line.textChanged.connect(self.changed)
        self.answers.line.textChanged.connect(self.changed)
        self.queries.editingFinished.connect(self.even)
        self.queries.valueChanged.connect(self.changed)
        self.questions_button.clicked.connect(self._ask_where)
        self.show_kind(is_service=True)

    @property
    def level(self) -> float:
        """Share of innocent services that may be accused, 0 to 1."""
        return self.percent.value() / 100

    @property
    def missing(self) -> str:
        """What is missing; empty where nothing is."""
        if self.images.path is None:
            return self.tr("Choose a folder of images, one subfolder for each class.")
        if not self._is_service and self.answers.path is None:
            return self.tr("Write the questions, have them answered, and choose the file of the answers.")
        return ""

    def show_kind(self, *, is_service: bool) -> None:
        """Ask for what an address needs, or for what a file does."""
        self._is_service = is_service
        for row in (self._questions_row, self.answers):
            self.form.setRowVisible(row, not is_service)
        self.changed.emit()

    def even(self) -> None:
        """Half of the questions are images and half texts."""
        self.queries.setValue(self.queries.value() + self.queries.value() % 2)

    def _set_up(self) -> None:
        self.images.line.setPlaceholderText(self.tr("Ordinary images, one subfolder for each class"))
        self.queries.setRange(2, _MOST)
        self.queries.setSingleStep(20)
        self.queries.setValue(USUAL)
        self.queries.setAccessibleName(self.tr("Most embeddings to ask for"))
        self.percent.setRange(0.01, _HIGHEST_PERCENT)
        self.percent.setDecimals(2)
        self.percent.setSingleStep(0.5)
        self.percent.setValue(USUAL_PERCENT)
        self.percent.setSuffix(" %")
        self.percent.setAccessibleName(self.tr("Innocent services that may be accused"))
        for field in (self.queries, self.percent):
            field.setMinimumWidth(_FIELD_WIDTH)

    def _arrange(self) -> None:
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(self.tr("I&mages"), self.images)
        self._add(self.tr("&Budget"), self.queries, self.tr("Embeddings, half of images and half of texts."))
        self._add(self.tr("Fa&lse alarms"), self.percent, self.tr("Of innocent services, so many may be accused."))
        words = self.tr(
            "Pictures and texts with numbers, in an empty folder; row N of the file answers number N, and its name "
            "tells which questions it answers."
        )
        self._questions_row = QHBoxLayout()
        self._questions_row.setSpacing(12)
        self._questions_row.addWidget(self.questions_button)
        self._questions_row.addWidget(labelled(words, "muted"), 1)
        self.form.addRow(self.tr("Questions"), self._questions_row)
        self.form.addRow(self.tr("&Answers"), self.answers)
        center_labels(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.form)

    def _add(self, title: str, field: QWidget, words: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(field)
        line.addWidget(labelled(words, "muted"), 1)
        self.form.addRow(title, line)
        label = self.form.labelForField(line)
        if isinstance(label, QLabel):
            label.setBuddy(field)

    def _ask_where(self) -> None:
        open_folder_dialog(self, self.tr("Empty folder for the questions"), Path.home(), self._picked)

    def _picked(self, folder: str) -> None:
        self.questions_wanted.emit(Path(folder))
