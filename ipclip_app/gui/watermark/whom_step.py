"""The first step: whom to ask."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipclip_app.gui.option_card import OptionCard
from ipclip_app.gui.page import center_labels
from ipclip_app.gui.theme import Theme

_ADDRESSES: Final = ("http://", "https://")
_FIELD_WIDTH: Final = 320


class WhomStep(QWidget):
    """A service that can be asked, or a file of what somebody else was answered.

    Args:
        theme: Colours.
    """

    changed = Signal()
    entered = Signal()
    """Enter was pressed in a field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.service_card = OptionCard(
            theme,
            self.tr("A service"),
            self.tr("The program asks an address in the shape of /v1/embeddings, one request after the other."),
        )
        self.file_card = OptionCard(
            theme,
            self.tr("A file of embeddings"),
            self.tr("Somebody who can reach the suspect asks it: you hand over the questions and get back a file."),
        )
        self.address, self.access_key, self.model = QLineEdit(), QLineEdit(), QLineEdit("clip")
        self.form = QFormLayout()
        self._arrange()
        self._group.idToggled.connect(self._settle)
        for line in (self.address, self.access_key, self.model):
            line.textChanged.connect(self._settle)
            line.returnPressed.connect(self.entered)
        self._settle()

    @property
    def is_service(self) -> bool:
        """Whether an address is asked."""
        return self.service_card.isChecked()

    @property
    def missing(self) -> str:
        """What is missing; empty where nothing is."""
        if not self.is_service:
            return ""
        if not self.address.text().strip().lower().startswith(_ADDRESSES):
            return self.tr("Give the address of the suspect; it begins with https://.")
        return "" if self.model.text().strip() else self.tr("Give the name of its model.")

    def _arrange(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for number, card in enumerate((self.service_card, self.file_card)):
            self._group.addButton(card, number)
            cards.addWidget(card, 1)
        self.service_card.setChecked(True)
        self.address.setPlaceholderText("https://host/v1/embeddings")
        self.address.setAccessibleName(self.tr("Address of the suspect"))
        self.access_key.setEchoMode(QLineEdit.EchoMode.Password)
        self.access_key.setAccessibleName(self.tr("Access key of the suspect"))
        self.access_key.setPlaceholderText(self.tr("If it wants one"))
        self.model.setAccessibleName(self.tr("Name of its model"))
        for field in (self.access_key, self.model):
            field.setMaximumWidth(_FIELD_WIDTH)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(self.tr("&Address"), self.address)
        self.form.addRow(self.tr("Access ke&y"), self.access_key)
        self.form.addRow(self.tr("Mode&l"), self.model)
        center_labels(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(cards)
        layout.addLayout(self.form)

    def _settle(self) -> None:
        for field in (self.address, self.access_key, self.model):
            self.form.setRowVisible(field, self.is_service)
        self.changed.emit()
