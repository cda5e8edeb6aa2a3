"""Starts the window: application, theme, language, pages; the engine loads once the window stands."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ipclip_app import __version__
from ipclip_app.gui.app_settings import SettingsStore
from ipclip_app.gui.garbage import MainThreadCollector
from ipclip_app.gui.languages import speak
from ipclip_app.gui.log_file import logging_to_file
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.opening import Opener
from ipclip_app.gui.pages import page_entries
from ipclip_app.gui.theme import Theme
from ipclip_app.resources import resource_path
from ipclip_app.storage import data_folder

NAME: Final = "ipclip-app"
DESKTOP_NAME: Final = "app.ipclip.ipclip_app"
_SWITCH_INTERVAL: Final = 0.001
"""Seconds after which a computing thread lets the window paint."""


def run(arguments: Sequence[str]) -> int:
    """Open the window and what the command line names, and stay until it is closed.

    Args:
        arguments: The command line with the program's name.

    Returns:
        The exit code.
    """
    application = make_application(arguments)
    window = make_window(application)
    QTimer.singleShot(0, partial(Opener(window).open, paths_among(application.arguments())))
    code = run_window(application, window)
    if window.has_work:
        os._exit(code)  # a step lasts longer than anybody waits; Qt would abort where its thread is destroyed
    return code


def paths_among(arguments: Sequence[str]) -> list[Path]:
    """The paths of a command line whose first word is the program; the window knows no option."""
    return [Path(word) for word in arguments[1:] if word and not word.startswith("-")]


def run_window(application: QApplication, window: MainWindow) -> int:
    """Show a window, load the engine behind it and stay until it is closed; returns the exit code."""
    with logging_to_file(window.defects), window.defect_hook.installed():
        window.show()
        QTimer.singleShot(0, window.engine.start)
        return application.exec()


def make_application(arguments: Sequence[str]) -> QApplication:
    """The application with its name and icon; from then on threads that compute give way to it."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    application = QApplication(list(arguments))
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("IP-CLIP")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(DESKTOP_NAME)
    application.setWindowIcon(QIcon(str(resource_path("icons") / "ipclip-app.svg")))
    return application


def make_window(application: QApplication) -> MainWindow:
    """The main window with all pages that exist."""
    settings = SettingsStore(parent=application)
    speak(application, settings.now.language)
    theme = Theme(application, settings.now.theme)
    geometry = QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(settings, theme, page_entries(), geometry)
    window.engine.ready.connect(MainThreadCollector(window).settle)
    return window
