"""Each scenario asks for what it needs and for nothing else, and what is started is what was asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipclip_app.config import PAIRED, SCENARIOS, TRIGGERED, TrainConfig
from ipclip_app.data.trigger import new_trigger, write_trigger
from ipclip_app.errors import TooFewImagesError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.protect.page import ProtectPage
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.setup_view import SetupView
from ipclip_app.jobs.preview import DomainPreview, FolderPreview
from ipclip_app.jobs.run_folder import TRIGGER
from ipclip_app.progress import Job

PATIENCE = 120_000


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext) -> SetupView:
    view = SetupView(context)
    qtbot.addWidget(view)
    view.resize(1000, 720)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ...]]:
    """The folders that were to be examined; none is."""
    asked: list[tuple[Path, ...]] = []
    monkeypatch.setattr("ipclip_app.gui.protect.findings_view.FindingsView.examine", lambda _, it: asked.append(it))
    return asked


def preview(name: str, classes: int = 2) -> DomainPreview:
    return DomainPreview(Path("/images") / name, name, {f"class {index}": 3 for index in range(classes)}, 6, ())


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_shows_a_second_folder_and_a_trigger_only_where_it_has_them(view: SetupView, scenario: str) -> None:
    view.scenarios.choose(scenario)

    assert view.unauthorized.isVisible() == (scenario in PAIRED)
    assert view.origin.isVisible() == (scenario not in PAIRED)
    assert view.origin.triggers.isVisible() == (scenario in TRIGGERED)
    assert bool(view.origin.sentence.text()) == (scenario not in PAIRED)


def test_scenarios_are_chosen_with_the_arrow_keys(qtbot: QtBot, view: SetupView) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.scenarios.card("target-specified").setFocus()
    chosen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(QApplication.focusWidget(), key)
        chosen.append(view.scenarios.scenario)

    assert set(chosen) == set(SCENARIOS)


def test_the_whole_card_can_be_pressed(qtbot: QtBot, view: SetupView) -> None:
    card = view.scenarios.card("ownership")

    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().bottomRight() * 0.9)

    assert view.scenarios.scenario == "ownership"


@pytest.mark.parametrize("scenario", sorted(set(SCENARIOS) - PAIRED))
def test_one_folder_suffices_where_the_scenario_makes_the_other_images(
    view: SetupView, ready: Callable[[], None], unchecked: list[tuple[Path, ...]], scenario: str
) -> None:
    ready()
    view.scenarios.choose(scenario)
    before = view.status.text()
    view.authorized.set_domain(preview("photo"))
    plan = view.plan()

    assert before == "Choose the folder of authorized images to begin."
    assert view.start_button.isEnabled()
    assert plan == RunPlan(Path("/images/photo"), None, "demo", TrainConfig(scenario=plan.config.scenario), "auto")  # type: ignore[union-attr]
    assert plan is not None
    assert plan.config.scenario == scenario
    assert unchecked[-1] == (Path("/images/photo"),)


def test_a_folder_without_classes_is_told_in_every_scenario(
    view: SetupView, ready: Callable[[], None], unchecked: list[tuple[Path, ...]]
) -> None:
    ready()
    view.authorized.set_domain(preview("photo", classes=0))
    said = []
    for scenario in sorted(set(SCENARIOS) - PAIRED):
        view.scenarios.choose(scenario)
        said.append(view.status.text())

    assert all(sentence.startswith("The authorized images need one subfolder for each class") for sentence in said)
    assert not view.start_button.isEnabled()


def test_both_folders_are_kept_while_other_scenarios_are_tried(
    view: SetupView, ready: Callable[[], None], unchecked: list[tuple[Path, ...]]
) -> None:
    ready()
    view.authorized.set_domain(preview("photo"))
    view.unauthorized.set_domain(preview("sketch"))
    for scenario in (*SCENARIOS, "target-specified"):
        view.scenarios.choose(scenario)

    plan = view.plan()

    assert plan is not None
    assert plan.unauthorized == Path("/images/sketch")
    assert unchecked[-1] == (Path("/images/photo"), Path("/images/sketch"))


def test_a_chosen_trigger_is_part_of_the_plan(
    qtbot: QtBot, view: SetupView, ready: Callable[[], None], unchecked: list[tuple[Path, ...]], tmp_path: Path
) -> None:
    ready()
    write_trigger(tmp_path / "mine.json", new_trigger())
    view.authorized.set_domain(preview("photo"))
    view.scenarios.choose("ownership")
    with qtbot.waitSignal(view.origin.triggers.changed):
        view.origin.triggers.choose(tmp_path / "mine.json")
    with_trigger = view.plan()
    view.scenarios.choose("target-free")
    without = view.plan()

    assert with_trigger is not None
    assert without is not None
    assert with_trigger.trigger == tmp_path / "mine.json"
    assert without.trigger is None


def test_a_new_trigger_is_made_for_the_folder_and_the_model_in_hand(
    qtbot: QtBot, view: SetupView, unchecked: list[tuple[Path, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[object] = []

    def create(fit: object) -> Job[None]:
        wanted.append(fit)
        raise TooFewImagesError("A trial of triggers", 3, 8)
        yield

    monkeypatch.setattr("ipclip_app.gui.triggers.trigger_maker.create_trigger", create)
    view.scenarios.choose("ownership")
    view.authorized.set_domain(preview("photo"))

    qtbot.mouseClick(view.origin.triggers.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(wanted))

    assert wanted == [(Path("/images/photo"), view.options.backbone)]


def test_target_free_shows_in_which_styles_images_are_redrawn(
    qtbot: QtBot, view: SetupView, unchecked: list[tuple[Path, ...]], make_image: Callable[..., Path], tmp_path: Path
) -> None:
    view.scenarios.choose("target-free")
    qtbot.waitUntil(lambda: view.origin.styles.pictures == 13, timeout=20_000)
    of_sample = view.origin.styles.grab().toImage()

    image = make_image(tmp_path / "cat.png", "cat", size=(64, 64))
    view.authorized.set_domain(DomainPreview(tmp_path, "photo", {"cat": 1, "dog": 1}, 2, (image,)))
    qtbot.waitUntil(lambda: view.origin.styles.pictures == 13, timeout=20_000)

    assert view.origin.styles.isVisible()
    assert view.origin.styles.grab().toImage() != of_sample


def test_a_folder_of_domains_asks_only_for_the_authorized_one(view: SetupView) -> None:
    view.scenarios.choose("target-free")
    view.authorized.several_found.emit(FolderPreview(Path("/images"), (preview("photo"), preview("sketch"))))
    asked = view.choice.question.text()

    view.choice.authorized.button(1).click()
    view.choice.use_button.click()

    assert asked == "Which one may the model work on?"
    assert view.authorized.domain == preview("sketch")
    assert view.unauthorized.domain is None


def test_another_scenario_takes_the_question_back(view: SetupView) -> None:
    view.authorized.several_found.emit(FolderPreview(Path("/images"), (preview("photo"), preview("sketch"))))

    view.scenarios.choose("target-free")

    assert not view.choice.is_asking


def test_a_protection_with_a_secret_trigger_is_trained_and_shown(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan, tmp_path: Path
) -> None:
    trigger = new_trigger()
    write_trigger(tmp_path / "mine.json", trigger)
    config = TrainConfig.from_json(plan.config.to_json() | {"scenario": "ownership", "epochs": 1})

    page.start(RunPlan(plan.authorized, None, plan.backbone, config, trigger=tmp_path / "mine.json"))
    qtbot.waitUntil(page.results.isVisible, timeout=PATIENCE)

    folder = page.training.run.folder
    assert folder.name == "photo-ownership"
    assert trigger.identity in (folder / TRIGGER).read_text()
