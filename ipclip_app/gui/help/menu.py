"""The Help menu."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.folder_opening import open_folder
from ipclip_app.gui.help.diagnostics import diagnostics
from ipclip_app.gui.log_file import log_folder
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.recent_defects import RecentDefects


class HelpMenu(QMenu):
    """Keys, logs, diagnostics, versions.

    Args:
        context: What the window works with.
        pages: Titles of the pages in the order of the rail.
        defects: The latest errors.
        parent: The window.
    """

    def __init__(
        self, context: WindowContext, pages: Sequence[str], defects: RecentDefects, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("&Help"))
        self._context, self._pages, self._defects = context, tuple(pages), defects
        self.keys = self.addAction(self.tr("&Keyboard shortcuts"), self._show_keys)
        self.keys.setShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents))
        self.addSeparator()
        self.log = self.addAction(self.tr("Open the &log folder"), self._open_log)
        self.copy = self.addAction(self.tr("Copy &diagnostics"), self._copy)
        self.addSeparator()
        self.about = self.addAction(self.tr("&About IP-CLIP"), self._show_about)

    def _show_keys(self) -> None:
        from ipclip_app.gui.help.shortcuts import ShortcutsDialog

        self._show(ShortcutsDialog(self._pages, self.parentWidget()))

    def _show_about(self) -> None:
        from ipclip_app.gui.help.about import AboutDialog

        self._show(AboutDialog(self._context.engine.facts, self.parentWidget()))

    def _show(self, dialog: QDialog) -> None:
        dialog.setModal(False)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _open_log(self) -> None:
        open_folder(log_folder(), self._context.say)

    def _copy(self) -> None:
        text = diagnostics(self._context.settings.now, self._context.engine.facts, self._defects.latest())
        QGuiApplication.clipboard().setText(text)
        sentence = self.tr("The diagnostics are in the clipboard. They name no person, no machine, no file of yours.")
        self._context.say(Message(sentence, "done"))
