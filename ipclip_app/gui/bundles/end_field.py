"""The last day on which a bundle opens."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

DAY_WIDTH = 160


class EndField(QWidget):
    """A day as `2026-12-31`, or no end; a year from now at first."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setMaximumWidth(DAY_WIDTH)
        self.line.setPlaceholderText(self.tr("YYYY-MM-DD"))
        self.line.setAccessibleName(self.tr("Last day, as year, month and day"))
        self.forever_box = QCheckBox(self.tr("&Without an end"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        row.addWidget(self.forever_box)
        row.addStretch(1)
        self.setFocusProxy(self.line)
        self.forever_box.toggled.connect(self.line.setDisabled)
        self.reset()

    @property
    def day(self) -> str:
        """As typed; empty without an end."""
        return "" if self.forever_box.isChecked() else self.line.text().strip()

    @property
    def is_filled(self) -> bool:
        """Whether a day is there, or none is wanted."""
        return self.forever_box.isChecked() or bool(self.day)

    def reset(self) -> None:
        """A year from today."""
        self.forever_box.setChecked(False)
        self.line.setText(QDate.currentDate().addYears(1).toString(Qt.DateFormat.ISODate))
