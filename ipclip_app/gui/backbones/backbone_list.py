"""The searchable list of backbones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from ipclip_app.gui.backbones.backbone_model import ENTRY_ROLE, NAME, BackboneModel
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import labelled

if TYPE_CHECKING:
    from ipclip_app.jobs.backbones import BackboneEntry


class BackboneList(QWidget):
    """Search field and table; `chosen` tells that another row is in hand."""

    chosen = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.model = BackboneModel(context.theme, self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self.model)
        self._filter.setFilterKeyColumn(-1)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search, for instance ViT-B-16"))
        self.search.setAccessibleName(self.tr("Search backbones"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.table = self._make_table()
        self.nothing = labelled(self.tr("No backbone has such a name."), "muted")
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addWidget(self.table, 1)

    @property
    def current(self) -> "BackboneEntry | None":
        """The entry in hand."""
        entry: BackboneEntry | None = self.table.currentIndex().data(ENTRY_ROLE)
        return entry

    def show_entries(self, entries: "Sequence[BackboneEntry]", name: str = "") -> None:
        """Show these rows, with the one of that name in hand, else the one that was, else the first."""
        kept = name or (self.current.name if self.current else "")
        self.model.show(entries)
        if name and not any(name == self._name(row) for row in range(self._filter.rowCount())):
            self.search.clear()
        self._choose(kept)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._filter)
        table.setAccessibleName(self.tr("Backbones"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.selectionModel().currentRowChanged.connect(self._tell)
        return table

    def _search(self, text: str) -> None:
        kept = self.current.name if self.current else ""
        self._filter.setFilterFixedString(text.strip())
        self.nothing.setVisible(not self._filter.rowCount() and bool(self.model.entries))
        self._choose(kept)

    def _choose(self, name: str) -> None:
        rows = range(self._filter.rowCount())
        row = next((row for row in rows if self._name(row) == name), 0 if rows else -1)
        self.table.setCurrentIndex(self._filter.index(row, NAME))
        self._tell()

    def _name(self, row: int) -> str:
        return str(self._filter.index(row, NAME).data())

    def _tell(self) -> None:
        self.chosen.emit()
