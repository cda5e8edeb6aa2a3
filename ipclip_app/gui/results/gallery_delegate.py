"""Paints one test image: its thumbnail, its class, both models' answers and the verdict."""

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.results.domain_names import verdict_name
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.results.gallery_model import GalleryModel
from ipclip_app.gui.results.thumbnail_store import ThumbnailStore
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import Prediction

PICTURE: Final = 112
"""Pixels on a side of a thumbnail, before scaling."""
NARROWEST: Final = 300
_GAP: Final = 8
_LINES: Final = 5

Index = QModelIndex | QPersistentModelIndex
translate = QCoreApplication.translate


class Line(NamedTuple):
    """One line beside the picture: an icon or none, what it is about, and the text."""

    icon: str
    colour: str
    title: str
    text: str


class GalleryDelegate(QStyledItemDelegate):
    """Paints cards of equal size.

    Args:
        theme: Colours.
        store: Thumbnails.
        parent: The list.
    """

    def __init__(self, theme: Theme, store: ThumbnailStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._store = store
        self.width = NARROWEST
        self._icons: dict[tuple[str, str], QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The same for every image."""
        del index
        text = _LINES * (option.fontMetrics.height() + 4)
        return QSize(self.width, max(PICTURE, text) + 4 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the image at `index`."""
        model, item = index.model(), index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(model, GalleryModel):
            return
        card = option.rect.adjusted(_GAP // 2, _GAP // 2, -_GAP // 2, -_GAP // 2)
        painter.save()
        self._paint_card(painter, card, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        inside = card.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        picture = QRect(inside.left(), inside.top() + (inside.height() - PICTURE) // 2, PICTURE, PICTURE)
        self._paint_picture(painter, picture, self._store.pixmap(item.path))
        self._paint_text(painter, inside.adjusted(PICTURE + 12, 0, 0, 0), option.font, model, item)
        painter.restore()

    def _paint_card(self, painter: QPainter, card: QRect, *, chosen: bool) -> None:
        colours = self._theme.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.line), 2 if chosen else 1))
        painter.setBrush(QColor(colours.accent_soft if chosen else colours.surface))
        painter.drawRoundedRect(card, 8, 8)

    def _paint_picture(self, painter: QPainter, place: QRect, pixmap: QPixmap | None) -> None:
        colours = self._theme.colours
        painter.fillRect(place, QColor(colours.raised))
        if pixmap is not None and not pixmap.isNull():
            size = pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(place.topLeft(), size)
            target.moveCenter(place.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, pixmap)
            return
        middle = QRect(0, 0, PICTURE // 4, PICTURE // 4)
        middle.moveCenter(place.center())
        self._icon("image", colours.muted).paint(painter, middle)
        if pixmap is not None:
            painter.setPen(QColor(colours.muted))
            below = QRect(place.left(), middle.bottom() + 4, place.width(), place.bottom() - middle.bottom() - 4)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(below, flags, translate("Gallery", "cannot be read"))

    def _paint_text(
        self, painter: QPainter, place: QRect, font: QFont, model: GalleryModel, item: "Prediction"
    ) -> None:
        colours = self._theme.colours
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        height = place.height() // _LINES
        for number_of_line, line in enumerate(self.lines(model, item)):
            row = QRect(place.left(), place.top() + number_of_line * height, place.width(), height)
            painter.setFont(font if number_of_line else bold)
            if line.icon:
                side = QFontMetrics(font).height()
                self._icon(line.icon, line.colour).paint(
                    painter, QRect(row.left(), row.center().y() - side // 2, side, side)
                )
                row.setLeft(row.left() + side + 6)
            if line.title:
                painter.setPen(QColor(colours.muted))
                _draw(painter, row, line.title)
                row.setLeft(row.left() + painter.fontMetrics().horizontalAdvance(line.title) + 6)
            painter.setPen(QColor(line.colour))
            _draw(painter, row, line.text)

    def lines(self, model: GalleryModel, item: "Prediction") -> tuple[Line, ...]:
        """What is painted beside the picture."""
        colours = self._theme.colours
        signs = {"authorized": ("tick", colours.good), "unauthorized": ("cross", colours.bad)}
        icon, colour = signs.get(item.verdict, ("question", colours.doubt))
        return (
            Line("", colours.text, "", model.true_class(item)),
            Line("", colours.muted, "", model.domain(item)),
            self._answer(translate("Gallery", "Protected:"), model.names[item.protected], item.protected, item.label),
            self._answer(translate("Gallery", "Zero-shot:"), model.names[item.zero_shot], item.zero_shot, item.label),
            Line(
                icon,
                colour,
                translate("Gallery", "Verdict:"),
                f"{verdict_name(item.verdict)} ({number(item.score, 2)})",
            ),
        )

    def _answer(self, title: str, name: str, predicted: int, label: int | None) -> Line:
        colours = self._theme.colours
        if label is None:
            return Line("question", colours.text, title, name)
        return (
            Line("tick", colours.good, title, name) if predicted == label else Line("cross", colours.bad, title, name)
        )

    def _icon(self, name: str, colour: str) -> QIcon:
        if (name, colour) not in self._icons:  # `setdefault` would make one every time
            self._icons[name, colour] = line_icon(name, colour)
        return self._icons[name, colour]


def _draw(painter: QPainter, row: QRect, text: str) -> None:
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, row.width())
    painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
