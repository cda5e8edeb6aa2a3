"""The card of what a bundle says of itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.code_line import CodeLine
from ipclip_app.gui.bundles.facts import Fact, facts_of
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import labelled

if TYPE_CHECKING:
    from ipclip_app.jobs.inspect import Inspection

_SMALLEST_LABEL = 60


class FactsCard(QFrame):
    """Labels and texts in two columns.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.facts: tuple[Fact, ...] = ()
        self.setProperty("role", "card")
        self.unsigned = labelled(self.tr("Nobody has signed what follows: believe none of it."), "bad")
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("What it says of itself"), "heading"))
        layout.addWidget(self.unsigned)
        layout.addLayout(self._form)
        layout.addStretch(1)

    def show_facts(self, found: "Inspection") -> None:
        """Show a bundle."""
        while self._form.rowCount():
            self._form.removeRow(0)
        report = found.report
        self.unsigned.setVisible(report.manifest is not None and report.signature != "intact")
        self.facts = tuple(facts_of(found))
        for fact in self.facts:
            self._form.addRow(labelled(fact.label, "muted"), self._value(fact))

    def _value(self, fact: Fact) -> QWidget:
        if fact.is_code:
            return CodeLine(self._context, fact.label, fact.text)
        label = QLabel(fact.text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(_SMALLEST_LABEL)
        label.setAccessibleName(fact.label)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
