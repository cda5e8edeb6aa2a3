"""Buttons at the left and at the right of one line, or in two lines where one is too short for their texts."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

_GAP: Final = 8


class TwoPartRow(QWidget):
    """A row that cuts no text while each of its parts fits; subclasses say what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(_GAP)

    def arrange(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        """Put the widgets into the row."""
        for index, widgets in enumerate((left, right)):
            part = QWidget()
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(_GAP)
            line.addStretch(index)
            for widget in widgets:
                line.addWidget(widget)
            line.addStretch(1 - index)
            self._lines.addWidget(part, 1 - index)
            self._parts.append(part)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the wider part."""
        widest = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take one line or two."""
        super().resizeEvent(event)
        self._take_lines()

    def event(self, event: QEvent) -> bool:
        """Take one line or two where a text has become longer or shorter."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._take_lines()
        return done

    def _take_lines(self) -> None:
        needed = sum(part.sizeHint().width() for part in self._parts) + _GAP
        one = self.width() >= needed
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if one else QBoxLayout.Direction.TopToBottom)
