"""A plot whose values can be read and whose parts can be enlarged."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from ipclip_app.gui.protect.plot_glass import PlotGlass, Readable
from ipclip_app.gui.theme import Theme


class PlotReader(QWidget):
    """A plot under a glass: dragging sideways enlarges, a double click, Escape or the button shows all again.

    Args:
        theme: Colours.
        content: What is read.
    """

    def __init__(self, theme: Theme, content: Readable) -> None:
        super().__init__()
        self._plot = content.plot
        self.glass = PlotGlass(theme, content)
        self.glass.setAccessibleName(content.plot.accessibleName())
        self.all_button = QPushButton(self.tr("Show all"))
        self.all_button.setToolTip(self.tr("Show the whole plot again; a double click does the same"))
        self.all_button.hide()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content.plot, 0, 0)
        layout.addWidget(self.glass, 0, 0)
        layout.addWidget(self.all_button, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.glass.enlarged.connect(self.enlarge)
        self.glass.all_wanted.connect(self.show_all)
        self.all_button.clicked.connect(self.show_all)

    def enlarge(self, first: float, last: float) -> None:
        """Show the places from `first` to `last` alone, as high as they need it."""
        self._plot.setXRange(first, last, padding=0)
        self._plot.getPlotItem().getViewBox().setAutoVisible(y=True)
        self.all_button.show()

    def show_all(self) -> None:
        """Show every place, those to come included."""
        if self.all_button.hasFocus():
            self.glass.setFocus()
        self._plot.getPlotItem().getViewBox().setAutoVisible(y=False)
        self._plot.enableAutoRange(axis="x")
        self.all_button.hide()
