"""What this program is, of what it is made, and under which licences."""

from typing import TYPE_CHECKING, Final

import pyqtgraph
import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ipclip_app import __version__
from ipclip_app.gui.page import labelled

if TYPE_CHECKING:
    from ipclip_app.jobs.engine import EngineFacts

_APACHE: Final = "https://www.apache.org/licenses/LICENSE-2.0"
_LGPL: Final = "https://www.gnu.org/licenses/lgpl-3.0.html"
_SOURCE: Final = "https://code.qt.io"
_ICON_SIZE: Final = 64
_WIDTH: Final = 520


class AboutDialog(QDialog):
    """Versions and licences.

    Args:
        facts: Versions of what computes; None while it loads.
        parent: Owner.
    """

    def __init__(self, facts: "EngineFacts | None", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About IP-CLIP"))
        self.setFixedWidth(_WIDTH)
        icon = QLabel()
        icon.setPixmap(self.windowIcon().pixmap(_ICON_SIZE, _ICON_SIZE))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(labelled("IP-CLIP", "title"))
        words.addWidget(labelled(self.tr("Version {version}").format(version=__version__), "muted"))
        words.addWidget(labelled(self.tr("Protects CLIP models against use on domains of images."), ""))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addLayout(self._versions(facts))
        layout.addWidget(labelled(self.tr("Licences"), "heading"))
        layout.addWidget(self._licences())
        layout.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As high as its wrapped lines need, which Qt does not ask for a window of its own."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(_WIDTH))

    def _versions(self, facts: "EngineFacts | None") -> QGridLayout:
        known = {"Qt": qVersion(), "PySide6": PySide6.__version__, "pyqtgraph": pyqtgraph.__version__}
        known |= facts.versions if facts else {"torch": self.tr("still loading")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        for row, (name, version) in enumerate(known.items()):
            key = QLabel(name)
            key.setProperty("role", "muted")
            grid.addWidget(key, row, 0)
            value = QLabel(version)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(value, row, 1)
        return grid

    def _licences(self) -> QLabel:
        own = self.tr("IP-CLIP is free software under the {licence}.").format(
            licence=f'<a href="{_APACHE}">Apache License 2.0</a>'
        )
        qt = self.tr(
            "The window is made with Qt and PySide6 under the {licence}: they are installed as packages of their own, "
            "you may replace them by versions that you changed, and their source code is at {source}."
        ).format(
            licence=f'<a href="{_LGPL}">GNU Lesser General Public License 3</a>',
            source=f'<a href="{_SOURCE}">code.qt.io</a>',
        )
        others = self.tr("The libraries that compute (torch, open_clip, numpy and others) have licences of their own.")
        models = self.tr("Backbones that you download come with the licences of those who published them.")
        label = QLabel("".join(f"<p>{text}</p>" for text in (own, qt, others, models)))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setOpenExternalLinks(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.setAccessibleName(self.tr("Licences"))
        return label
