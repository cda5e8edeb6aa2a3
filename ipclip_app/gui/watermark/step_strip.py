"""The steps of a wizard in a row; that in front is told in words as well as in colour."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.theme import Theme

_ICON = QSize(16, 16)


class StepStrip(QWidget):
    """Numbers and titles.

    Args:
        theme: Colours.
        titles: Of the steps in their order.
    """

    def __init__(self, theme: Theme, titles: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self._titles = tuple(titles)
        self._current = 0
        self._labels = [QLabel() for _ in titles]
        self._arrows = [QLabel() for _ in titles[1:]]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for place, label in enumerate(self._labels):
            if place:
                row.addWidget(self._arrows[place - 1])
            row.addWidget(label)
        row.addStretch(1)
        theme.changed.connect(self._paint)
        self._paint()

    def show_step(self, current: int) -> None:
        """Bring a step to the front, counted from 0."""
        self._current = current
        self._paint()

    def _paint(self) -> None:
        colours = self._theme.colours
        for place, (label, title) in enumerate(zip(self._labels, self._titles, strict=True)):
            label.setText(f"{place + 1}  {title}")
            here = place == self._current
            colour = colours.accent if here else colours.muted
            label.setStyleSheet(f"color: {colour}; font-weight: {600 if here else 400}")
        for arrow in self._arrows:
            arrow.setPixmap(line_icon("chevron-right", colours.muted).pixmap(_ICON, self.devicePixelRatioF()))
        words = self.tr("Step {number} of {count}: {title}")
        title = self._titles[self._current]
        self.setAccessibleName(words.format(number=self._current + 1, count=len(self._titles), title=title))
