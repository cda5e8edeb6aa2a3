"""What can be done with a finished run, as a row of buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.number_fields import WholeNumberField
from ipclip_app.gui.theme import Theme
from ipclip_app.gui.two_part_row import TwoPartRow

_MORE_EPOCHS = 10
_MOST_EPOCHS = 1000


class ResultsActions(TwoPartRow):
    """The buttons.

    Args:
        theme: Colours.
    """

    extend_requested = Signal(int)
    new_requested = Signal()
    folder_requested = Signal()
    export_requested = Signal()
    bundle_requested = Signal()
    test_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.epochs = WholeNumberField()
        self.epochs.setRange(1, _MOST_EPOCHS)
        self.epochs.setValue(_MORE_EPOCHS)
        self.epochs.setAccessibleName(self.tr("Epochs more"))
        epochs_label = QLabel(self.tr("E&pochs"))
        epochs_label.setBuddy(self.epochs)
        self.extend_button = QPushButton(self.tr("&Train more epochs"))
        self.new_button = QPushButton(self.tr("Ne&w protection"))
        self.folder_button = QPushButton(self.tr("Open &folder"))
        self.export_button = QPushButton(self.tr("E&xport table"))
        self.test_button = QPushButton(self.tr("Test on another &domain…"))
        self.bundle_button = QPushButton(self.tr("Export for a li&censee…"))
        self.arrange(
            (self.new_button, self.folder_button, self.export_button, self.bundle_button),
            (self.test_button, epochs_label, self.epochs, self.extend_button),
        )
        self.extend_button.clicked.connect(self._extend)
        self.new_button.clicked.connect(self.new_requested)
        self.folder_button.clicked.connect(self.folder_requested)
        self.export_button.clicked.connect(self.export_requested)
        self.bundle_button.clicked.connect(self.bundle_requested)
        self.test_button.clicked.connect(self.test_requested)
        theme.changed.connect(self._paint_icons)
        self._paint_icons()

    @property
    def of_results(self) -> tuple[QPushButton, ...]:
        """The buttons that mean nothing before there are results."""
        return self.export_button, self.bundle_button, self.test_button

    def _extend(self) -> None:
        self.extend_requested.emit(self.epochs.value())

    def _paint_icons(self) -> None:
        icons = (
            (self.new_button, "plus"),
            (self.test_button, "image"),
            (self.folder_button, "folder"),
            (self.export_button, "download"),
            (self.bundle_button, "bundles"),
            (self.extend_button, "play"),
        )
        for button, name in icons:
            button.setIcon(line_icon(name, self._theme.colours.text))
