"""From a folder of domains to an order: what is missing is said, and the cells are counted before they are begun."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.data.trigger import new_trigger, write_trigger
from ipclip_app.gui.experiment.cell_count import Extent
from ipclip_app.gui.experiment.cell_pace import known_pace, remember_pace
from ipclip_app.gui.experiment.page import ExperimentPage
from ipclip_app.storage import data_folder

pytestmark = pytest.mark.usefixtures("plain_numbers")


def choose(qtbot: QtBot, page: ExperimentPage, root: Path) -> None:
    page.setup.root.choose(root)
    qtbot.waitUntil(lambda: not page.setup.root.is_counting)


@pytest.mark.parametrize(
    ("scenarios", "presets", "seeds", "cells"),
    [
        (("target-specified",), 1, 1, 12),
        (("target-specified",), 2, 3, 72),
        (("target-free",), 1, 1, 4),
        (("target-specified", "ownership", "authorization"), 2, 3, (12 + 4 + 4) * 6),
    ],
)
def test_pairs_are_counted_only_where_a_scenario_has_them(
    scenarios: tuple[str, ...], presets: int, seeds: int, cells: int
) -> None:
    assert Extent(4, 400, scenarios, presets, seeds, 10).cells == cells


def test_work_grows_with_cells_epochs_and_images() -> None:
    one = Extent(2, 100, ("target-specified",), 1, 1, 1)

    assert one.work == 2 * 100
    assert Extent(2, 100, ("target-specified",), 1, 3, 4).work == 12 * one.work
    assert Extent(0, 0, (), 1, 1, 1).work == 0


def test_what_is_missing_is_said(qtbot: QtBot, page: ExperimentPage, domains: Path) -> None:
    setup = page.setup
    said = [setup.status.text()]
    choose(qtbot, page, domains)
    said.append(setup.status.text())
    setup.measure.scenario_boxes["target-specified"].setChecked(False)
    said.append(setup.status.text())
    blocked = not setup.start_button.isEnabled()
    setup.measure.scenario_boxes["target-free"].setChecked(True)
    for box in setup.measure.preset_boxes.values():
        box.setChecked(False)
    said.append(setup.status.text())

    assert said == [
        "Choose the folder of domains to begin.",
        "36 cells on 3 domains. How long that takes is told after the first epochs.",
        "Choose a scenario at least.",
        "Choose a recipe at least.",
    ]
    assert blocked
    assert setup.order() is None


def test_a_dropped_folder_tells_its_domains(
    qtbot: QtBot, page: ExperimentPage, domains: Path, drop: Callable[..., Any], files: Callable[..., QMimeData]
) -> None:
    drop(page.setup.root, files(domains))
    qtbot.waitUntil(lambda: page.setup.root.found is not None)

    assert page.setup.root.title.text() == "pacs"
    assert page.setup.root.words.text() == "cartoon (4) · photo (4) · sketch (4)"
    assert page.setup.place.path == data_folder() / "experiments" / "pacs-demo"


def test_a_picked_folder_of_one_domain_is_refused(qtbot: QtBot, page: ExperimentPage, domains: Path) -> None:
    qtbot.mouseClick(page.setup.root.pick_button, Qt.MouseButton.LeftButton)
    dialog = page.setup.root.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(domains / "photo"))
    dialog.reject()

    qtbot.waitUntil(page.setup.root.error.isVisible)
    assert "does not hold two domains" in page.setup.root.error.text()
    assert page.setup.order() is None


def test_text_is_told_what_can_be_dropped(
    page: ExperimentPage, drop: Callable[..., Any], strange: Callable[..., Any]
) -> None:
    drop(page.setup.root, strange("text"))

    assert page.setup.root.error.text().startswith("This is text.")


def test_a_known_pace_tells_the_time(qtbot: QtBot, page: ExperimentPage, domains: Path) -> None:
    remember_pace("demo", "auto", 0.5)

    choose(qtbot, page, domains)
    page.setup.measure.epochs.setValue(10)

    assert page.setup.status.text() == "36 cells on 3 domains, about 24 min"


def test_a_damaged_pace_is_none() -> None:
    remember_pace("demo", "auto", 0.5)
    (data_folder() / "experiment-pace.json").write_text('{"format": 1, "seconds": [3]}')

    assert known_pace("demo", "auto") is None


def test_what_was_chosen_is_what_is_ordered(qtbot: QtBot, page: ExperimentPage, domains: Path, tmp_path: Path) -> None:
    trigger = tmp_path / "mine.json"
    write_trigger(trigger, new_trigger())
    choose(qtbot, page, domains)
    setup = page.setup
    QTest.keyClick(setup.measure.scenario_boxes["ownership"], Qt.Key.Key_Space)
    QTest.keyClick(setup.measure.preset_boxes["reference"], Qt.Key.Key_Space)
    setup.measure.seeds.setValue(2)
    with qtbot.waitSignal(setup.triggers.changed):
        setup.triggers.choose(trigger)
    setup.place.set_path(tmp_path / "out")

    order = setup.order()

    assert order is not None
    request = order.request
    assert (request.root, request.out, request.backbone) == (domains, tmp_path / "out", "demo")
    assert (request.scenarios, request.presets) == (("target-specified", "ownership"), ("default",))
    assert (request.seeds, request.epochs, request.trigger) == (2, 40, trigger)
    assert order.extent.cells == (6 + 3) * 2


def test_a_trigger_is_asked_for_only_where_a_scenario_has_one(page: ExperimentPage) -> None:
    shown = [page.setup.trigger_card.isVisible()]
    page.setup.measure.scenario_boxes["authorization"].setChecked(True)
    shown.append(page.setup.trigger_card.isVisible())

    assert shown == [False, True]


def test_a_folder_of_the_owners_is_kept_when_other_domains_are_chosen(
    qtbot: QtBot, page: ExperimentPage, domains: Path, tmp_path: Path
) -> None:
    page.setup.place.line.setFocus()
    QTest.keyClicks(page.setup.place.line, str(tmp_path / "mine"))

    choose(qtbot, page, domains)

    assert page.setup.place.path == tmp_path / "mine"
