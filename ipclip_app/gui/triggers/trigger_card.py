"""The trigger in hand: chosen, made or opened, with what is known of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import labelled
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice
from ipclip_app.gui.triggers.trigger_words import drawn_words, grouped, kind_words

_SIDE = 128


class TriggerCard(QFrame):
    """Choice, pictures and facts.

    Args:
        context: What the page works with.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Trigger"))
        self.choice = TriggerChoice(context, _SIDE)
        self.kind, self.identity, self.drawn = QLabel(), QLabel(), QLabel()
        self.facts = QFormLayout()
        self.facts.setHorizontalSpacing(24)
        for name, value in (
            (self.tr("Kind"), self.kind),
            (self.tr("Identity"), self.identity),
            (self.tr("Painted"), self.drawn),
        ):
            value.setAccessibleName(name)
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.facts.addRow(labelled(name, "muted"), value)
        self.choice.words.insertLayout(0, self.facts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.choice)
        self.choice.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        chosen = self.choice.chosen
        self.kind.setText(kind_words(chosen))
        self.identity.setText(grouped(chosen.identity))
        self.facts.setRowVisible(self.identity, bool(chosen.identity))
        self.drawn.setText(drawn_words(chosen))
        self.changed.emit()
