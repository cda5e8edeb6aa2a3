"""A trigger is chosen, opened or made, and seen before it is used."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.data.trigger import Trigger, new_trigger, read_trigger, write_trigger
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.triggers.shelf import trigger_folder
from ipclip_app.gui.triggers.trigger_card import TriggerCard
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice


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
