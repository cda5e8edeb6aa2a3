"""The page of the watermark: the secret in hand above, what is done with it in tabs."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QTabWidget

from ipclip_app.gui.closing_question import ClosingWords, wants_to_close
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import Page
from ipclip_app.gui.watermark.attack_view import AttackView
from ipclip_app.gui.watermark.secret_card import SecretCard
from ipclip_app.gui.watermark.service_view import ServiceView
from ipclip_app.gui.watermark.verify_view import VerifyView
from ipclip_app.gui.wheel_guard import WheelGuard


class WatermarkPage(Page):
    """Secret, service, verification and attacks.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context, QCoreApplication.translate("WatermarkPage", "Watermark"), _lead())
        self.card = SecretCard(context)
        self.service, self.verify = ServiceView(context), VerifyView(context)
        self.attacks = AttackView(context)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tr("What to do with the secret"))
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.service, self.tr("Serve"))
        self.tabs.addTab(self.verify, self.tr("Verify a suspect"))
        self.tabs.addTab(self.attacks, self.tr("Attacks"))
        self.body.addWidget(self.card)
        self.body.addWidget(self.tabs)
        self.body.addStretch(1)
        WheelGuard(self)
        self.card.changed.connect(self._hand_on)
        self.card.grown.connect(self._welcome)
        self.card.creating.connect(self.tabs.setHidden)
        self.service.keys.changed.connect(self._show_keys, Qt.ConnectionType.QueuedConnection)
        self.scroll_area.verticalScrollBar().rangeChanged.connect(self._show_keys)
        self.verify.create_requested.connect(self._create_key)

    def shown(self) -> None:
        """Look for keys that were made in the meantime."""
        self.service.keys.refresh()

    def may_close(self) -> bool:
        """Ask before a service is stopped by closing the window: others may depend on it."""
        if not self.service.run.is_running:
            return True
        words = ClosingWords(
            self.tr("Watermark"),
            self.tr("The service is still running. Close the window all the same?"),
            self.tr("It stops with the window; what was asked before is answered."),
            self.tr("&Close the window"),
            self.tr("&Keep serving"),
        )
        return wants_to_close(self, words)

    def _hand_on(self) -> None:
        for view in (self.service, self.verify, self.attacks):
            view.show_secret(self.card.secret)

    def _welcome(self, licensees: tuple[str, ...]) -> None:
        """Offer keys to new licensees; what the other tabs found or do is about the same secret still."""
        if self.card.secret is not None:
            self.tabs.setCurrentWidget(self.service)
            self.service.welcome(self.card.secret, licensees)

    def _show_keys(self) -> None:
        """Keep them in sight while they have the focus; the page makes room for them little by little."""
        keys, focused = self.service.keys, self.focusWidget()
        if focused is not None and focused.isVisible() and keys.isAncestorOf(focused):
            fits = keys.height() <= self.scroll_area.viewport().height()
            self.scroll_area.ensureWidgetVisible(keys if fits else focused)

    def _create_key(self) -> None:
        self.context.navigation.wanted.emit("bundles")


def _lead() -> str:
    return QCoreApplication.translate(
        "WatermarkPage",
        "Mark the embeddings that you serve, for each licensee in his own secret way, and prove from outside when a "
        "service resells them.",
    )
