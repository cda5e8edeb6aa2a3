"""The bundles: open one, see what was exported to whom, keep keys."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from ipclip_app.gui.bundles.exports_view import ExportsView
from ipclip_app.gui.bundles.keys_view import KeysView
from ipclip_app.gui.bundles.open_view import OpenView
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import MARGIN, PlainPage, labelled, set_property

if TYPE_CHECKING:
    from ipclip_app.gui.opening import Found

_PUBLIC_KEY = ".pem"


class BundlesPage(PlainPage):
    """Three tabs; a bundle may be dropped anywhere, an issuer's public key as well.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.setAccessibleName(self.tr("Bundles"))
        self.setAcceptDrops(True)
        self.opened = OpenView(context)
        self.exports = ExportsView(context)
        self.keys = KeysView(context)
        self.tabs = QTabWidget()
        self._arrange()
        self._connect()

    def shown(self) -> None:
        """Read anew what another window or the command line may have changed."""
        self.exports.refresh()
        self.keys.refresh()

    def take(self, found: "Found") -> None:
        """Look into a bundle, or begin to export a run."""
        if found.kind == "run":
            self.export(found.paths[0])
        else:
            self.open(found.paths[0])

    def open(self, path: Path) -> None:
        """Look into a bundle."""
        self.tabs.setCurrentWidget(self.opened)
        self.opened.open(path)

    def export(self, run: Path) -> None:
        """Begin to export a run."""
        self.tabs.setCurrentWidget(self.exports)
        self.exports.export(run)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """One file may be dropped."""
        if _dropped(event) is not None:
            set_property(self.opened.prompt, "active", "true")
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Look as before."""
        set_property(self.opened.prompt, "active", "false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Look into a bundle; offer to trust the owner of a public key."""
        set_property(self.opened.prompt, "active", "false")
        path = _dropped(event)
        if path is None:
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if path.suffix.lower() == _PUBLIC_KEY:
            self.tabs.setCurrentWidget(self.keys)
            self.keys.import_key(path)
        else:
            self.open(path)

    def _arrange(self) -> None:
        self.tabs.tabBar().setAccessibleName(self.tr("Bundles"))
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.opened, self.tr("Open"))
        self.tabs.addTab(self.exports, self.tr("Exports"))
        self.tabs.addTab(self.keys, self.tr("Keys"))
        lead = self.tr(
            "A bundle is the protected prompt of a run, signed for one licensee. Whoever alters it is found out, and "
            "the public backbone without it is zero-shot CLIP. It does not protect from the licensee himself: "
            "a licensee who can run it can extract it."
        )
        self.lead = labelled(lead, "muted")
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(labelled(self.tr("Bundles"), "title"))
        head.addWidget(self.lead)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN // 2, MARGIN, MARGIN // 2)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.exports.inspect_requested.connect(self.open)
        self.exports.create_key_requested.connect(self._create_key)
        self.keys.changed.connect(self.exports.refresh)

    def _create_key(self) -> None:
        self.tabs.setCurrentWidget(self.keys)
        self.keys.create_key()


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    local = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return local[0] if len(urls) == len(local) == 1 else None
