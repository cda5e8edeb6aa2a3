"""The buttons of a run, shown and enabled by its condition alone, and the question before it is discarded."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.protect.training_state import Button, Condition, Event, Stage
from ipclip_app.gui.question import Question
from ipclip_app.gui.steady_button import SteadyButton
from ipclip_app.gui.theme import Theme

_EVENTS: Final = {
    Button.PAUSE: Event.PAUSE,
    Button.RESUME: Event.RESUME,
    Button.STOP: Event.STOP,
    Button.DISCARD: Event.DISCARD,
}
_ICONS: Final = {
    Button.PAUSE: "pause",
    Button.RESUME: "play",
    Button.STOP: "stop",
    Button.DISCARD: "trash",
    Button.CONTINUE: "play",
    Button.LEAVE: "protect",
}
_ROLES: Final = {Button.DISCARD: "danger", Button.CONTINUE: "primary"}
_WHILE_BUSY: Final = frozenset({Button.PAUSE, Button.STOP, Button.DISCARD})
"""Buttons that keep their place while something runs, even where they cannot be pressed."""


class TrainingControls(QWidget):
    """A row of buttons.

    Args:
        theme: Colours.
    """

    pressed = Signal(object)
    left = Signal()
    continue_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._condition = Condition()
        self.question = Question(self.tr("Move to the &trash"), self.tr("&Keep the run"))
        self.question.accepted.connect(self._confirm)
        self.question.declined.connect(self._decline)
        self.buttons: dict[Button, QPushButton] = {button: SteadyButton(self._texts(button)) for button in _ICONS}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for button, widget in self.buttons.items():
            widget.setProperty("role", _ROLES.get(button, ""))
            widget.clicked.connect(self._press)
            layout.addWidget(widget)
        theme.changed.connect(self._paint)
        self._paint()
        self.show_condition(Condition(), 0)

    def _texts(self, button: Button) -> tuple[str, ...]:
        """What a button may say; the first one while nothing is finished that could be kept."""
        return {
            Button.PAUSE: (self.tr("&Pause"),),
            Button.RESUME: (self.tr("&Resume"),),
            Button.STOP: (self.tr("&Stop"), self.tr("&Stop and keep the best")),
            Button.DISCARD: (self.tr("&Discard…"),),
            Button.CONTINUE: (self.tr("&Train on"),),
            Button.LEAVE: (self.tr("&New run"),),
        }[button]

    def show_condition(self, condition: Condition, epochs: int) -> None:
        """Offer what the condition allows.

        Args:
            condition: The run's.
            epochs: Finished epochs, which the question names.
        """
        focused = next((button for button, widget in self.buttons.items() if widget.hasFocus()), None)
        asked, self._condition = self._condition.asking, condition
        for button, widget in self.buttons.items():
            offered = button in condition.buttons
            kept_in_place = (
                button in _WHILE_BUSY and condition.is_busy and not (button is Button.PAUSE and condition.paused)
            )
            widget.setVisible(offered or kept_in_place)
            widget.setEnabled(offered)
        keeps = condition.kept and condition.stage is Stage.TRAINING
        self.buttons[Button.STOP].setText(self._texts(Button.STOP)[keeps])
        if condition.asking and not asked:
            self.question.ask(self._question(epochs))
        elif not condition.asking:
            self.question.hide()
        if focused is not None and focused not in condition.buttons and not condition.asking:
            self._focus_first(condition)

    def _focus_first(self, condition: Condition) -> None:
        """The keyboard's focus does not get lost with the button that had it."""
        for button, widget in self.buttons.items():
            if button in condition.buttons:
                widget.setFocus()
                return

    def _question(self, epochs: int) -> str:
        if epochs == 1:
            return self.tr("Discard this run? Its finished epoch goes to the trash.")
        if epochs:
            return self.tr("Discard this run? Its {count} finished epochs go to the trash.").format(count=epochs)
        return self.tr("Discard this run? No epoch is finished yet.")

    def _press(self) -> None:
        button = next(button for button, widget in self.buttons.items() if widget is self.sender())
        if button is Button.LEAVE:
            self.left.emit()
        elif button is Button.CONTINUE:
            self.continue_requested.emit()
        else:
            self.pressed.emit(_EVENTS[button])

    def _confirm(self) -> None:
        self.pressed.emit(Event.CONFIRM)

    def _decline(self) -> None:
        self.pressed.emit(Event.DECLINE)
        self._focus_first(self._condition)

    def _paint(self) -> None:
        colours = self._theme.colours
        tints = {Button.DISCARD: colours.bad, Button.CONTINUE: colours.on_accent}
        for button, widget in self.buttons.items():
            widget.setIcon(line_icon(_ICONS[button], tints.get(button, colours.text)))
