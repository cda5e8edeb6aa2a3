"""A trigger is chosen, opened or made, and seen before it is used."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.data.trigger import Trigger, new_trigger, read_trigger, write_trigger
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.triggers.shelf import trigger_folder
from ipclip_app.gui.triggers.trigger_card import TriggerCard
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice
from ipclip_app.model.backbone import Backbone


@pytest.fixture
def choice(qtbot: QtBot, context: WindowContext) -> TriggerChoice:
    choice = TriggerChoice(context)
    qtbot.addWidget(choice)
    with qtbot.waitExposed(choice):
        choice.show()
    return choice


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[str], Trigger]:
    """`kept(name)`: a secret trigger in a file of that name."""

    def keep(name: str) -> Trigger:
        trigger = new_trigger()
        write_trigger(tmp_path / name, trigger)
        return trigger

    return keep


def test_the_published_grid_is_there_from_the_start(qtbot: QtBot, choice: TriggerChoice) -> None:
    qtbot.waitUntil(lambda: choice.preview.is_drawn, timeout=20_000)

    assert choice.trigger is None
    assert choice.box.currentText() == "The published grid"
    assert choice.note.text().startswith("Everybody knows the grid")


def test_a_new_trigger_is_kept_for_its_owner_alone_and_chosen(qtbot: QtBot, choice: TriggerChoice) -> None:
    with qtbot.waitSignal(choice.changed):
        qtbot.mouseClick(choice.new_button, Qt.MouseButton.LeftButton)

    path = choice.trigger
    assert path is not None
    assert path.parent == trigger_folder()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_trigger(path).identity in choice.box.currentText().replace(" ", "")
    assert path.name in choice.note.text().replace("\u200b", "")


def test_triggers_made_elsewhere_are_listed_when_it_comes_to_the_front(qtbot: QtBot, choice: TriggerChoice) -> None:
    choice.hide()
    write_trigger(trigger_folder() / "other.json", new_trigger())
    (trigger_folder() / "damaged.json").write_text("{}")

    choice.show()

    qtbot.waitUntil(lambda: choice.box.count() == 2)
    assert choice.trigger is None


def test_a_file_is_opened_in_the_systems_dialog(
    qtbot: QtBot, choice: TriggerChoice, kept: Callable[[str], Trigger], tmp_path: Path
) -> None:
    trigger = kept("mine.json")
    qtbot.mouseClick(choice.open_button, Qt.MouseButton.LeftButton)
    dialog = choice.findChild(QFileDialog)
    assert dialog is not None

    with qtbot.waitSignal(choice.changed):
        dialog.fileSelected.emit(str(tmp_path / "mine.json"))
    dialog.reject()

    assert choice.trigger == tmp_path / "mine.json"
    assert choice.chosen.identity == trigger.identity


def test_a_file_that_is_no_trigger_is_told_and_the_chosen_one_stays(
    qtbot: QtBot, choice: TriggerChoice, tmp_path: Path
) -> None:
    (tmp_path / "notes.json").write_text("[]")

    choice.choose(tmp_path / "notes.json")

    qtbot.waitUntil(choice.error.isVisible)
    assert "is no trigger file" in choice.error.text()
    assert choice.trigger is None


def test_the_picture_shows_what_the_chosen_trigger_does(
    qtbot: QtBot, choice: TriggerChoice, kept: Callable[[str], Trigger], tmp_path: Path
) -> None:
    kept("mine.json")
    qtbot.waitUntil(lambda: choice.preview.is_drawn, timeout=20_000)
    grid = choice.preview.grab().toImage()

    with qtbot.waitSignal(choice.changed):
        choice.choose(tmp_path / "mine.json")
    with qtbot.waitSignal(choice.preview.drawn):
        pass

    secret = choice.preview.grab().toImage()
    half = secret.width() // 2 - 20
    assert secret.copy(0, 0, half, secret.height()) == grid.copy(0, 0, half, grid.height())
    assert secret != grid


def test_the_card_tells_which_pixels_each_kind_paints(
    qtbot: QtBot, context: WindowContext, kept: Callable[[str], Trigger], tmp_path: Path
) -> None:
    kept("mine.json")
    card = TriggerCard(context)
    qtbot.addWidget(card)
    grid = card.drawn.text()

    with qtbot.waitSignal(card.changed):
        card.choice.choose(tmp_path / "mine.json")

    assert grid == "75% of the pixels, in white"
    assert card.drawn.text() == "10% of the pixels, half of them white, half black"
    assert card.kind.text().startswith("Secret: fine white and black lines")


def test_a_trigger_is_tried_on_the_owner_s_images_where_these_are_known(
    qtbot: QtBot, choice: TriggerChoice, photos: Path, tiny_vit: Backbone
) -> None:
    choice.maker.fit_to(photos, tiny_vit.name)

    with qtbot.waitSignal(choice.changed, timeout=20_000):
        qtbot.mouseClick(choice.new_button, Qt.MouseButton.LeftButton)
        assert choice.looking.text().startswith("Looking for a trigger that is fair")
        assert choice.new_button.text() == "Do &not look further"

    assert choice.trigger is not None
    assert not choice.looking.isVisible()
    assert choice.new_button.text() == "&New secret trigger"


def test_looking_for_a_fair_trigger_can_be_stopped(
    qtbot: QtBot, choice: TriggerChoice, photos: Path, tiny_vit: Backbone
) -> None:
    choice.maker.fit_to(photos, tiny_vit.name)
    choice.new_button.setFocus()

    for _ in range(2):
        QTest.keyClick(choice.new_button, Qt.Key.Key_Space)

    assert not choice.maker.is_running
    assert choice.trigger is None
    assert not list(trigger_folder().glob("*.json"))


def test_images_that_cannot_be_used_are_told_and_no_trigger_is_made(
    qtbot: QtBot, choice: TriggerChoice, tmp_path: Path, tiny_vit: Backbone
) -> None:
    choice.maker.fit_to(tmp_path / "gone", tiny_vit.name)

    qtbot.mouseClick(choice.new_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(choice.error.isVisible)
    assert "gone" in choice.error.text()
    assert choice.trigger is None


def test_that_no_trigger_is_fair_is_told(
    qtbot: QtBot,
    context: WindowContext,
    choice: TriggerChoice,
    photos: Path,
    tiny_vit: Backbone,
    monkeypatch: pytest.MonkeyPatch,
    said: list[Message],
) -> None:
    monkeypatch.setattr("ipclip_app.jobs.fair_trigger.DRAWS", 1)
    monkeypatch.setattr("ipclip_app.jobs.fair_trigger.Trial.harm", 3.0)
    choice.maker.fit_to(photos, tiny_vit.name)

    with qtbot.waitSignal(choice.changed, timeout=20_000):
        qtbot.mouseClick(choice.new_button, Qt.MouseButton.LeftButton)

    assert [message.sentence for message in said] == [
        "None of 1 triggers is fair on all of these images; the fairest is kept, and a proof may be refused."
    ]
