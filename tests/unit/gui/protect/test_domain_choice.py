"""A folder of domains asks inside the page which of them is authorized and which is not."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.protect.domain_choice import DomainChoice
from ipclip_app.jobs.preview import DomainPreview, FolderPreview


def found(names: Sequence[str]) -> FolderPreview:
    root = Path("styles")
    return FolderPreview(root, tuple(DomainPreview(root / name, name, {"cat": 2}, 2, ()) for name in names))


@pytest.fixture
def choice(qtbot: QtBot, context: WindowContext) -> DomainChoice:
    choice = DomainChoice(context)
    qtbot.addWidget(choice)
    choice.resize(900, 400)
    return choice


def ask(qtbot: QtBot, choice: DomainChoice, *names: str) -> None:
    with qtbot.waitExposed(choice):
        choice.ask(found(names))


def test_every_domain_is_listed_with_its_counts(qtbot: QtBot, choice: DomainChoice) -> None:
    ask(qtbot, choice, "art", "photo", "sketch")

    assert choice.heading.text() == "styles holds 3 groups of images"
    assert len(choice.authorized.buttons()) == 3
    assert choice.unauthorized.button(2).accessibleName() == "sketch: Unauthorized"
    assert not choice.use_button.isEnabled()


def test_two_different_domains_are_handed_on(qtbot: QtBot, choice: DomainChoice) -> None:
    ask(qtbot, choice, "art", "photo", "sketch")
    choice.authorized.button(1).click()
    choice.unauthorized.button(2).click()

    with qtbot.waitSignal(choice.chosen) as chosen:
        qtbot.mouseClick(choice.use_button, Qt.MouseButton.LeftButton)

    assert [domain.name for domain in chosen.args] == ["photo", "sketch"]
    assert not choice.is_asking
    assert choice.isHidden()


def test_no_domain_can_be_both(qtbot: QtBot, choice: DomainChoice) -> None:
    ask(qtbot, choice, "art", "photo", "sketch")
    choice.authorized.button(1).click()

    choice.unauthorized.button(1).click()

    assert choice.authorized.checkedId() == -1
    assert not choice.use_button.isEnabled()


def test_of_two_domains_one_answer_settles_both(qtbot: QtBot, choice: DomainChoice) -> None:
    ask(qtbot, choice, "photo", "sketch")

    choice.unauthorized.button(0).click()

    assert choice.authorized.checkedId() == 1
    assert choice.use_button.isEnabled()


def test_both_answers_of_two_can_be_exchanged(qtbot: QtBot, choice: DomainChoice) -> None:
    ask(qtbot, choice, "photo", "sketch")
    choice.authorized.button(0).click()

    choice.authorized.button(1).click()

    assert (choice.authorized.checkedId(), choice.unauthorized.checkedId()) == (1, 0)
    assert choice.use_button.isEnabled()


def test_the_keyboard_answers(qtbot: QtBot, choice: DomainChoice) -> None:
    ask(qtbot, choice, "photo", "sketch")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is choice.authorized.button(0))

    QTest.keyClick(choice.authorized.button(0), Qt.Key.Key_Space)
    choice.use_button.setFocus()
    with qtbot.waitSignal(choice.chosen) as chosen:
        QTest.keyClick(choice.use_button, Qt.Key.Key_Space)

    assert [domain.name for domain in chosen.args] == ["photo", "sketch"]


def test_a_second_folder_replaces_the_question(qtbot: QtBot, choice: DomainChoice) -> None:
    ask(qtbot, choice, "photo", "sketch")
    choice.authorized.button(0).click()

    choice.ask(found(["a", "b", "c"]))

    assert len(choice.authorized.buttons()) == 3
    assert choice.authorized.checkedId() == -1


def test_cancelling_answers_nothing(qtbot: QtBot, choice: DomainChoice) -> None:
    ask(qtbot, choice, "photo", "sketch")
    chosen: list[object] = []
    choice.chosen.connect(lambda first, second: chosen.append((first, second)))

    with qtbot.waitSignal(choice.dismissed):
        qtbot.mouseClick(choice.dismiss_button, Qt.MouseButton.LeftButton)

    assert chosen == []
    assert choice.isHidden()
