"""What the owner can set; every change holds at once and is kept."""

from PySide6.QtWidgets import QComboBox, QFormLayout

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import Page, card, labelled


class SettingsPage(Page):
    """The settings."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context, "")
        self.title.setText(self.tr("Settings"))
        self.setAccessibleName(self.tr("Settings"))
        frame, layout = card()
        form = QFormLayout()
        layout.addWidget(labelled(self.tr("Appearance"), "heading"))
        layout.addLayout(form)
        self.theme_box = QComboBox()
        self.theme_box.setAccessibleName(self.tr("Theme"))
        for choice, text in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme_box.addItem(text, choice)
        self.theme_box.setCurrentIndex(self.theme_box.findData(context.settings.now.theme))
        self.theme_box.currentIndexChanged.connect(self._choose_theme)
        form.addRow(self.tr("&Theme"), self.theme_box)
        self.body.addWidget(frame)
        self.body.addStretch(1)

    def _choose_theme(self) -> None:
        choice = str(self.theme_box.currentData())
        self.context.settings.change(theme=choice)
        self.context.theme.choose(choice)
