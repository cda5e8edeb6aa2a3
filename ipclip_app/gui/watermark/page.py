"""The page of the watermark: the secret in hand above, what is done with it in tabs."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QTabWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import Page
from ipclip_app.gui.watermark.secret_card import SecretCard
from ipclip_app.gui.watermark.service_view import ServiceView


class WatermarkPage(Page):
    """Secret, service, verification and attacks.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context, QCoreApplication.translate("WatermarkPage", "Watermark"), _lead())
        self.card = SecretCard(context)
        self.service = ServiceView(context)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tr("What to do with the secret"))
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.service, self.tr("Serve"))
        self.body.addWidget(self.card)
        self.body.addWidget(self.tabs)
        self.body.addStretch(1)
        self.card.changed.connect(self._hand_on)
        self.card.creating.connect(self.tabs.setHidden)

    def shown(self) -> None:
        """Look for keys that were made in the meantime."""
        self.service.keys.refresh()

    def may_close(self) -> bool:
        """Ask before a service is stopped by closing the window: others may depend on it."""
        if not self.service.run.is_running:
            return True
        box = QMessageBox(self.window())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Watermark"))
        box.setText(self.tr("The service is still running. Close the window all the same?"))
        box.setInformativeText(self.tr("It stops with the window; what was asked before is answered."))
        close = box.addButton(self.tr("&Close the window"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self.tr("&Keep serving"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is close

    def _hand_on(self) -> None:
        self.service.show_secret(self.card.secret)


def _lead() -> str:
    return QCoreApplication.translate(
        "WatermarkPage",
        "Mark the embeddings that you serve, for each licensee in his own secret way, and prove from outside when a "
        "service resells them.",
    )
