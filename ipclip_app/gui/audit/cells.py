"""Paints the rows of an audit: thumbnail and name, verdict, score on its scale, the classes of both models."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ipclip_app.gui.audit.audit_model import IMAGE, PROTECTED, SCORE, VERDICT, ZERO_SHOT, AuditModel
from ipclip_app.gui.audit.row_words import class_words, reason_words
from ipclip_app.gui.audit.score_bar import ScoreBar
from ipclip_app.gui.audit.score_scale import ScoreScale
from ipclip_app.gui.audit.verdict_pill import VerdictPills
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.results.thumbnail_store import ThumbnailStore
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.audit_row import AuditRow, ClassProbability

PICTURE: Final = 44
"""Pixels on a side of a thumbnail, before scaling."""
ROW_HEIGHT: Final = PICTURE + 12
MARGIN: Final = 10
_ICON: Final = 16
_LINES_SHOWN: Final = 1.9
"""A sentence breaks between words, which costs a little of the first of its two lines."""

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of the table, with as few calls as possible: all in sight are painted many times a second.

    Args:
        theme: Colours.
        store: Thumbnails.
        table: What is painted in.

    Attributes:
        scale: Of the score bars; None before anything was judged.
    """

    def __init__(self, theme: Theme, store: ThumbnailStore, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._store = store
        self._table = table
        self.scale: ScoreScale | None = None
        self._pills = VerdictPills(theme)
        self._bar = ScoreBar()
        self._take_colours()
        theme.changed.connect(self._take_colours)

    def _take_colours(self) -> None:
        colours = self._theme.colours
        self._text, self._muted, self._line = (QColor(each) for each in (colours.text, colours.muted, colours.line))
        self._raised, self._chosen = QColor(colours.raised), QColor(colours.accent_soft)
        self._placeholder = line_icon("image", colours.muted)
        self._pills.forget()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The same height for every row."""
        del index
        return QSize(0, max(ROW_HEIGHT, 2 * option.fontMetrics.height() + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell at `index`."""
        model = index.model()
        if not isinstance(model, AuditModel):
            return
        row, cell, column = model.row_at(index), option.rect, index.column()
        painter.save()
        painter.setFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, self._chosen)
        painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, self._line)
        if column == IMAGE:
            self._paint_image(painter, cell, row)
        elif column == VERDICT:
            self._paint_verdict(painter, cell, row)
        elif row.error is not None:
            self._paint_reason(painter, cell, row)
        elif column == SCORE:
            self._paint_score(painter, cell.adjusted(MARGIN, 0, -MARGIN, 0), row)
        else:
            classes = row.protected if column == PROTECTED else row.zero_shot
            self._paint_classes(painter, cell.adjusted(MARGIN, 0, -MARGIN, 0), classes)
        painter.restore()

    def _paint_image(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        picture = QRect(cell.left() + 8, cell.center().y() - PICTURE // 2, PICTURE, PICTURE)
        self._paint_picture(painter, picture, None if row.error is not None else self._store.pixmap(row.path))
        self._paint_lines(
            painter, cell.adjusted(PICTURE + 18, 0, -MARGIN, 0), row.path.name, str(row.path.parent), where_is=True
        )

    def _paint_picture(self, painter: QPainter, place: QRect, pixmap: QPixmap | None) -> None:
        painter.fillRect(place, self._raised)
        if pixmap is None or pixmap.isNull():
            middle = QRect(0, 0, _ICON, _ICON)
            middle.moveCenter(place.center())
            self._placeholder.paint(painter, middle)
            return
        target = QRect(QPoint(), pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
        target.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, pixmap)

    def _paint_verdict(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        pill = self._pills.pixmap(row.verdict, painter.font(), painter.device().devicePixelRatioF())
        height = round(pill.deviceIndependentSize().height())
        painter.setClipRect(cell)
        painter.drawPixmap(cell.left() + MARGIN, cell.center().y() - height // 2, pill)

    def _paint_score(self, painter: QPainter, place: QRect, row: AuditRow) -> None:
        if row.score is not None and self.scale is not None:
            self._bar.paint(painter, place, row.score, self.scale, self._theme.colours)

    def _paint_classes(self, painter: QPainter, place: QRect, classes: tuple[ClassProbability, ...]) -> None:
        first, *others = map(class_words, classes)
        self._paint_lines(painter, place, first, " · ".join(others))

    def _paint_lines(self, painter: QPainter, place: QRect, first: str, second: str, *, where_is: bool = False) -> None:
        """Two lines; of a name both ends matter most, and of a folder its end."""
        metrics = painter.fontMetrics()
        height, width = metrics.height() + 2, place.width()
        top = place.center().y() - height
        modes = Qt.TextElideMode
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._text)
        shown = metrics.elidedText(first, modes.ElideMiddle if where_is else modes.ElideRight, width)
        painter.drawText(place.left(), top, width, height, flags, shown)
        painter.setPen(self._muted)
        shown = metrics.elidedText(second, modes.ElideLeft if where_is else modes.ElideRight, width)
        painter.drawText(place.left(), top + height, width, height, flags, shown)

    def _paint_reason(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        """Across the last columns, each of which paints its own part of the sentence."""
        left = self._table.columnViewportPosition(SCORE) + MARGIN
        width = self._table.columnViewportPosition(ZERO_SHOT) + self._table.columnWidth(ZERO_SHOT) - left - MARGIN
        words = painter.fontMetrics().elidedText(
            reason_words(row), Qt.TextElideMode.ElideRight, round(_LINES_SHOWN * width)
        )
        painter.setClipRect(cell)
        painter.setPen(self._text)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(left, cell.top(), width, cell.height(), flags, words)
