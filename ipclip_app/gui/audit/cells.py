"""Paints the rows of an audit: thumbnail and name, verdict, score on its scale, the classes of both models."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ipclip_app.gui.audit.audit_model import IMAGE, PROTECTED, SCORE, VERDICT, ZERO_SHOT, AuditModel
from ipclip_app.gui.audit.row_words import class_words, reason_words, verdict_sign, verdict_words
from ipclip_app.gui.audit.score_bar import paint_score
from ipclip_app.gui.audit.score_scale import ScoreScale
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.results.thumbnail_store import ThumbnailStore
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.audit_row import AuditRow, ClassProbability

PICTURE: Final = 44
"""Pixels on a side of a thumbnail, before scaling."""
ROW_HEIGHT: Final = PICTURE + 12
MARGIN: Final = 10
_ICON: Final = 16

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of the table.

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
        self._icons: dict[tuple[str, str], QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The same height for every row."""
        del index
        return QSize(0, max(ROW_HEIGHT, 2 * option.fontMetrics.height() + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell at `index`."""
        model = index.model()
        if not isinstance(model, AuditModel):
            return
        row, cell = model.row_at(index), option.rect
        painter.save()
        painter.setClipRect(cell)
        self._paint_ground(painter, cell, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.setFont(option.font)
        if index.column() == IMAGE:
            self._paint_image(painter, cell, row)
        elif index.column() == VERDICT:
            self._paint_verdict(painter, cell.adjusted(MARGIN, 0, -MARGIN, 0), row)
        elif row.error is not None:
            self._paint_reason(painter, cell, row)
        elif index.column() == SCORE:
            self._paint_score(painter, cell.adjusted(MARGIN, 0, -MARGIN, 0), row)
        else:
            classes = row.protected if index.column() == PROTECTED else row.zero_shot
            self._paint_classes(painter, cell.adjusted(MARGIN, 0, -MARGIN, 0), classes)
        painter.restore()

    def _paint_ground(self, painter: QPainter, cell: QRect, *, chosen: bool) -> None:
        colours = self._theme.colours
        painter.fillRect(cell, QColor(colours.accent_soft if chosen else colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())

    def _paint_image(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        colours = self._theme.colours
        picture = QRect(cell.left() + 8, cell.center().y() - PICTURE // 2, PICTURE, PICTURE)
        self._paint_picture(painter, picture, None if row.error is not None else self._store.pixmap(row.path))
        text = cell.adjusted(PICTURE + 18, 0, -MARGIN, 0)
        first, second = _lines(painter, text)
        painter.setPen(QColor(colours.text))
        _draw(painter, first, row.path.name, Qt.TextElideMode.ElideMiddle)
        painter.setPen(QColor(colours.muted))
        _draw(painter, second, str(row.path.parent), Qt.TextElideMode.ElideLeft)

    def _paint_picture(self, painter: QPainter, place: QRect, pixmap: QPixmap | None) -> None:
        colours = self._theme.colours
        painter.fillRect(place, QColor(colours.raised))
        if pixmap is None or pixmap.isNull():
            middle = QRect(0, 0, _ICON, _ICON)
            middle.moveCenter(place.center())
            self._icon("image", colours.muted).paint(painter, middle)
            return
        target = QRect(QPoint(), pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
        target.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, pixmap)

    def _paint_verdict(self, painter: QPainter, place: QRect, row: AuditRow) -> None:
        sign, words = verdict_sign(row.verdict, self._theme.colours), verdict_words(row.verdict)
        height = painter.fontMetrics().height() + 8
        width = min(place.width(), painter.fontMetrics().horizontalAdvance(words) + _ICON + 24)
        pill = QRect(place.left(), place.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(sign.ground))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        icon = QRect(pill.left() + 8, pill.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        self._icon(sign.icon, sign.colour).paint(painter, icon)
        painter.setPen(QColor(sign.colour))
        _draw(painter, pill.adjusted(_ICON + 13, 0, -4, 0), words)

    def _paint_score(self, painter: QPainter, place: QRect, row: AuditRow) -> None:
        if row.score is not None and self.scale is not None:
            paint_score(painter, place, row.score, self.scale, self._theme.colours)

    def _paint_classes(self, painter: QPainter, place: QRect, classes: tuple[ClassProbability, ...]) -> None:
        first, second = _lines(painter, place)
        painter.setPen(QColor(self._theme.colours.text))
        _draw(painter, first, " ".join(map(class_words, classes[:1])))
        painter.setPen(QColor(self._theme.colours.muted))
        _draw(painter, second, " · ".join(map(class_words, classes[1:])))

    def _paint_reason(self, painter: QPainter, cell: QRect, row: AuditRow) -> None:
        """Across the last columns, each of which paints its own part of the sentence."""
        left = self._table.columnViewportPosition(SCORE)
        right = self._table.columnViewportPosition(ZERO_SHOT) + self._table.columnWidth(ZERO_SHOT)
        whole = QRect(left + MARGIN, cell.top(), right - left - 2 * MARGIN, cell.height())
        painter.setPen(QColor(self._theme.colours.text))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(whole, flags, _shortened(painter, reason_words(row), whole.width()))

    def _icon(self, name: str, colour: str) -> QIcon:
        return self._icons.setdefault((name, colour), line_icon(name, colour))


def _lines(painter: QPainter, place: QRect) -> tuple[QRect, QRect]:
    """Two lines of text in the middle of a cell."""
    height = painter.fontMetrics().height() + 2
    top = place.center().y() - height
    return QRect(place.left(), top, place.width(), height), QRect(place.left(), top + height, place.width(), height)


def _draw(painter: QPainter, place: QRect, text: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
    shown = painter.fontMetrics().elidedText(text, mode, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _shortened(painter: QPainter, text: str, width: int) -> str:
    """As much as two lines take; a sentence breaks between words, which costs a little of the first one."""
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(1.9 * width))
