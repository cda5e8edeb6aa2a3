"""Every key of a page does one thing, in each language, whatever is open on it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabWidget, QWidget

from ipclip_app.config import SCENARIOS
from ipclip_app.gui.experiment.page import ExperimentPage
from ipclip_app.gui.languages import TRANSLATED, speak
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.pages import page_entries
from ipclip_app.gui.protect.page import ProtectPage
from ipclip_app.gui.triggers.page import TriggerPage


@pytest.fixture(params=["en", *TRANSLATED], autouse=True)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """The window speaks each language in turn."""
    before = QLocale()
    translators = speak(qapp, request.param)
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def text_of(widget: QWidget) -> str:
    """What is written on something that a key can reach; else empty."""
    if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
        return widget.text() if widget.isVisible() else ""
    return ""


def key_of(text: str) -> str:
    """The letter that a text is underlined at; else empty."""
    found = re.search("&([^&])", text.replace("&&", ""))
    return found[1].lower() if found else ""


def clashes(window: MainWindow) -> list[str]:
    """What is written on everything that shares its key with something else."""
    QApplication.processEvents()
    texts = [text_of(widget) for widget in window.findChildren(QWidget)]
    texts += [action.text() for action in window.menuBar().actions()]
    count = Counter(map(key_of, texts))
    return [text for text in texts if key_of(text) and count[key_of(text)] > 1]


@pytest.mark.parametrize("index", range(len(page_entries())))
def test_no_key_of_a_page_stands_for_two_controls(open_window: Callable[[], MainWindow], index: int) -> None:
    window = open_window()
    window.show_page(index)
    found = clashes(window)
    for tabs in window.page(index).findChildren(QTabWidget):
        for tab in range(tabs.count()):
            tabs.setCurrentIndex(tab)
            found += clashes(window)

    assert found == []


def test_no_key_of_any_scenario_stands_for_two_controls(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    page = window.open_page("protect")
    assert isinstance(page, ProtectPage)
    page.setup.options.section.open()
    page.interrupted.show()
    page.training_button.show()
    found: list[str] = []
    for scenario in SCENARIOS:
        page.setup.scenarios.choose(scenario)
        found += clashes(window)

    assert page.interrupted.resume_button.isVisible()
    assert found == []


def test_no_key_of_a_proof_stands_for_two_controls(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    page = window.open_page("trigger")
    assert isinstance(page, TriggerPage)
    page.tabs.setCurrentWidget(page.proof)
    form, verdict = page.proof.form, page.proof.verdict
    for widget in (form.unlocking.key, form.unlocking.passphrase):
        form.form.setRowVisible(widget, True)
    for part in (verdict, verdict.saver.rows, verdict.saver.signing.passphrase, verdict.saver.signing.key_box):
        part.show()
    found = clashes(window)
    form.suspect.line.setText("https://example.org")

    assert verdict.saver.sign_button.isVisible()
    assert found == []
    assert clashes(window) == []


def test_no_key_of_an_experiment_stands_for_two_controls(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    page = window.open_page("experiment")
    assert isinstance(page, ExperimentPage)
    for box in page.setup.measure.scenario_boxes.values():
        box.setChecked(True)
    found = clashes(window)
    page.show_view(page.board)
    board = page.board
    for part in (board.map_card, board.failure_card, board.go_on_button, board.folder_button, board.picture_button):
        part.show()

    assert found == []
    assert clashes(window) == []
