"""The pages of the window in the order of the rail; each is imported when it is first shown."""

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.main_window import PageEntry
from ipclip_app.gui.page import PlainPage


def page_entries() -> tuple[PageEntry, ...]:
    """Every page that exists."""

    def named(title: str) -> str:
        return QCoreApplication.translate("Pages", title)

    return (PageEntry("settings", named("Settings"), _settings),)


def _settings(context: WindowContext) -> PlainPage:
    from ipclip_app.gui.settings.page import SettingsPage

    return SettingsPage(context)
