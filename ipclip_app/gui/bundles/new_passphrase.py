"""Two fields for a new passphrase and a hint on how good it is."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit

from ipclip_app.gui.bundles.strength import strength
from ipclip_app.gui.page import labelled, set_property

_FIELD_WIDTH = 320


class NewPassphrase(QObject):
    """The fields; `add_to` puts them into a form."""

    entered = Signal()
    """Enter was pressed in the second field."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.first, self.second = QLineEdit(), QLineEdit()
        self.first.setAccessibleName(self.tr("Passphrase"))
        self.second.setAccessibleName(self.tr("The passphrase again"))
        self.show_box = QCheckBox(self.tr("Sho&w what is typed"))
        self.hint = labelled("", "muted")
        for field in (self.first, self.second):
            field.setMaximumWidth(_FIELD_WIDTH)
            field.textChanged.connect(self._judge)
        self.second.returnPressed.connect(self.entered)
        self.show_box.toggled.connect(self._hide_letters)
        self._hide_letters()
        self._judge()

    def add_to(self, form: QFormLayout) -> None:
        """Put the fields into a form."""
        form.addRow(self.tr("&Passphrase"), self.first)
        form.addRow(self.tr("The same a&gain"), self.second)
        form.addRow("", self.hint)
        form.addRow("", self.show_box)

    @property
    def text(self) -> str:
        """The passphrase; empty while it is too short or the two differ."""
        good = strength(self.first.text()) not in {"none", "short"} and self.first.text() == self.second.text()
        return self.first.text() if good else ""

    def complain(self) -> None:
        """Lead to what is missing."""
        self._judge()
        set_property(self.hint, "role", "bad")
        lacking = strength(self.first.text()) in {"none", "short"}
        (self.first if lacking else self.second).setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.show_box.setChecked(False)
        self.first.clear()
        self.second.clear()

    def _hide_letters(self) -> None:
        shown = self.show_box.isChecked()
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _judge(self) -> None:
        words = {
            "none": (self.tr("Eight characters at least; several random words are best."), "muted"),
            "short": (self.tr("Too short: eight characters at least."), "bad"),
            "weak": (self.tr("Weak: easy to guess; take more words."), "doubt"),
            "fair": (self.tr("Fair: another word makes it strong."), "doubt"),
            "strong": (self.tr("Strong."), "good"),
        }
        text, role = words[strength(self.first.text())]
        second = self.second.text()
        if second and second != self.first.text():
            text, role = self.tr("The two differ."), "bad"
        self.hint.setText(text)
        set_property(self.hint, "role", role)
        self.first.setAccessibleDescription(text)
