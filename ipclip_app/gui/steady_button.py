"""A button whose text changes without its size, so that nothing beside it moves under the pointer."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton


class SteadyButton(QPushButton):
    """As wide as the longest of its texts, whichever it shows.

    Args:
        texts: All that it may show; the first one is shown at first.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts[0])
        self._texts = tuple(texts)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The room that the longest text needs."""
        hint = super().sizeHint()
        widest = max(map(self._width, self._texts))
        return QSize(hint.width() + max(0, widest - self._width(self.text())), hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: its text is never cut."""
        return self.sizeHint()

    def _width(self, text: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()
