"""A bundle is opened from wherever the owner is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.gui.file_menu import FileMenu
from ipclip_app.gui.main_window import MainWindow

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "format-1.ipclip"


def test_a_bundle_that_is_picked_is_shown_in_its_page(qtbot: QtBot, open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    menu = window.findChild(FileMenu)
    assert menu is not None
    menu.open.trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None

    dialog.fileSelected.emit(str(GOLDEN))
    dialog.reject()

    page = window.findChild(BundlesPage)
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.opened.facts.facts))
    assert page.isVisible()
