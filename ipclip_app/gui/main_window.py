"""The main window: rail, messages, pages, menus; closing waits for what runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ipclip_app.gui.app_settings import SettingsStore
from ipclip_app.gui.background import Background
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.defect_hook import DefectHook
from ipclip_app.gui.engine import Engine
from ipclip_app.gui.file_menu import FileMenu
from ipclip_app.gui.help.menu import HelpMenu
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.message_area import Message, MessageArea, failure_message
from ipclip_app.gui.page import PlainPage
from ipclip_app.gui.rail import NavigationRail
from ipclip_app.gui.recent_defects import RecentDefects
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.gui.opening import Found

SMALLEST: Final = QSize(960, 640)
FIRST: Final = QSize(1280, 800)
QUIT: Final = "Ctrl+Q"
OTHER_SIDE: Final = "F6"
PATIENCE_MS: Final = 30_000
"""How long closing waits for a job; each ends within one step."""


@dataclass(frozen=True)
class PageEntry:
    """How a page is found: its name, which is that of its icon, its title, and what makes it, at its first showing."""

    name: str
    title: str
    make: Callable[[WindowContext], PlainPage]


class MainWindow(QMainWindow):
    """The window.

    Args:
        settings: What the owner set.
        theme: Colours.
        entries: The pages in the order of the rail.
        geometry: Where Qt keeps the window's place.
    """

    def __init__(
        self, settings: SettingsStore, theme: Theme, entries: Sequence[PageEntry], geometry: QSettings | None = None
    ) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._pages: dict[int, PlainPage] = {}
        self._holders: list[QVBoxLayout] = []
        self._geometry = geometry
        self.messages = MessageArea(theme)
        self.engine = Engine(settings.now.threads, self)
        self.background = Background(self)
        self.defects = RecentDefects()
        self.defect_hook = DefectHook(self)
        self.context = WindowContext(settings, theme, self.engine, self.background, self.messages.say)
        self.rail = NavigationRail(theme)
        self.stack = QStackedWidget()
        self._engine_label = QLabel(self.tr("Loading the engine…"))
        self._arrange()
        self._connect()
        self._restore_geometry()
        self.show_page(0)

    def _arrange(self) -> None:
        self.setWindowTitle("IP-CLIP")
        self.setMinimumSize(SMALLEST)
        for entry in self._entries:
            self.rail.add(entry.name, entry.title)
            holder = QWidget()
            self._holders.append(QVBoxLayout(holder))
            self._holders[-1].setContentsMargins(0, 0, 0, 0)
            self.stack.addWidget(holder)
        right = QVBoxLayout()
        right.setContentsMargins(0, 8, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.messages)
        right.addWidget(self.stack, 1)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        self.setCentralWidget(central)
        titles = [entry.title for entry in self._entries]
        self.menuBar().addMenu(FileMenu(self.context, self))
        self.menuBar().addMenu(HelpMenu(self.context, titles, self.defects, self))
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(10, 2, 10, 2)
        self.statusBar().addWidget(self._engine_label, 1)

    def _connect(self) -> None:
        QShortcut(QKeySequence(QUIT), self).activated.connect(self.close)
        QShortcut(QKeySequence(OTHER_SIDE), self).activated.connect(self._change_sides)
        self.rail.chosen.connect(self.show_page)
        self.rail.entered.connect(self._enter_page)
        self.context.navigation.wanted.connect(self.open_page)
        self.context.navigation.handed.connect(self._hand_over)
        self.defect_hook.found.connect(self.messages.say)
        self.engine.ready.connect(self._tell_ready)
        self.engine.failed.connect(self._tell_failed)
        self.context.settings.failed.connect(self._tell_unsaved)

    def show_page(self, index: int) -> None:
        """Bring a page to the front, making it first where it was never shown."""
        page = self.page(index)
        self.rail.select(index)
        self.stack.setCurrentIndex(index)
        page.shown()

    def open_page(self, name: str) -> PlainPage | None:
        """Bring the page of this name to the front and the keyboard's focus into it; None where there is none."""
        index = next((index for index, entry in enumerate(self._entries) if entry.name == name), None)
        if index is None:
            return None
        self.show_page(index)
        self._enter_page(index)
        return self.page(index)

    def _hand_over(self, name: str, found: "Found") -> None:
        page = self.open_page(name)
        if page is not None:
            page.take(found)

    def page(self, index: int) -> PlainPage:
        """The page at this place of the rail."""
        if index not in self._pages:
            page = self._entries[index].make(self.context)
            self._pages[index] = page
            self._holders[index].addWidget(page)
        return self._pages[index]

    def _enter_page(self, index: int) -> None:
        self.page(index).enter()

    def _change_sides(self) -> None:
        """From the buttons of the pages into the page and back."""
        focused = self.focusWidget()
        if focused is not None and self.rail.isAncestorOf(focused):
            self._enter_page(self.stack.currentIndex())
        else:
            self.rail.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask the pages, then end every job; none outlives the window."""
        if not all(page.may_close() for page in self._pages.values()):
            event.ignore()
            return
        if self._geometry is not None:
            self._geometry.setValue("window/geometry", self.saveGeometry())
        self.hide()  # closed in the owner's eyes, while the step in hand comes to its end
        self.background.stop_all()
        self.background.wait(PATIENCE_MS)
        self.engine.wait(PATIENCE_MS)
        event.accept()

    @property
    def has_work(self) -> bool:
        """Whether a thread still works, after closing one whose step lasts longer than the window waits."""
        return self.background.is_busy or self.engine.is_loading

    def _restore_geometry(self) -> None:
        stored = self._geometry.value("window/geometry") if self._geometry is not None else None
        if not (isinstance(stored, QByteArray) and self.restoreGeometry(stored)):
            self.resize(FIRST)

    def _tell_ready(self) -> None:
        facts = self.engine.facts
        if facts is not None:
            self._engine_label.setText(self.tr("Ready. Computes on {device}").format(device=facts.devices[0].title))

    def _tell_failed(self, failure: Failure) -> None:
        self._engine_label.setText(self.tr("The engine could not be loaded"))
        self.messages.say(failure_message(failure))

    def _tell_unsaved(self, sentence: str) -> None:
        self.messages.say(Message(sentence, "warning"))
