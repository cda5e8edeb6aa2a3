"""Arranges the rows of a card of settings alike."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QSpinBox, QVBoxLayout, QWidget

from ipclip_app.gui.page import center_labels, labelled

FIELD_WIDTH: Final = 280
LABEL_WIDTH: Final = 200


class SettingsCard(QFrame):
    """A card with a heading and rows of fields; subclasses name it, as only they can translate.

    Attributes:
        form: The rows.
        body: Everything, for what is no row.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 16)
        self.body.setSpacing(12)
        self._heading = labelled("", "heading")
        self.body.addWidget(self._heading)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(24)
        self.form.setVerticalSpacing(10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(self.form)

    def set_heading(self, text: str) -> None:
        """Name the card."""
        self._heading.setText(text)
        self.setAccessibleName(text)

    def add_row(self, text: str, field: QWidget, name: str) -> None:
        """A row with a label of its own; `name` is what a screen reader calls the field."""
        field.setAccessibleName(name)
        if isinstance(field, QComboBox | QSpinBox):
            field.setMaximumWidth(FIELD_WIDTH)
        self.form.addRow(self._label(text, field), field)

    def add_line(self, text: str, field: QWidget) -> None:
        """A row whose field speaks for itself."""
        self.form.addRow(self._label(text), field)

    def add_note(self, text: str) -> QLabel:
        """A muted line beneath the field above."""
        note = labelled(text, "muted")
        note.setMinimumWidth(FIELD_WIDTH)  # else the form keeps room for the lines of a narrow one
        self.form.addRow(self._label(""), note)
        return note

    def _label(self, text: str, field: QWidget | None = None) -> QLabel:
        """All cards have columns of one width."""
        label = QLabel(text)
        label.setMinimumWidth(LABEL_WIDTH)
        if field is not None:
            label.setBuddy(field)
        return label

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """All rows are there."""
        center_labels(self.form)
        super().showEvent(event)
