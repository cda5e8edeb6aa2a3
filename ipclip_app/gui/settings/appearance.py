"""Theme and language."""

from PySide6.QtWidgets import QComboBox

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.settings.form import SettingsCard


class AppearanceCard(SettingsCard):
    """How the window looks and what it speaks."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._first_language = context.settings.now.language
        self.set_heading(self.tr("Appearance"))
        self.theme_box = QComboBox()
        for choice, text in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme_box.addItem(text, choice)
        self.theme_box.setCurrentIndex(self.theme_box.findData(context.settings.now.theme))
        self.theme_box.currentIndexChanged.connect(self._choose_theme)
        self.add_row(self.tr("&Theme"), self.theme_box, self.tr("Theme"))
        self.language_box = QComboBox()
        for choice, text in (("system", self.tr("As the system")), ("en", "English"), ("de", "Deutsch")):
            self.language_box.addItem(text, choice)
        self.language_box.setCurrentIndex(self.language_box.findData(self._first_language))
        self.language_box.currentIndexChanged.connect(self._choose_language)
        self.add_row(self.tr("&Language"), self.language_box, self.tr("Language"))
        self.restart_note = self.add_note(self.tr("The language changes when the program is started again."))
        self.form.setRowVisible(self.restart_note, False)

    def _choose_theme(self) -> None:
        choice = str(self.theme_box.currentData())
        self._context.settings.change(theme=choice)
        self._context.theme.choose(choice)

    def _choose_language(self) -> None:
        choice = str(self.language_box.currentData())
        self._context.settings.change(language=choice)
        self.form.setRowVisible(self.restart_note, choice != self._first_language)
