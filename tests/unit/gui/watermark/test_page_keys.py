"""Every key of the page does one thing, in each language, also on what is not open at first."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.languages import TRANSLATED, speak
from ipclip_app.gui.watermark.page import WatermarkPage
from ipclip_app.gui.watermark.secret_jobs import SecretInHand

MENUS = {"en": "ih", "de": "dh"}


@pytest.fixture(params=["en", *TRANSLATED])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The window speaks each language in turn."""
    before = QLocale()
    translators = speak(qapp, request.param)
    yield request.param
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def keys_of(page: WatermarkPage) -> str:
    QApplication.processEvents()
    found = ""
    for widget in page.findChildren(QWidget):
        lettered = isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None)
        if lettered and widget.isVisible():
            match = re.search("&([^&])", widget.text())  # type: ignore[union-attr]
            found += match[1].lower() if match else ""
    return found


def test_the_form_of_a_new_secret(qtbot: QtBot, language: str, ready: WindowContext) -> None:
    page = WatermarkPage(ready)
    qtbot.addWidget(page)
    page.show()
    page.card.begin_new()
    page.card.form.modes[1].setChecked(True)

    assert [key for key, count in Counter(keys_of(page) + MENUS[language]).items() if count > 1] == []


def test_the_form_of_new_licensees(qtbot: QtBot, language: str, ready: WindowContext, in_hand: SecretInHand) -> None:
    page = WatermarkPage(ready)
    qtbot.addWidget(page)
    page.show()
    page.card._made(in_hand)
    page.card.begin_addition()

    assert [key for key, count in Counter(keys_of(page) + MENUS[language]).items() if count > 1] == []


@pytest.mark.parametrize("step", range(3))
def test_every_step_of_a_verification(
    qtbot: QtBot, language: str, ready: WindowContext, in_hand: SecretInHand, step: int
) -> None:
    page = WatermarkPage(ready)
    qtbot.addWidget(page)
    page.show()
    page.card._made(in_hand)
    page.tabs.setCurrentWidget(page.verify)
    page.verify.whom.file_card.setChecked(step == 1)
    page.verify._show_step(step)
    if step == 2:
        page.verify.answer._show_work(working=False)
        page.verify.answer.verdict.show()
        page.verify.answer.verdict.saver._ask()

    assert [key for key, count in Counter(keys_of(page) + MENUS[language]).items() if count > 1] == []


def test_the_table_of_attacks(qtbot: QtBot, language: str, ready: WindowContext, in_hand: SecretInHand) -> None:
    page = WatermarkPage(ready)
    qtbot.addWidget(page)
    page.show()
    page.card._made(in_hand)
    page.tabs.setCurrentWidget(page.attacks)
    page.attacks.result.show()
    page.attacks.progress.show()

    assert [key for key, count in Counter(keys_of(page) + MENUS[language]).items() if count > 1] == []


def test_the_service(qtbot: QtBot, language: str, ready: WindowContext, in_hand: SecretInHand) -> None:
    page = WatermarkPage(ready)
    qtbot.addWidget(page)
    page.show()
    page.card._made(in_hand)
    page.service.keys.new_key.show()

    assert [key for key, count in Counter(keys_of(page) + MENUS[language]).items() if count > 1] == []
