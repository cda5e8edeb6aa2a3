"""A section that opens and closes with a button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.theme import Theme


class Collapsible(QWidget):
    """A button and what it shows, closed at first.

    Args:
        title: Text of the button.
        content: What it shows.
        theme: Colours.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._content = content
        self.button = QPushButton(title)
        self.button.setCheckable(True)
        self.button.setProperty("role", "link")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.toggled.connect(self._toggle)
        content.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.button)
        layout.addWidget(content)
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self.button.isChecked()

    def open(self) -> None:
        """Show the content."""
        self.button.setChecked(True)

    def _toggle(self, opened: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._content.setVisible(opened)
        self._paint_icon()
        self.toggled.emit(opened)

    def _paint_icon(self) -> None:
        name = "chevron-down" if self.is_open else "chevron-right"
        self.button.setIcon(line_icon(name, self._theme.colours.accent))
