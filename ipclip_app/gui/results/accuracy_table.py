"""Accuracies of zero-shot CLIP, the unprotected and the protected model on every tested domain."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ipclip_app.gui.page import labelled
from ipclip_app.gui.results.accuracy_rows import AccuracyRow, accuracy_rows
from ipclip_app.gui.results.domain_names import USUAL, domain_name
from ipclip_app.gui.results.figures import MISSING, number
from ipclip_app.gui.results.summary_words import missing_reason, scenario_of

_NAMES: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SLACK: Final = 4
"""Pixels that the style's border and the focus take."""
_NUMBERS: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AccuracyTable(QFrame):
    """The table in a card; where accuracies have no meaning it gives the reason."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.rows: tuple[AccuracyRow, ...] = ()
        self._scenario = USUAL
        self.table = QTableWidget(0, 6)
        self.note = labelled("", "muted")
        self._set_up()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Accuracy on the test images, in percent"), "heading"))
        layout.addWidget(self.table)
        layout.addWidget(self.note)

    def _set_up(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Accuracy on the test images, in percent"))
        titles = (
            self.tr("Domain"),
            self.tr("Images"),
            self.tr("Zero-shot CLIP"),
            self.tr("Unprotected"),
            self.tr("Protected"),
            self.tr("Called unauthorized"),
        )
        for column, title in enumerate(titles):
            table.setHorizontalHeaderItem(column, _cell(title, column))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)

    def show_results(self, results: Mapping[str, Any]) -> None:
        """Fill the table."""
        self.rows, self._scenario = accuracy_rows(results), scenario_of(results)
        self.table.setRowCount(len(self.rows))
        for index, row in enumerate(self.rows):
            self._fill(index, row)
        self._fit()
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))

    def _fit(self) -> None:
        """Let the page scroll instead of the table."""
        rows, header = self.table.verticalHeader().length(), self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + rows + 2 * self.table.frameWidth() + _SLACK)

    def _fill(self, index: int, row: AccuracyRow) -> None:
        images = MISSING if row.images is None else str(row.images)
        figures = (row.zero_shot, row.unprotected, row.protected, row.called_unauthorized)
        for column, text in enumerate((domain_name(row.domain, self._scenario), images, *map(number, figures))):
            item = _cell(text, column)
            if text == MISSING and row.agreement is not None:
                item.setToolTip(missing_reason())
            self.table.setItem(index, column, item)

    def _note(self) -> str:
        parts = []
        for row in self.rows:
            if row.agreement is not None:
                words = self.tr("The protected model gives zero-shot CLIP's answer on {agreement}% of these images.")
                parts += [missing_reason(), words.format(agreement=number(row.agreement))]
        return " ".join(parts)


def _cell(text: str, column: int) -> QTableWidgetItem:
    """Names stand at the left, numbers at the right."""
    item = QTableWidgetItem(text)
    item.setTextAlignment(_NUMBERS if column else _NAMES)
    return item
