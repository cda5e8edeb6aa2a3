"""An experiment is watched while its table fills, stopped, gone on with, and its failures are named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ipclip_app.errors import FolderError
from ipclip_app.gui.experiment.cell_pace import known_pace
from ipclip_app.gui.experiment.page import ExperimentPage
from ipclip_app.gui.message_area import Message

pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def begin(qtbot: QtBot, page: ExperimentPage, domains: Path, tmp_path: Path) -> Callable[..., None]:
    """`begin(*scenarios, seeds=1)`: everything chosen and started."""

    def start(*scenarios: str, seeds: int = 1) -> None:
        page.setup.root.choose(domains)
        qtbot.waitUntil(lambda: page.setup.root.found is not None)
        for name, box in page.setup.measure.scenario_boxes.items():
            box.setChecked(name in (scenarios or ("target-specified",)))
        page.setup.measure.preset_boxes["reference"].setChecked(False)
        page.setup.measure.seeds.setValue(seeds)
        page.setup.place.set_path(tmp_path / "out")
        qtbot.mouseClick(page.setup.start_button, Qt.MouseButton.LeftButton)

    return start


def ended(qtbot: QtBot, page: ExperimentPage) -> None:
    qtbot.waitUntil(lambda: not page.run.is_running, timeout=20_000)


def test_the_table_fills_while_cells_are_measured(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None], said: list[Message]
) -> None:
    experiment.hold_at = 2
    begin()
    qtbot.waitUntil(lambda: page.run.done == 2 and 0.5 in page.run.working.values())
    board, heat = page.board, page.board.heat.heat

    assert heat is not None
    assert board.headline.text().startswith("2 of 6 cells")
    assert board.work.text() == "photo → cartoon, Against one known domain, what works best here, seed 0 (50%)"
    assert (board.bar.value(), board.bar.maximum()) == (2, 6)
    assert heat.cells["cartoon", "sketch"].mean == 10.0
    assert heat.cells["photo", "cartoon"].state == "waiting"
    assert board.stop_button.isVisible()
    assert [message.sentence for message in said] == ["cat.png is broken; restore it."]


def test_time_is_told_before_the_first_cell_has_ended(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment.hold_at = 0
    begin()
    qtbot.waitUntil(lambda: 0.5 in page.run.working.values())
    unknown = page.board.headline.text()
    monkeypatch.setattr(page.run._early, "seconds_left", lambda waiting, working: 60.0 * (waiting + working))

    page.board.refresh()

    assert unknown == "0 of 6 cells"
    assert page.board.headline.text() == "0 of 6 cells · at least 6 min left, to go by the first epochs"


def test_a_finished_experiment_shows_every_scenario_and_remembers_its_pace(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None]
) -> None:
    experiment.trains = True
    begin("target-specified", "ownership", seeds=2)
    ended(qtbot, page)
    page.board.group_box.setCurrentIndex(1)
    heat = page.board.heat.heat

    assert page.board.headline.text() == "Done: 18 of 18 cells"
    assert heat is not None
    assert heat.scenario == "ownership"
    assert heat.cells["photo", "with trigger"].mean == 10.5
    assert not page.board.go_on_button.isVisible()
    assert (known_pace("demo", "auto") or 0) > 0


def test_cells_that_were_finished_before_tell_nothing_of_the_time(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None]
) -> None:
    experiment.hold_at = 4
    begin()
    qtbot.waitUntil(lambda: page.run.done == 4)

    assert page.run.seconds_left is None
    assert page.board.headline.text() == "4 of 6 cells"


def test_cells_that_were_measured_tell_the_time(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None]
) -> None:
    experiment.trains, experiment.hold_at = True, 4
    begin()
    qtbot.waitUntil(lambda: page.run.done == 4)

    assert (page.run.seconds_left or 0) > 0
    assert " · about " in page.board.headline.text()


def test_a_stopped_experiment_keeps_what_it_found_and_goes_on(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None]
) -> None:
    experiment.hold_at = 2
    begin()
    qtbot.waitUntil(lambda: page.run.done == 2)
    qtbot.mouseClick(page.board.stop_button, Qt.MouseButton.LeftButton)
    stopped = page.board.headline.text(), page.run.done
    qtbot.waitUntil(experiment.closed.is_set)

    experiment.released.set()
    qtbot.mouseClick(page.board.go_on_button, Qt.MouseButton.LeftButton)
    ended(qtbot, page)

    assert stopped == ("Stopped at 2 of 6 cells; what is finished is kept", 2)
    assert experiment.asked[0] == experiment.asked[1]
    assert page.run.done == 6


def test_failed_cells_are_named_and_do_not_end_the_table(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None]
) -> None:
    experiment.failing = "photo"
    begin()
    ended(qtbot, page)

    rows = [row.texts for row in page.board.failures.lines.rows]
    assert [row[0].split(",")[0] for row in rows] == ["photo → cartoon", "photo → sketch"]
    assert "ran out of memory" in rows[0][1]
    assert page.board.failure_card.isVisible()
    assert page.board.go_on_button.isVisible()


def test_an_experiment_that_cannot_begin_says_why(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None], said: list[Message], tmp_path: Path
) -> None:
    experiment.failure = FolderError(tmp_path, "cannot be written", "choose another folder")
    begin()
    ended(qtbot, page)

    assert "cannot be written" in said[-1].sentence
    assert page.board.headline.text().startswith("Failed.")


def test_the_heat_map_is_saved_as_a_picture(
    qtbot: QtBot,
    page: ExperimentPage,
    experiment: Any,
    begin: Callable[..., None],
    said: list[Message],
    tmp_path: Path,
) -> None:
    begin()
    ended(qtbot, page)

    page.board.save_picture(tmp_path / "map.png")
    qtbot.waitUntil(lambda: said[-1].severity == "done" if said else False, timeout=20_000)

    with Image.open(tmp_path / "map.png") as picture:
        assert min(picture.size) > 200


def test_only_one_experiment_runs_at_a_time(
    qtbot: QtBot, page: ExperimentPage, experiment: Any, begin: Callable[..., None], said: list[Message]
) -> None:
    experiment.hold_at = 0
    begin()
    qtbot.waitUntil(lambda: bool(page.run.working))
    order = page.run.order
    assert order is not None

    page.start(order)

    assert "running already" in said[-1].sentence
    assert len(experiment.asked) == 1


@pytest.mark.parametrize(("leaves", "answer"), [(True, QMessageBox.ButtonRole.AcceptRole), (False, None)])
def test_closing_the_window_asks_while_cells_are_measured(
    qtbot: QtBot,
    page: ExperimentPage,
    experiment: Any,
    begin: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    leaves: bool,
    answer: Any,
) -> None:
    def press(box: QMessageBox) -> int:
        for button in box.buttons():
            if (box.buttonRole(button) == QMessageBox.ButtonRole.AcceptRole) == leaves:
                button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    experiment.hold_at = 0
    free = page.may_close()
    begin()
    qtbot.waitUntil(lambda: bool(page.run.working))

    assert free
    assert page.may_close() == leaves
