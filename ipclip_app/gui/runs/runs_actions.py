"""What can be done with the chosen runs, as a row of buttons."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.number_fields import WholeNumberField
from ipclip_app.gui.theme import Theme
from ipclip_app.gui.two_part_row import TwoPartRow

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunSummary

_MORE_EPOCHS = 10
_MOST_EPOCHS = 1000
_PAIR = 2


class RunsActions(TwoPartRow):
    """The buttons.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.open_button = QPushButton(self.tr("&Open"))
        self.open_button.setProperty("role", "primary")
        self.resume_button = QPushButton(self.tr("&Resume"))
        self.compare_button = QPushButton(self.tr("&Compare two"))
        self.compare_button.setToolTip(self.tr("Choose two runs, the second one with Ctrl"))
        self.rename_button = QPushButton(self.tr("Rena&me"))
        self.discard_button = QPushButton(self.tr("&Delete"))
        self.discard_button.setProperty("role", "danger")
        self.epochs = WholeNumberField()
        self.epochs.setRange(1, _MOST_EPOCHS)
        self.epochs.setValue(_MORE_EPOCHS)
        self.epochs.setAccessibleName(self.tr("Epochs more"))
        self.epochs_label = QLabel(self.tr("E&pochs"))
        self.epochs_label.setBuddy(self.epochs)
        self.extend_button = QPushButton(self.tr("&Train more epochs"))
        self.arrange(
            (self.open_button, *(button for button, _ in self._icons()[:-1])),
            (self.epochs_label, self.epochs, self.extend_button),
        )
        theme.changed.connect(self._paint_icons)
        self._paint_icons()

    def offer(self, chosen: "Sequence[RunSummary]") -> None:
        """Enable what makes sense for the chosen runs."""
        states = [run.state for run in chosen]
        single = len(states) == 1
        usable = single and states[0] != "damaged"
        extendable = single and states[0] in {"finished", "stopped"}
        self.open_button.setEnabled(usable)
        self.resume_button.setEnabled(single and states[0] == "unfinished")
        self.compare_button.setEnabled(len(states) == _PAIR)
        self.rename_button.setEnabled(single)
        self.discard_button.setEnabled(bool(states))
        for widget in (self.epochs_label, self.epochs, self.extend_button):
            widget.setEnabled(extendable)

    def _icons(self) -> tuple[tuple[QPushButton, str], ...]:
        return (
            (self.resume_button, "play"),
            (self.compare_button, "compare"),
            (self.rename_button, "edit"),
            (self.discard_button, "trash"),
            (self.extend_button, "plus"),
        )

    def _paint_icons(self) -> None:
        colours = self._theme.colours
        for button, name in self._icons():
            tint = colours.bad if button is self.discard_button else colours.text
            button.setIcon(line_icon(name, tint))
