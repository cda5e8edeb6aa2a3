"""Light and dark: follows the system or the owner's choice, and tells whoever paints by himself."""

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ipclip_app.gui.colours import DARK, LIGHT, Colours
from ipclip_app.gui.style_sheet import style_sheet

CHOICES: Final = ("system", "light", "dark")
_MONOSPACE: Final = ("JetBrains Mono", "DejaVu Sans Mono", "Menlo", "Consolas")


class Theme(QObject):
    """Applies colours to the whole application.

    Args:
        application: The application to paint.
        choice: One of CHOICES.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self.colours: Colours = LIGHT
        self._painted: Colours | None = None
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the window is dark at present."""
        return self.colours is DARK

    def choose(self, choice: str) -> None:
        """Take one of CHOICES."""
        if choice not in CHOICES:
            raise ValueError(choice)
        self._choice = choice
        self._apply()

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        system = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._choice == "dark" or (self._choice == "system" and system)
        colours = DARK if dark else LIGHT
        if self._painted is colours:
            return
        self.colours = self._painted = colours
        self._application.setPalette(_palette(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours))
        self.changed.emit()


def monospace() -> QFont:
    """The font of numbers that stand in columns, hashes and paths."""
    font = QFont()
    font.setFamilies(list(_MONOSPACE))
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def _palette(colours: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in (
        (roles.Window, colours.ground),
        (roles.WindowText, colours.text),
        (roles.Base, colours.surface),
        (roles.AlternateBase, colours.raised),
        (roles.Text, colours.text),
        (roles.PlaceholderText, colours.muted),
        (roles.Button, colours.surface),
        (roles.ButtonText, colours.text),
        (roles.BrightText, colours.bad),
        (roles.ToolTipBase, colours.surface),
        (roles.ToolTipText, colours.text),
        (roles.Highlight, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.Link, colours.accent),
        (roles.LinkVisited, colours.accent),
        (roles.Accent, colours.accent),
        (roles.Light, colours.surface),
        (roles.Midlight, colours.raised),
        (roles.Mid, colours.line),
        (roles.Dark, colours.line),
        (roles.Shadow, colours.line),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette
