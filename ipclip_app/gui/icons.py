"""Line icons in the colours of the window, sharp at any scaling."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ipclip_app.resources import resource_path


@lru_cache
def _drawing(name: str) -> str:
    return (resource_path("icons") / f"{name}.svg").read_text(encoding="utf-8")


class _LineIcon(QIconEngine):
    """Draws an SVG in one colour, another one where it is checked, and like disabled text where it is disabled."""

    def __init__(self, name: str, colour: str, checked: str) -> None:
        super().__init__()
        self._name, self._colour, self._checked = name, colour, checked
        disabled = QGuiApplication.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
        drawing = _drawing(name)
        self._renderers = [
            QSvgRenderer(QByteArray(drawing.replace("currentColor", tint).encode()))
            for tint in (colour, checked, disabled)
        ]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        chosen = 2 if mode == QIcon.Mode.Disabled else int(state == QIcon.State.On)
        painter.save()
        self._renderers[chosen].render(painter, QRectF(rect))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._colour, self._checked)


def line_icon(name: str, colour: str, checked: str | None = None) -> QIcon:
    """The icon `resources/icons/NAME.svg` in `colour`, and in `checked` where it is switched on."""
    return QIcon(_LineIcon(name, colour, checked or colour))
