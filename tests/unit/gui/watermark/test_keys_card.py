"""Keys of licensees: made, shown once, replaced and withdrawn only after a question."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.watermark.key_jobs import NewKey, keys_file
from ipclip_app.gui.watermark.keys_card import KeysCard
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.service.access_keys import add_access_key, list_access_keys, read_access_keys


@pytest.fixture
def keys(in_hand: SecretInHand) -> Path:
    return keys_file(in_hand.path)


@pytest.fixture
def card(qtbot: QtBot, context: WindowContext, in_hand: SecretInHand) -> KeysCard:
    card = KeysCard(context)
    qtbot.addWidget(card)
    with qtbot.waitExposed(card):
        card.show()
    card.show_secret(in_hand)
    qtbot.waitUntil(lambda: len(card.keys) == 3)
    return card


def make(qtbot: QtBot, card: KeysCard) -> str:
    qtbot.mouseClick(card.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(card.new_key.isVisible)
    qtbot.waitUntil(lambda: card.has_keys)
    return card.new_key.line.text.text()


def test_every_licensee_of_the_secret_is_listed_without_a_key(card: KeysCard) -> None:
    assert [row.texts for row in card.table.lines.rows] == [("Acme", "None"), ("Globex", "None"), ("Initech", "None")]
    assert not card.has_keys
    assert not card.withdraw_button.isEnabled()


def test_a_new_key_is_shown_once_and_copied(qtbot: QtBot, card: KeysCard, keys: Path) -> None:
    text = make(qtbot, card)
    focused = card.new_key.line.copy_button.hasFocus()
    qtbot.mouseClick(card.new_key.line.copy_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.new_key.done_button, Qt.MouseButton.LeftButton)

    assert read_access_keys(keys).licensee_of(text) == "Acme"
    assert QGuiApplication.clipboard().text() == text
    assert focused
    assert not card.new_key.isVisible()
    assert card.new_key.line.text.text() == ""


def test_a_key_is_replaced_only_after_a_question(qtbot: QtBot, card: KeysCard, keys: Path) -> None:
    first = make(qtbot, card)
    card.new_key.forget()
    qtbot.mouseClick(card.make_button, Qt.MouseButton.LeftButton)
    asked = card.question.text.text()
    card.question.decline_button.click()
    kept = read_access_keys(keys).licensee_of(first)
    qtbot.mouseClick(card.make_button, Qt.MouseButton.LeftButton)
    card.question.accept_button.click()
    qtbot.waitUntil(card.new_key.isVisible)

    assert asked == "Give Acme a new key? The one that he has opens nothing any more."
    assert kept == "Acme"
    assert read_access_keys(keys).licensee_of(first) is None


def test_a_key_is_withdrawn_only_after_a_question(
    qtbot: QtBot, card: KeysCard, keys: Path, said: list[Message]
) -> None:
    make(qtbot, card)
    qtbot.mouseClick(card.withdraw_button, Qt.MouseButton.LeftButton)
    kept = len(list_access_keys(keys))
    card.question.accept_button.click()
    qtbot.waitUntil(lambda: not card.has_keys)

    assert kept == 1
    assert list_access_keys(keys) == ()
    assert said[-1].sentence == "Acme has no key any more."


def test_a_question_is_about_the_licensee_that_it_names(qtbot: QtBot, card: KeysCard, keys: Path) -> None:
    make(qtbot, card)
    add_access_key(keys, "Globex")
    card.refresh()
    qtbot.waitUntil(lambda: bool(card.keys[1].created))
    qtbot.mouseClick(card.withdraw_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(card.table, Qt.Key.Key_Down)
    qtbot.mouseClick(card.question.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card.keys[0].created or not card.keys[1].created)

    assert card.question.text.text() == "Withdraw the key of Acme? He can ask no more."
    assert [key.licensee for key in list_access_keys(keys)] == ["Globex"]


def test_a_key_of_somebody_whom_the_secret_does_not_know_is_told(qtbot: QtBot, card: KeysCard, keys: Path) -> None:
    add_access_key(keys, "Hooli")
    card.refresh()
    qtbot.waitUntil(lambda: len(card.keys) == 4)

    assert card.table.lines.rows[3].texts == ("Hooli", "Not in the secret")


def test_damaged_keys_are_told(qtbot: QtBot, card: KeysCard, keys: Path, said: list[Message]) -> None:
    keys.write_text("{")
    card.refresh()
    qtbot.waitUntil(lambda: bool(said))

    assert keys.name in said[-1].sentence


def test_a_key_is_not_shown_by_what_carries_it() -> None:
    assert "hidden" not in repr(NewKey("Acme", "hidden"))
