"""Paints a confusion matrix: the darker a cell, the larger its part of the class; walked with the arrow keys."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ipclip_app.gui.results.confusion_model import ConfusionModel
from ipclip_app.gui.theme import Theme

_LONGEST_NAME: Final = 120
"""Pixels of a class name before it is elided."""
_MOST_GROWTH: Final = 2
_FAINTEST: Final = 0.12
_PADDING: Final = 5


class ConfusionTable(QTableView):
    """One matrix.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.matrix = ConfusionModel()
        self.setModel(self.matrix)
        self.setItemDelegate(_CellPainter(theme, self))
        self.setHorizontalHeader(_NameHeader(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_NameHeader(Qt.Orientation.Vertical, self))
        self.setProperty("role", "matrix")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.matrix.modelReset.connect(self._begin)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the cells fill the room."""
        super().resizeEvent(event)
        self._fit()

    def _begin(self) -> None:
        self._fit()
        if self.matrix.rowCount():
            self.setCurrentIndex(self.matrix.index(0, 0))

    def _fit(self) -> None:
        """Make cells as large as the room allows, but never smaller than the largest count."""
        largest = max((max(row) for row in self.matrix.confusion.counts), default=0)
        metrics, room = self.fontMetrics(), self.maximumViewportSize()
        width = max(metrics.horizontalAdvance(str(largest)), metrics.height()) + 2 * _PADDING
        height = metrics.height() + _PADDING
        for header, length, least in (
            (self.horizontalHeader(), room.width(), width),
            (self.verticalHeader(), room.height(), height),
        ):
            share = length // max(1, header.count())
            header.setDefaultSectionSize(min(max(least, share), least * _MOST_GROWTH))


class _CellPainter(QStyledItemDelegate):
    """Paints one cell: right answers in the colour of good, mistakes in that of bad, the count in numbers."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell at `index`."""
        model, colours = index.model(), self._theme.colours
        if not isinstance(model, ConfusionModel):
            return
        part = model.confusion.share(index.row(), index.column())
        cell = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        painter.fillRect(cell, QColor(colours.raised))
        if part:
            tint = QColor(colours.good if index.row() == index.column() else colours.bad)
            tint.setAlphaF(_FAINTEST + (1 - _FAINTEST) * part)
            painter.fillRect(cell, tint)
        painter.setPen(QColor(colours.surface if part > 1 / 2 else colours.text))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(cell)
        painter.restore()


class _NameHeader(QHeaderView):
    """Class names, those of the columns standing upright, elided where they are long."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the longest name, up to a limit."""
        model, metrics = self.model(), self.fontMetrics()
        names = model.names if isinstance(model, ConfusionModel) else ()
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        length = min(longest, self._limit()) + 2 * _PADDING
        return QSize(length, length)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Paint one name."""
        model = self.model()
        if not isinstance(model, ConfusionModel):
            return
        metrics, name = self.fontMetrics(), model.names[logicalIndex]
        painter.save()
        painter.setPen(self.palette().windowText().color())
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._limit())
        if self.orientation() == Qt.Orientation.Vertical:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(_PADDING, 0, -_PADDING, 0), right, text)
        else:
            painter.translate(rect.left(), rect.bottom() + 1)
            painter.rotate(-90)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(_PADDING, 0, rect.height(), rect.width()), left, text)
        painter.restore()

    def _limit(self) -> int:
        return round(_LONGEST_NAME * self.fontMetrics().height() / 16)
