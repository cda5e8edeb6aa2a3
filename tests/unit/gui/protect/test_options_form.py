"""Options offer what the engine and the machine really have, and never make an impossible configuration."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from ipclip_app.config import SCENARIOS, SplitConfig, TrainConfig, ViewConfig
from ipclip_app.errors import BackboneConfigError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.protect.options_form import OptionsForm
from ipclip_app.gui.protect.scenario_cards import ScenarioCards, scenario_words
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.backbones import BackboneEntry
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts

GPU = ComputeDevice("cuda", "NVIDIA H200", 143_000)
CPU = ComputeDevice("cpu", "AMD EPYC", 24_000)


@pytest.fixture
def ready(context: WindowContext) -> Callable[[], None]:
    """`ready()`: the engine has found a graphics card and a processor."""

    def make() -> None:
        context.engine.facts = EngineFacts((GPU, CPU), {}, 2)
        context.engine.ready.emit(context.engine.facts)

    return make


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[BackboneEntry]:
    """What the list of backbones holds."""
    entries = [
        BackboneEntry("demo", "demo"),
        BackboneEntry("mine", "added", "/models/mine"),
        BackboneEntry("ViT-B-16/openai", "downloaded", "/cache", 600_000_000),
        BackboneEntry("RN50/openai", "damaged"),
        BackboneEntry("ViT-L-14/openai", "available"),
    ]
    monkeypatch.setattr("ipclip_app.jobs.backbones.list_backbones", lambda: tuple(entries))
    return entries


@pytest.fixture
def form(qtbot: QtBot, context: WindowContext) -> OptionsForm:
    form = OptionsForm(context)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    return form


def texts(box: Any) -> list[str]:
    return [box.itemText(index) for index in range(box.count())]


def test_every_scenario_of_the_engine_has_a_card_with_a_sentence(qtbot: QtBot, theme: Theme) -> None:
    cards = ScenarioCards(theme)
    qtbot.addWidget(cards)
    for scenario in SCENARIOS:
        title, sentence = scenario_words(scenario)
        assert title
        assert sentence.endswith(".")
        cards.choose(scenario)
        assert cards.scenario == scenario


def test_defaults_are_those_of_the_configuration(form: OptionsForm) -> None:
    assert form.config(TrainConfig.scenario) == TrainConfig()
    assert form.backbone == "demo"
    assert form.device == "auto"
    assert not form.section.is_open


def test_only_installed_models_are_offered(
    qtbot: QtBot, form: OptionsForm, ready: Callable[[], None], listed: list[BackboneEntry]
) -> None:
    ready()
    qtbot.waitUntil(lambda: form.backbones.box.count() == 3)

    names = [form.backbones.box.itemData(index) for index in range(3)]
    assert names == ["demo", "mine", "ViT-B-16/openai"]
    assert texts(form.backbones.box)[1] == "mine (your own)"
    assert "downloaded" in texts(form.backbones.box)[2]


def test_the_model_is_kept_while_the_list_is_read_anew(
    qtbot: QtBot, form: OptionsForm, ready: Callable[[], None], listed: list[BackboneEntry]
) -> None:
    form.backbones.choose("mine")
    listed.append(BackboneEntry("newer", "added", "/models/newer"))

    ready()
    qtbot.waitUntil(lambda: form.backbones.box.count() == 4)

    assert form.backbone == "mine"


def test_a_damaged_list_of_models_is_told(
    qtbot: QtBot, form: OptionsForm, ready: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> tuple[BackboneEntry, ...]:
        raise BackboneConfigError(Path("backbones.json"), "is damaged", "remove it")

    monkeypatch.setattr("ipclip_app.jobs.backbones.list_backbones", damaged)

    ready()
    qtbot.waitUntil(lambda: "is damaged" in form.backbones.note.text())

    assert form.backbone == "demo"


def test_devices_are_those_of_the_machine_with_their_memory(
    form: OptionsForm, ready: Callable[[], None], listed: list[BackboneEntry]
) -> None:
    before = texts(form.devices)

    ready()

    assert before == ["Automatic"]
    assert texts(form.devices) == [
        "Automatic: Graphics card NVIDIA H200, 140 GB",
        "Graphics card NVIDIA H200, 140 GB",
        "Processor AMD EPYC, 23 GB",
    ]


def test_a_device_chosen_before_the_engine_is_there_is_kept_if_it_exists(
    form: OptionsForm, ready: Callable[[], None], listed: list[BackboneEntry]
) -> None:
    form.devices.choose("cpu")
    ready()
    found = form.device
    form.devices.choose("mps")

    assert found == "cpu"
    assert form.device == "auto"


def test_the_advanced_section_opens_with_the_keyboard(qtbot: QtBot, form: OptionsForm) -> None:
    form.section.button.setFocus()

    QTest.keyClick(form.section.button, Qt.Key.Key_Space)

    assert form.advanced.isVisible()


def test_a_filled_form_gives_the_same_configuration(form: OptionsForm) -> None:
    config = TrainConfig(
        preset="reference",
        epochs=7,
        batch_size=16,
        seed=2**63 - 1,
        split=SplitConfig(70, 20, 10),
        views=ViewConfig(flip=False, crops=2, crop_scale=0.5),
        bank_shots=3,
        false_rejection=0.125,
    )

    form.fill("mine", config, "auto")

    assert form.config(TrainConfig.scenario) == config
    assert form.backbone == "mine"


def test_shares_that_do_not_add_up_are_told_beneath_the_fields(qtbot: QtBot, form: OptionsForm) -> None:
    form.section.open()

    with qtbot.waitSignal(form.changed):
        form.advanced.split[0].setValue(70)

    assert form.config(TrainConfig.scenario) is None
    assert form.advanced.problem.isVisible()
    assert "add up to 100" in form.advanced.problem.text()


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "²", str(2**63)])
def test_a_seed_that_is_no_whole_number_is_told(form: OptionsForm, text: str) -> None:
    form.advanced.seed.setText(text)

    assert form.config(TrainConfig.scenario) is None
    assert "whole number" in form.advanced.problem.text()


def test_going_back_to_the_defaults_mends_everything(qtbot: QtBot, form: OptionsForm) -> None:
    form.section.open()
    form.advanced.seed.setText("x")
    form.advanced.epochs.setValue(3)

    qtbot.mouseClick(form.advanced.reset_button, Qt.MouseButton.LeftButton)

    assert form.config(TrainConfig.scenario) == TrainConfig()
    assert not form.advanced.problem.isVisible()


def test_scrolling_past_a_number_does_not_change_it(form: OptionsForm) -> None:
    form.section.open()
    form.advanced.seed.setFocus()

    _turn_wheel(form.advanced.epochs)

    assert form.advanced.epochs.value() == TrainConfig().epochs


def test_the_wheel_changes_the_number_that_has_the_focus(qtbot: QtBot, form: OptionsForm) -> None:
    form.section.open()
    form.advanced.epochs.setFocus()
    qtbot.waitUntil(form.advanced.epochs.hasFocus)

    _turn_wheel(form.advanced.epochs)

    assert form.advanced.epochs.value() == TrainConfig().epochs + 1


def _turn_wheel(box: QSpinBox) -> None:
    place = QPointF(box.rect().center())
    up, phase = QPoint(0, 120), Qt.ScrollPhase.NoScrollPhase
    buttons, modifiers = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(place, QPointF(box.mapToGlobal(place)), QPoint(), up, buttons, modifiers, phase, False)
    QApplication.sendEvent(box, event)
