"""The page of the trigger: which one, stamping images with it, and proving with it whose model a suspect is."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QTabWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import Page
from ipclip_app.gui.triggers.proof_view import ProofView
from ipclip_app.gui.triggers.stamp_view import StampView
from ipclip_app.gui.triggers.trigger_card import TriggerCard


class TriggerPage(Page):
    """The trigger in hand above, what is done with it in tabs.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context, QCoreApplication.translate("TriggerPage", "Trigger"), _lead())
        self.card = TriggerCard(context)
        self.stamping = StampView(context, self.card.choice)
        self.proof = ProofView(context, self.card.choice)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tr("What to do with the trigger"))
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.stamping, self.tr("Stamp images"))
        self.tabs.addTab(self.proof, self.tr("Prove ownership"))
        self.body.addWidget(self.card)
        self.body.addWidget(self.tabs)
        self.body.addStretch(1)
        self.proof.create_requested.connect(self._create_key)
        self.proof.verdict.told.connect(self._show_verdict, Qt.ConnectionType.QueuedConnection)
        self.scroll_area.verticalScrollBar().rangeChanged.connect(self._show_verdict)

    def shown(self) -> None:
        """Look for runs and keys that came about in the meantime."""
        self.proof.refresh()

    def _show_verdict(self) -> None:
        """Keep it in sight while it has the focus; the page makes room for it little by little."""
        verdict, focused = self.proof.verdict, self.focusWidget()
        if focused is not None and verdict.isAncestorOf(focused):
            fits = verdict.height() <= self.scroll_area.viewport().height()
            self.scroll_area.ensureWidgetVisible(verdict if fits else focused)

    def _create_key(self) -> None:
        self.context.navigation.wanted.emit("bundles")


def _lead() -> str:
    return QCoreApplication.translate(
        "TriggerPage",
        "A pattern over an image that a protected model knows: it proves that a model is yours, or opens it to images "
        "that bear it.",
    )
