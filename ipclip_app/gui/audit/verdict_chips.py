"""How many files got which verdict, as buttons that list only those."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ipclip_app.gui.audit.row_words import verdict_sign, verdict_words
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.audit_row import VERDICTS, AuditVerdict

_ICON = QSize(16, 16)


class VerdictChips(QWidget):
    """One button for all rows and one for each verdict; one of them is always down.

    Args:
        theme: Colours.
    """

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._group = QButtonGroup(self)
        self.all_button = QPushButton()
        self.buttons: dict[AuditVerdict, QPushButton] = {verdict: QPushButton() for verdict in VERDICTS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.all_button, *self.buttons.values()):
            button.setProperty("role", "link")
            button.setCheckable(True)
            button.setIconSize(_ICON)
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.all_button.setChecked(True)
        self._group.buttonClicked.connect(self.chosen)
        theme.changed.connect(self._paint)
        self._paint()
        self.show_counts({})

    @property
    def verdict(self) -> AuditVerdict | None:
        """The verdict that is listed; None for all."""
        return next((verdict for verdict, button in self.buttons.items() if button.isChecked()), None)

    def choose(self, verdict: AuditVerdict | None) -> None:
        """Press one of the buttons."""
        (self.all_button if verdict is None else self.buttons[verdict]).click()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many there are now."""
        total = sum(counts.values())
        self.all_button.setText(self.tr("All {count}").format(count=grouped(total)))
        for verdict, button in self.buttons.items():
            button.setText(f"{verdict_words(verdict)} {grouped(counts.get(verdict, 0))}")

    def _paint(self) -> None:
        for verdict, button in self.buttons.items():
            sign = verdict_sign(verdict, self._theme.colours)
            button.setIcon(line_icon(sign.icon, sign.colour))
