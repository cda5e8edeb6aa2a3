"""What the owner can set; every change is kept, and holds at once unless the page says otherwise."""

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import Page
from ipclip_app.gui.settings.appearance import AppearanceCard
from ipclip_app.gui.settings.cache import CacheCard
from ipclip_app.gui.settings.computing import ComputingCard
from ipclip_app.gui.settings.folders import FoldersCard
from ipclip_app.gui.wheel_guard import WheelGuard


class SettingsPage(Page):
    """The settings."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context, "")
        self.title.setText(self.tr("Settings"))
        self.setAccessibleName(self.tr("Settings"))
        self.appearance = AppearanceCard(context)
        self.computing = ComputingCard(context)
        self.folders = FoldersCard(context)
        self.cache = CacheCard(context)
        for card in (self.appearance, self.computing, self.folders, self.cache):
            self.body.addWidget(card)
        self.body.addStretch(1)
        WheelGuard(self)

    def shown(self) -> None:
        """Look into the cache anew."""
        self.cache.refresh()
