"""From two folders to a result and on to more epochs, in the real window with real threads."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.protect.page import ProtectPage
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.training_state import Button

PATIENCE = 120_000
SHIFT_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def train(qtbot: QtBot, page: ProtectPage, plan: RunPlan) -> Path:
    """Train to the end and return the run's folder once its results are shown."""
    page.start(plan)
    qtbot.waitUntil(page.results.isVisible, timeout=PATIENCE)
    return page.training.run.folder


def test_training_ends_in_its_results(qtbot: QtBot, page: ProtectPage, plan: RunPlan) -> None:
    run = train(qtbot, page, plan)

    assert json.loads((run / "results.json").read_text())["domains"]["authorized"]["protected"] is not None
    assert page.results.title.text() == "photo-against-sketch"
    assert not page.training.is_running


def test_focus_goes_along_from_start_to_the_results_and_their_tabs(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.rail.take_focus()
    page.start(plan)
    watching = window.focusWidget()
    qtbot.waitUntil(page.results.isVisible, timeout=PATIENCE)

    assert watching is page.training.controls.buttons[Button.PAUSE]
    assert window.focusWidget() is page.results.tabs.tabBar()
    QTest.keyClick(page.results.tabs.tabBar(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.results.tabs.currentIndex() == 1
    QTest.keyClick(page.results.gallery, Qt.Key.Key_Backtab, SHIFT_CONTROL)
    assert page.results.tabs.currentIndex() == 0


def test_results_take_no_focus_from_another_page(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan
) -> None:
    page.start(plan)
    window.show_page(2)
    window.page(2).enter()
    before = window.focusWidget()
    with qtbot.waitSignal(page.training.finished, timeout=PATIENCE):
        pass
    qtbot.waitUntil(lambda: not page.results.isHidden(), timeout=PATIENCE)

    assert window.focusWidget() is before


def test_second_training_of_the_same_folders_gets_a_folder_of_its_own(
    qtbot: QtBot, page: ProtectPage, plan: RunPlan
) -> None:
    first = train(qtbot, page, plan)
    page.show_setup()

    assert train(qtbot, page, plan) != first
    assert (first / "results.json").is_file()


def test_finished_run_is_extended_from_its_results(qtbot: QtBot, page: ProtectPage, plan: RunPlan) -> None:
    run = train(qtbot, page, plan)

    with qtbot.waitSignal(page.training.finished, timeout=PATIENCE):
        page.results.extend_requested.emit(2)
    qtbot.waitUntil(page.results.isVisible, timeout=PATIENCE)

    assert len(json.loads((run / "history.json").read_text())) == 5


def test_run_interrupted_by_a_closed_window_is_offered_and_goes_on(
    qtbot: QtBot, open_window: Callable[[], MainWindow], page: ProtectPage, plan: RunPlan
) -> None:
    with qtbot.waitSignal(page.training.run.changed, timeout=PATIENCE):
        page.start(plan)
    run = page.training.run.folder
    qtbot.waitUntil((run / "history.json").is_file, timeout=PATIENCE)
    page.context.background.stop_all()
    qtbot.waitUntil(lambda: not page.training.is_running, timeout=PATIENCE)

    second = open_window().page(0)
    assert isinstance(second, ProtectPage)
    qtbot.waitUntil(second.interrupted.isVisible, timeout=PATIENCE)
    assert "photo-against-sketch" in second.interrupted.text.text()
    second.interrupted.resume_button.click()

    qtbot.waitUntil(second.results.isVisible, timeout=PATIENCE)
    assert len(json.loads((run / "history.json").read_text())) == 3
