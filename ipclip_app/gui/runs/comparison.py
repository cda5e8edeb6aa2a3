"""Two runs side by side: their curves, what came out, what they were made with."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from ipclip_app.gui.page import card, labelled
from ipclip_app.gui.runs.comparison_plot import ComparisonPlot
from ipclip_app.gui.runs.comparison_rows import result_rows, setting_rows
from ipclip_app.gui.runs.comparison_table import ComparisonTable
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunRecord


class Comparison(QWidget):
    """Two runs.

    Args:
        theme: Colours.
    """

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = labelled("", "heading")
        self.back_button = QPushButton(self.tr("&Back to the runs"))
        self.plot = ComparisonPlot(theme)
        self.results = ComparisonTable(theme, self.tr("Results of both runs"))
        self.settings = ComparisonTable(theme, self.tr("Settings of both runs"))
        self.only_box = QCheckBox(self.tr("Show only what &differs"))
        self.tables = QTabWidget()
        self._arrange()
        self.back_button.clicked.connect(self.closed)
        for table in (self.results, self.settings):
            self.only_box.toggled.connect(table.show_only_differences)

    def _arrange(self) -> None:
        self.tables.tabBar().setDrawBase(False)
        self.tables.tabBar().setAccessibleName(self.tr("Compare"))
        self.tables.addTab(self.results, self.tr("Results"))
        self.tables.addTab(self.settings, self.tr("Settings"))
        self.tables.setCornerWidget(self.only_box)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.back_button)
        frame, inside = card()
        inside.addWidget(labelled(self.tr("Accuracy on validation images"), "heading"))
        inside.addWidget(self.plot, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(frame, 2)
        layout.addWidget(self.tables, 3)

    def show_records(self, first: "RunRecord", second: "RunRecord") -> None:
        """Show two runs that were read."""
        titles = first.summary.title, second.summary.title
        self.title.setText(self.tr("{first} and {second}").format(first=titles[0], second=titles[1]))
        self.plot.show_records(first, second)
        self.results.show_rows(titles, result_rows(first, second))
        self.settings.show_rows(titles, setting_rows(first, second))
        for table in (self.results, self.settings):
            table.show_only_differences(self.only_box.isChecked())
        self.back_button.setFocus()
