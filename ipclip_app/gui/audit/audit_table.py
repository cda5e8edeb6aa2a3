"""The list of an audit: only the rows in sight are painted, and only their thumbnails are read."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ipclip_app.gui.audit.audit_model import IMAGE, PROTECTED, SCORE, VERDICT, ZERO_SHOT, AuditModel
from ipclip_app.gui.audit.audit_order import Order, RowFilter
from ipclip_app.gui.audit.cells import PICTURE, ROW_HEIGHT, RowDelegate
from ipclip_app.gui.audit.score_scale import ScoreScale
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.results.thumbnail_store import ThumbnailStore
from ipclip_app.jobs.audit_row import AuditedWith, AuditRow

_SHARPEST: Final = 2
"""Thumbnails are read as large as the sharpest usual screen shows them."""
_LEAST: Final = {IMAGE: 190, VERDICT: 150, SCORE: 220, PROTECTED: 106, ZERO_SHOT: 106}
"""Widths at which nothing that matters is cut."""
_SHARES: Final = {IMAGE: 5, VERDICT: 0, SCORE: 1, PROTECTED: 2, ZERO_SHOT: 2}
"""How columns share the room that is left."""
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_HEADS: Final[dict[Order, tuple[int, Qt.SortOrder]]] = {
    "name": (IMAGE, _UP),
    "verdict": (VERDICT, _UP),
    "lowest": (SCORE, _UP),
    "highest": (SCORE, _DOWN),
    "protected": (PROTECTED, _UP),
    "zero_shot": (ZERO_SHOT, _UP),
}
_NEXT: Final[dict[int, tuple[Order, Order]]] = {
    IMAGE: ("name", "came"),
    VERDICT: ("verdict", "came"),
    SCORE: ("lowest", "highest"),
    PROTECTED: ("protected", "came"),
    ZERO_SHOT: ("zero_shot", "came"),
}
"""What a click on the head of a column sorts by, and what the next one does."""


class AuditTable(QTableView):
    """Rows of one height.

    Args:
        context: Colours, and where thumbnails are read.

    Attributes:
        model_of_rows: What is listed.
    """

    order_wanted = Signal(str)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.model_of_rows = AuditModel(self)
        self.store = ThumbnailStore(context.background, PICTURE * _SHARPEST, self)
        self.delegate = RowDelegate(context.theme, self.store, self)
        self.setModel(self.model_of_rows)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Audited images"))
        self._set_up()
        self._set_up_heads()
        self.activated.connect(self._open)
        self.store.loaded.connect(self.viewport().update)
        context.theme.changed.connect(self.viewport().update)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(ROW_HEIGHT, 2 * self.fontMetrics().height() + 16))

    def _set_up_heads(self) -> None:
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)
        heads.sectionClicked.connect(self._sort_by)

    def show_levels(self, judge: AuditedWith) -> None:
        """Draw the score bars for another judge, and tell its levels above them."""
        self.model_of_rows.tell_levels(judge)
        self.delegate.scale = ScoreScale.of(judge.threshold_low, judge.threshold)

    def add(self, rows: Sequence[AuditRow]) -> None:
        """Take rows that have just been judged."""
        scale = self.delegate.scale
        for row in rows:
            if scale is not None and row.score is not None:
                scale = scale.holding(row.score)
        if scale != self.delegate.scale:
            self.delegate.scale = scale
            self.viewport().update()
        self.model_of_rows.add(rows)

    def arrange(self, order: Order, chosen: RowFilter) -> None:
        """List those that match, in this order; the current one stays current where it is still listed."""
        current = self.model_of_rows.row_at(self.currentIndex()) if self.currentIndex().isValid() else None
        self.store.forget_wanted()
        self.model_of_rows.arrange(order, chosen)
        head = _HEADS.get(order)
        self.horizontalHeader().setSortIndicatorShown(head is not None)
        if head is not None:
            self.horizontalHeader().setSortIndicator(*head)
        index = QModelIndex() if current is None else self.model_of_rows.find(current)
        if index.isValid():
            self.setCurrentIndex(index)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width among the columns."""
        super().resizeEvent(event)
        room = max(0, self.viewport().width() - sum(_LEAST.values()))
        whole = sum(_SHARES.values())
        for column, share in _SHARES.items():
            self.setColumnWidth(column, _LEAST[column] + room * share // whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy takes the paths of the chosen rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted(index.row() for index in self.selectionModel().selectedRows())
            chosen = (self.model_of_rows.row_at(self.model_of_rows.index(row, IMAGE)) for row in rows)
            QGuiApplication.clipboard().setText("\n".join(str(row.path) for row in chosen))
        else:
            super().keyPressEvent(event)

    def _sort_by(self, column: int) -> None:
        first, then = _NEXT[column]
        self.order_wanted.emit(then if self.model_of_rows.order == first else first)

    def _open(self, index: QModelIndex) -> None:
        """Show an image in the system's own viewer."""
        path = self.model_of_rows.row_at(index).path
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            sentence = self.tr("{path}: no program shows this file; look whether it is still there.")
            self._context.say(Message(sentence.format(path=path), "warning"))
