"""Accuracies as colours: authorized domains against what they were tested on, walked with the arrow keys."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipclip_app.gui.experiment.heat_colours import heat_colour, ink_on
from ipclip_app.gui.experiment.heat_words import cell_words, column_lines, plain
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.results.figures import MISSING, number
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.jobs.heat_map import HeatCell, HeatMap

_CELL: Final = QSize(92, 56)
_WIDEST: Final = 148
"""Pixels of a cell, where there is room."""
_GAP: Final = 4
_REACHED: Final = 104
_CORNER: Final = 6
_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class HeatMapView(QWidget):
    """Cells with value and deviation; one of them is current.

    Args:
        theme: Colours.
    """

    current_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.heat: HeatMap | None = None
        self._row = self._column = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Heat map"))
        theme.changed.connect(self.update)

    def show_map(self, heat: "HeatMap") -> None:
        """Show what is known now; the current cell stays current."""
        self.heat = heat
        self._row = min(self._row, len(heat.rows) - 1)
        self._column = min(self._column, len(heat.columns) - 1)
        self.setFixedHeight(self.sizeHint().height())
        self.setMinimumWidth(self.sizeHint().width())
        self._tell(aloud=False)

    @property
    def words(self) -> str:
        """What the current cell says."""
        if self.heat is None or not self.heat.rows:
            return ""
        return cell_words(self.heat, self.heat.rows[self._row], self.heat.columns[self._column])

    @property
    def current(self) -> QRect:
        """Where the current cell is."""
        return self._place(self._row, self._column)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All cells with their names."""
        rows, columns = (len(self.heat.rows), len(self.heat.columns)) if self.heat else (0, 0)
        width = self._left() + columns * (self._least() + _GAP) + _REACHED
        return QSize(width, self._top() + rows * (_CELL.height() + _GAP) + _GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk along the cells."""
        step = _STEPS.get(Qt.Key(event.key()))
        if self.heat is None or (step is None and event.key() not in {Qt.Key.Key_Home, Qt.Key.Key_End}):
            super().keyPressEvent(event)
        elif step is not None:
            self._go(self._row + step[0], self._column + step[1])
        else:
            self._go(self._row, 0 if event.key() == Qt.Key.Key_Home else len(self.heat.columns) - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the cell beneath the pointer."""
        super().mousePressEvent(event)
        place = self._cell_at(event.position().toPoint())
        if place is not None:
            self._go(*place)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint names and cells."""
        if self.heat is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_names(painter, self.heat)
        for row, name in enumerate(self.heat.rows):
            for column, tested in enumerate(self.heat.columns):
                self._paint_cell(painter, self._place(row, column), self.heat.cells[name, tested])
            self._paint_reached(painter, row, self.heat.reached[name])
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.colours.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.current).adjusted(-2, -2, 2, 2), _CORNER + 2, _CORNER + 2)
        painter.end()

    def _go(self, row: int, column: int) -> None:
        if self.heat is None:
            return
        self._row = min(max(row, 0), len(self.heat.rows) - 1)
        self._column = min(max(column, 0), len(self.heat.columns) - 1)
        self._tell(aloud=True)

    def _tell(self, *, aloud: bool) -> None:
        self.setAccessibleDescription(self.words)
        if aloud and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words))
        self.update()
        self.current_changed.emit()

    def _paint_names(self, painter: QPainter, heat: "HeatMap") -> None:
        colours, line = self._theme.colours, self.fontMetrics().height()
        painter.setPen(QColor(colours.muted))
        for column, name in enumerate(heat.columns):
            cell = self._place(0, column)
            lines = column_lines(name)
            for index, text in enumerate(lines):
                top = self._top() - 6 - line * (len(lines) - index)
                self._write(painter, QRect(cell.left(), top, cell.width(), line), text)
        edge = QRect(self._reached_left(), self._top() - 6 - 2 * line, _REACHED, line)
        self._write(painter, edge, self.tr("W_ua strict,"))
        self._write(painter, edge.translated(0, line), self.tr("% of its bound"))
        painter.setPen(QColor(colours.text))
        for row, name in enumerate(heat.rows):
            place = QRect(0, self._place(row, 0).top(), self._left() - 12, _CELL.height())
            self._write(painter, place, plain(name), Qt.AlignmentFlag.AlignRight)

    def _paint_cell(self, painter: QPainter, place: QRect, cell: "HeatCell") -> None:
        colours = self._theme.colours
        known = cell.mean is not None
        fill = heat_colour(cell.mean or 0.0, dark=self._theme.is_dark) if known else QColor(colours.raised)
        painter.setPen(QPen(QColor(colours.good), 3) if cell.authorized else Qt.PenStyle.NoPen)
        painter.setBrush(fill if cell.state != "none" else Qt.BrushStyle.NoBrush)
        inset = 1.5 if cell.authorized else 0
        painter.drawRoundedRect(QRectF(place).adjusted(inset, inset, -inset, -inset), _CORNER, _CORNER)
        if cell.mean is None:
            self._paint_state(painter, place, cell.state)
            return
        painter.setPen(ink_on(fill))
        line = self.fontMetrics().height()
        lift = 0 if cell.deviation is None else line // 2
        painter.setFont(_bold(self.font()))
        painter.drawText(place.translated(0, -lift), Qt.AlignmentFlag.AlignCenter, number(cell.mean))
        painter.setFont(self.font())
        if cell.deviation is not None:
            spread = f"± {number(cell.deviation)}"
            painter.drawText(place.translated(0, line - lift + 2), Qt.AlignmentFlag.AlignCenter, spread)

    def _paint_state(self, painter: QPainter, place: QRect, state: str) -> None:
        colours = self._theme.colours
        if state == "failed":
            side = self.fontMetrics().height() + 4
            sign = QRect(0, 0, side, side)
            sign.moveCenter(place.center())
            line_icon("cross", colours.bad).paint(painter, sign)
            return
        painter.setPen(QColor(colours.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "…" if state == "waiting" else "")

    def _paint_reached(self, painter: QPainter, row: int, reached: float | None) -> None:
        painter.setPen(QColor(self._theme.colours.text))
        painter.setFont(_bold(self.font()))
        place = QRect(self._reached_left(), self._place(row, 0).top(), _REACHED, _CELL.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, MISSING if reached is None else number(reached))
        painter.setFont(self.font())

    def _write(
        self, painter: QPainter, place: QRect, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter
    ) -> None:
        elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, elided)

    def _place(self, row: int, column: int) -> QRect:
        left = self._left() + column * (self._width() + _GAP)
        top = self._top() + row * (_CELL.height() + _GAP)
        return QRect(QPoint(left, top), QSize(self._width(), _CELL.height()))

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        if self.heat is None:
            return None
        places = ((row, column) for row in range(len(self.heat.rows)) for column in range(len(self.heat.columns)))
        return next((place for place in places if self._place(*place).contains(point)), None)

    def _left(self) -> int:
        names = map(plain, self.heat.rows) if self.heat else ()
        return min(180, max(map(self.fontMetrics().horizontalAdvance, names), default=0) + 20)

    def _top(self) -> int:
        return 2 * self.fontMetrics().height() + 12

    def _reached_left(self) -> int:
        columns = len(self.heat.columns) if self.heat else 0
        return self._left() + columns * (self._width() + _GAP)

    def _width(self) -> int:
        """Of a cell: what room there is, shared, within bounds."""
        columns = len(self.heat.columns) if self.heat else 0
        room = self.width() - self._left() - _REACHED
        return min(_WIDEST, max(self._least(), room // max(1, columns) - _GAP))

    def _least(self) -> int:
        """Of a cell, so that what stands above its column is not cut."""
        lines = (line for name in self.heat.columns for line in column_lines(name)) if self.heat else ()
        widest = max(map(self.fontMetrics().horizontalAdvance, lines), default=0)
        return min(_WIDEST, max(_CELL.width(), widest + _GAP))


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    bold.setPointSizeF(font.pointSizeF() * 1.15)
    return bold
