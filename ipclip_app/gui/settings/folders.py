"""Where the program keeps things."""

import os
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.elided_label import ElidedLabel
from ipclip_app.gui.folder_dialog import open_folder_dialog
from ipclip_app.gui.folder_opening import open_folder
from ipclip_app.gui.log_file import log_folder
from ipclip_app.gui.page import labelled
from ipclip_app.gui.settings.form import SettingsCard
from ipclip_app.storage import cache_folder, data_folder


class FoldersCard(SettingsCard):
    """The folders, each with a button that opens it; that of new runs can be chosen."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.set_heading(self.tr("Folders"))
        self.open_buttons: list[QPushButton] = []
        self.runs_label = ElidedLabel()
        self.choose_button = QPushButton(self.tr("&Choose…"))
        self.choose_button.setAccessibleName(self.tr("Choose the folder of new runs"))
        self.choose_button.clicked.connect(self._ask)
        self.reset_button = QPushButton(self.tr("Use the &default"))
        self.reset_button.clicked.connect(self._reset)
        row = self._row(self.runs_label, self.tr("Runs"), self.choose_button, self.reset_button)
        self.add_line(self.tr("New runs"), row)
        self.error = labelled("", "bad")
        self.add_line("", self.error)
        for title, folder in (
            (self.tr("Backbones and settings"), data_folder()),
            (self.tr("Cache"), cache_folder()),
            (self.tr("Logs"), log_folder()),
        ):
            self.add_line(title, self._row(ElidedLabel(str(folder)), title, folder=folder))
        self._show_runs()

    def choose(self, folder: Path) -> None:
        """Keep new runs in this folder from now on."""
        if not os.access(folder, os.W_OK | os.X_OK):
            self._tell(self.tr("{folder} cannot be written; choose another folder.").format(folder=folder))
            return
        self._context.settings.change(runs_folder=str(folder))
        self._show_runs()

    def _ask(self) -> None:
        open_folder_dialog(self, self.tr("Folder of new runs"), self._context.settings.now.runs, self._picked)

    def _picked(self, path: str) -> None:
        self.choose(Path(path))

    def _reset(self) -> None:
        self._context.settings.change(runs_folder="")
        self._show_runs()
        self.choose_button.setFocus()

    def _show_runs(self) -> None:
        self._tell("")
        self.runs_label.setText(str(self._context.settings.now.runs))
        self.reset_button.setEnabled(bool(self._context.settings.now.runs_folder))

    def _tell(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.form.setRowVisible(self.error, bool(sentence))

    def _row(self, path: ElidedLabel, title: str, *buttons: QPushButton, folder: Path | None = None) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(path, 1)
        opener = QPushButton(self.tr("Open"))
        opener.setAccessibleName(self.tr("Open the folder: {title}").format(title=title))
        opener.clicked.connect(partial(self._open, folder))
        self.open_buttons.append(opener)
        for button in (*buttons, opener):
            layout.addWidget(button)
        return row

    def _open(self, folder: Path | None) -> None:
        open_folder(folder or self._context.settings.now.runs, self._context.say)
