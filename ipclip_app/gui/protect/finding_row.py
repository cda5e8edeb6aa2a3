"""One finding of the doctor: how serious, what, what to do, and the ways out."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect import counts
from ipclip_app.gui.protect.thumbnail_strip import ThumbnailStrip

if TYPE_CHECKING:
    from ipclip_app.data.findings import Finding

_ICON: Final = 20
_PATHS_SHOWN: Final = 20
_PICTURES: Final = 12


class FindingRow(QFrame):
    """A finding and its buttons.

    Args:
        context: Colours and background.
        finding: What was found.
    """

    unopened = Signal(str)
    """A folder that the system would not open."""

    def __init__(self, context: WindowContext, finding: "Finding") -> None:
        super().__init__()
        self.finding = finding
        self._context = context
        self._severity = self.tr("Problem") if finding.severity == "error" else self.tr("Note")
        self._icon = QLabel()
        self.text = labelled(f"{self._severity}: {counts.breakable(finding.sentence)}", "")
        self.remedy = labelled(counts.breakable(finding.remedy), "muted")
        self.left_out = labelled(self.tr("Left out automatically; the rest is used."), "muted")
        if not finding.left_out:
            self.left_out.hide()
        self._files: QWidget | None = None
        self.strip: ThumbnailStrip | None = None
        self._build_buttons()
        self._arrange()
        self.paint_icon()
        self.setAccessibleName(f"{self._severity}: {finding.sentence}")

    def paint_icon(self) -> None:
        """Paint the icon in the present colours."""
        colours = self._context.theme.colours
        name, tint = ("error", colours.bad) if self.finding.severity == "error" else ("warning", colours.doubt)
        self._icon.setPixmap(line_icon(name, tint).pixmap(_ICON, _ICON))

    def _build_buttons(self) -> None:
        self.show_button = QPushButton(self.tr("Show the files"))
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._show)
        self.copy_button = QPushButton(self.tr("Copy the paths"))
        self.copy_button.clicked.connect(self._copy)
        self.open_button = QPushButton(self.tr("Open the folder"))
        self.open_button.clicked.connect(self._open)
        for button in self.buttons():
            button.setProperty("role", "link")
            button.setAccessibleName(f"{button.text()}: {self.finding.sentence}")

    def buttons(self) -> tuple[QPushButton, ...]:
        """The ways out."""
        return (self.show_button, self.copy_button, self.open_button)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in self.buttons():
            row.addWidget(button)
        row.addStretch(1)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        for widget in (self.text, self.remedy, self.left_out):
            self._column.addWidget(widget)
        self._column.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._column, 1)

    def _show(self, opened: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._files is None:
            self._files = self._build_files()
            self._column.addWidget(self._files)
        self._files.setVisible(opened)

    def _build_files(self) -> QWidget:
        paths = self.finding.paths
        lines = [counts.breakable(str(path)) for path in paths[:_PATHS_SHOWN]]
        if len(paths) > _PATHS_SHOWN:
            more = counts.grouped(len(paths) - _PATHS_SHOWN)
            lines.append(self.tr("and {count} more; copy the paths to see all").format(count=more))
        files = QWidget()
        layout = QVBoxLayout(files)
        layout.setContentsMargins(0, 4, 0, 8)
        layout.addWidget(labelled("\n".join(lines), "muted"))
        if self.finding.concerns_images:
            self.strip = ThumbnailStrip(self._context)
            layout.addWidget(self.strip)
            self.strip.show_images(paths[:_PICTURES])
        return files

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(map(str, self.finding.paths)))

    def _open(self) -> None:
        path = self.finding.paths[0]
        folder = path.parent if self.finding.concerns_images else path
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.unopened.emit(str(folder))
