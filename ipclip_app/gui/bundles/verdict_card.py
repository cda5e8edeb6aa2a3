"""What is thought of the bundle in hand, and what can be done with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from ipclip_app.gui.bundles.states import ICONS, Verdict
from ipclip_app.gui.elided_label import ElidedLabel
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.gui.theme import Theme

_ICON_SIZE = 28


class VerdictCard(QFrame):
    """Icon, title, sentence, path and buttons.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._verdict: Verdict | None = None
        self.setProperty("role", "card")
        self._icon = QLabel()
        self.title = labelled("", "heading")
        self.sentence = labelled("", "")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.place = ElidedLabel(role="muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("The bundle is being read"))
        self.audit_button = QPushButton(self.tr("&Audit with this bundle"))
        self.trust_button = QPushButton(self.tr("&Trust this issuer…"))
        self.other_button = QPushButton(self.tr("&Open another bundle…"))
        self._arrange()
        theme.changed.connect(self._paint)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        for widget in (self.title, self.sentence, self.place, self.bar):
            words.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 6, 0, 0)
        for button in (self.audit_button, self.trust_button, self.other_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(14)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_reading(self, place: str) -> None:
        """A file is being read."""
        self._show(Verdict(self.tr("Reading the bundle…"), "", "doubt"), place)
        self._icon.clear()
        set_property(self.title, "role", "heading")
        self.bar.show()

    def show_verdict(self, verdict: Verdict, place: str, *, usable: bool, can_trust: bool) -> None:
        """Show the answer."""
        self._show(verdict, place)
        self.audit_button.setVisible(usable)
        self.trust_button.setVisible(can_trust)
        primary = self.trust_button if can_trust else self.audit_button
        for button in (self.audit_button, self.trust_button):
            set_property(button, "role", "primary" if button is primary else "")

    def _show(self, verdict: Verdict, place: str) -> None:
        self._verdict = verdict
        self.title.setText(verdict.title)
        self.sentence.setText(verdict.sentence)
        self.sentence.setVisible(bool(verdict.sentence))
        self.place.setText(place)
        self.place.setHidden(place in verdict.sentence.replace("\u200b", ""))  # told already
        self.bar.hide()
        self.audit_button.hide()
        self.trust_button.hide()
        self.setAccessibleName(verdict.title)
        self.setAccessibleDescription(verdict.sentence)
        self._paint()

    def _paint(self) -> None:
        if self._verdict is None or self.bar.isVisible():
            return
        tone = self._verdict.tone
        colour = getattr(self._theme.colours, tone)
        self._icon.setPixmap(line_icon(ICONS[tone], colour).pixmap(_ICON_SIZE, _ICON_SIZE))
        self.title.setStyleSheet(f"color: {colour}")
