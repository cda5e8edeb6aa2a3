"""Saves a plot as a picture, a drawing or a table, written in the background."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QImageWriter, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.protect.plot_style import SAMPLE, draw_sample
from ipclip_app.progress import Job, Report
from ipclip_app.storage import write_bytes

_SHARPNESS: Final = 2
_ROW: Final = 24
_GAP: Final = 12


@dataclass(frozen=True)
class Exportable:
    """A plot that can be saved.

    Attributes:
        name: Name of the file without its suffix.
        plot: The plot's widget.
        legend: Line and title of every curve shown.
        table: Copies what is shown and gives what makes rows of it, the header first, in the background.
    """

    name: str
    plot: Any
    legend: Callable[[], Sequence[tuple[QPen, str]]]
    table: Callable[[], Callable[[], Sequence[Sequence[object]]]]


class ExportButton(QToolButton):
    """Offers the three formats.

    Args:
        context: What the page works with.
        content: What is saved.
    """

    def __init__(self, context: WindowContext, content: Exportable) -> None:
        super().__init__()
        self._context, self._content = context, content
        self.setProperty("role", "link")
        self.setText(self.tr("Save as…"))
        self.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for suffix, title in (
            ("png", self.tr("Picture (PNG)…")),
            ("svg", self.tr("Drawing (SVG)…")),
            ("csv", self.tr("Table (CSV)…")),
        ):
            action = menu.addAction(title)
            action.setData(suffix)
        menu.triggered.connect(self._ask)
        self.setMenu(menu)

    def _ask(self, action: QAction) -> None:
        suffix = str(action.data())
        dialog = QFileDialog(self, self.tr("Save as"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilters([f"{suffix.upper()} (*.{suffix})"])
        dialog.selectFile(f"{self._content.name}.{suffix}")
        dialog.fileSelected.connect(self._save_selected)
        dialog.open()

    def _save_selected(self, file: str) -> None:
        self.save(Path(file))

    def save(self, path: Path) -> None:
        """Save in the format that the name's suffix tells; returns at once."""
        thread = self._context.background.prepare(partial(_write, path, self._encoder(path.suffix.lower())))
        thread.succeeded.connect(self._tell_saved)
        thread.failed.connect(self._tell_failed)
        thread.start()

    def _encoder(self, suffix: str) -> Callable[[], bytes]:
        """Everything the window must do itself is done here, the rest by what is returned."""
        if suffix == ".csv":
            return partial(_as_csv, self._content.table())
        size = _whole_size(self._content)
        if suffix == ".svg":
            return partial(bytes, _as_svg(self._content, size))
        image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARPNESS)
        painter = QPainter(image)
        _draw(painter, self._content, size)
        painter.end()
        return partial(_as_png, image)

    def _tell_saved(self, path: Path) -> None:
        self._context.say(Message(self.tr("Saved as {path}.").format(path=path), "done"))

    def _tell_failed(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))


def _write(path: Path, encode: Callable[[], bytes]) -> Job[Path]:
    yield Report("save", 0, 1)
    write_bytes(path, encode())
    return path


def _whole_size(content: Exportable) -> QSize:
    rows = 1 + max((row for row, *_ in _places(content, content.plot.width())), default=-1)
    return QSize(content.plot.width(), content.plot.height() + rows * _ROW)


def _places(content: Exportable, width: int) -> list[tuple[int, int, QPen, str]]:
    """Row, left edge, line and title of every entry of the legend, wrapped to `width`."""
    row, left = 0, _GAP
    found: list[tuple[int, int, QPen, str]] = []
    for pen, title in content.legend():
        needed = SAMPLE.width() + 6 + content.plot.fontMetrics().horizontalAdvance(title)
        if left + needed > width and left > _GAP:
            row, left = row + 1, _GAP
        found.append((row, left, pen, title))
        left += needed + 2 * _GAP
    return found


def _draw(painter: QPainter, content: Exportable, size: QSize) -> None:
    """The plot with the legend beneath."""
    plot = content.plot
    ground, text = plot.backgroundBrush(), plot.palette().windowText().color()
    painter.fillRect(QRect(0, 0, size.width(), size.height()), ground)
    plot.render(painter, QRectF(0, 0, plot.width(), plot.height()))
    painter.setFont(plot.font())
    for row, left, pen, title in _places(content, size.width()):
        top = plot.height() + row * _ROW
        draw_sample(painter, QPointF(left, top + (_ROW - SAMPLE.height()) / 2), pen)
        painter.setPen(QColor(text))
        painter.drawText(
            QRectF(left + SAMPLE.width() + 6, top, size.width(), _ROW), Qt.AlignmentFlag.AlignVCenter, title
        )


def _as_svg(content: Exportable, size: QSize) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(content.name)
    painter = QPainter(generator)
    _draw(painter, content, size)
    painter.end()
    return bytes(buffer.data().data())


def _as_png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


def _as_csv(rows: Callable[[], Sequence[Sequence[object]]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows())
    return text.getvalue().encode()
