"""Results speak of what their scenario tells apart, and are extended by further domains."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ipclip_app.data.trigger import GRID
from ipclip_app.errors import FolderError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.results import summary_words
from ipclip_app.gui.results.domain_names import domain_name
from ipclip_app.gui.results.domain_test import earlier_folders
from ipclip_app.gui.results.results_view import ResultsView
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.jobs.runs import RunRecord
from ipclip_app.progress import Job, Notice, Report

MakeRecord = Callable[..., RunRecord]
MakeResults = Callable[..., dict[str, Any]]
Drop = Callable[[QWidget, QMimeData], QDropEvent]
pytestmark = pytest.mark.usefixtures("plain_numbers")


class FakeEvaluation:
    """An evaluation that waits until it is released or closed."""

    def __init__(self) -> None:
        self.asked: list[tuple[Path, tuple[Path, ...]]] = []
        self.failure: Exception | None = None
        self.released, self.closed = threading.Event(), threading.Event()

    def __call__(self, run: Path, domains: Sequence[Path]) -> Job[str]:
        self.asked.append((run, tuple(domains)))
        try:
            yield Report("evaluation", 1, 4)
            yield Notice("evaluation", 0, 0, "cat.png is broken; restore it.")
            if self.failure is not None:
                raise self.failure
            while not self.released.wait(0.005):
                yield Report("evaluation", 2, 4)
            return "evaluation"
        finally:
            self.closed.set()


@pytest.fixture
def evaluation(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEvaluation]:
    fake = FakeEvaluation()
    monkeypatch.setattr("ipclip_app.jobs.evaluate.evaluate", fake)
    yield fake
    fake.released.set()


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext) -> ResultsView:
    context.engine.facts = EngineFacts((ComputeDevice("cpu", "AMD EPYC", 24_000),), {}, 2)
    view = ResultsView(context)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


def of(scenario: str, results: dict[str, Any], **metrics: float) -> dict[str, Any]:
    return {**results, "scenario": scenario, "metrics": results["metrics"] | metrics}


@pytest.mark.parametrize(
    ("scenario", "left", "headline"),
    [
        ("target-free", 2.0, "The model is protected"),
        ("ownership", 2.0, "The trigger marks the model as yours"),
        ("ownership", 50.0, "The trigger marks the model in part"),
        ("ownership", 80.0, "The trigger harms this model hardly more than any other and proves little"),
        ("ownership", 91.0, "The trigger harms this model no more than any other and proves nothing"),
    ],
)
def test_the_verdict_is_about_what_the_scenario_is_for(
    make_results: MakeResults, scenario: str, left: float, headline: str
) -> None:
    results = of(scenario, make_results(unauthorized=(90.0, 91.0, left)))

    assert summary_words.headline(results) == headline


@pytest.mark.parametrize(
    ("kept", "left", "level", "headline"),
    [
        (96.0, 2.0, "good", "The model works only with your trigger"),
        (96.0, 50.0, "doubt", "The model needs your trigger in part"),
        (70.0, 60.0, "bad", "The model hardly needs your trigger"),
        (29.0, 56.0, "bad", "The model works as well without your trigger"),
    ],
)
def test_a_trigger_that_costs_accuracy_itself_does_not_pass_for_protection(
    make_results: MakeResults, kept: float, left: float, level: str, headline: str
) -> None:
    accuracies = make_results(authorized=(17.0, 17.0, kept), unauthorized=(100.0, 99.0, left))
    results = of("authorization", accuracies, D_ua=kept * (kept - left) / 100)

    assert (summary_words.level_of(results), summary_words.headline(results)) == (level, headline)


def test_ownership_tells_what_the_trigger_does(make_results: MakeResults) -> None:
    accuracies, zero_shot, check = summary_words.sentences(of("ownership", make_results()))

    assert accuracies == (
        "Without the trigger the protected model is right in 97% of cases, as before. "
        "With the trigger only in 2%, instead of 91%."
    )
    assert "95% of the images without trigger and 90% of those with it" in zero_shot
    assert "unauthorized" not in check


def test_authorization_tells_what_is_lost_without_the_trigger(make_results: MakeResults) -> None:
    first, *_ = summary_words.sentences(of("authorization", make_results()))

    assert first.startswith("With the trigger the protected model is right in 97%")
    assert first.endswith("Without the trigger only in 2%, instead of 91%.")


def test_a_target_free_run_says_that_no_domain_was_tested_until_one_was(make_results: MakeResults) -> None:
    alone = of("target-free", make_results())
    tested = of("target-free", make_results())
    first, second = (tested["domains"]["unauthorized"] | {"protected": left, "unprotected": 80.0} for left in (10, 20))
    tested["domains"] = tested["domains"] | {"other": {"sketch": first, "cartoon": second}}

    assert any("No other domain was tested" in remark for remark in summary_words.remarks(alone))
    assert "in other styles only in 2%" in next(summary_words.sentences(alone))
    assert not any("No other domain" in remark for remark in summary_words.remarks(tested))
    assert "On the other domains only in 15% in the mean, instead of 80%." in next(summary_words.sentences(tested))


def test_the_metric_of_a_scenario_is_told_where_it_has_one(view: ResultsView, make_record: MakeRecord) -> None:
    told = []
    for scenario, metrics in (("ownership", {"O_ua": 86.5}), ("authorization", {"D_ua": 92.1}), ("target-free", {})):
        results = of(scenario, dict(make_record().results or {}), **metrics)
        view.show_record(make_record(results=results, scenario=scenario))
        told.append(view.summary.gain.text().split(":")[0] if view.summary.gain.isVisible() else "")

    assert told == ["O_ua is 86.5", "D_ua is 92.1", ""]


def test_domains_are_called_by_what_was_done_to_their_images() -> None:
    assert [domain_name(side, "ownership") for side in ("authorized", "unauthorized")] == [
        "Without trigger",
        "With trigger",
    ]
    assert domain_name("unauthorized", "target-free") == "In other styles"
    assert domain_name("sketch with trigger", "authorization") == "sketch, with trigger"
    assert domain_name("sketch", "authorization") == "sketch, without trigger"
    assert domain_name("sketch", "target-free") == "sketch"


def test_every_tab_has_the_words_of_the_scenario(view: ResultsView, make_record: MakeRecord) -> None:
    results = of("ownership", dict(make_record().results or {}))
    record = make_record(results=results, scenario="ownership", unauthorized=None)
    view.show_record(replace(record, description={**record.description, "trigger": GRID.identity}))
    facts = dict(view.facts.shown())

    assert [view.table.table.item(row, 0).text() for row in range(2)] == ["Without trigger", "With trigger"]
    assert view.gallery.domain_box.findText("With trigger") > 0
    assert view.confusion.domain_box.findText("With trigger") >= 0
    assert view.curves.board.accuracies.titles[1].text() == "Images with trigger"
    assert facts["Scenario"] == "Prove that the model is mine"
    assert facts["Unauthorized images"] == "The authorized ones with the trigger"
    assert facts["Trigger"] == "The published grid"


def test_a_dropped_folder_is_tested_on_and_the_results_are_read_anew(
    qtbot: QtBot,
    view: ResultsView,
    make_record: MakeRecord,
    evaluation: FakeEvaluation,
    drop: Drop,
    files: Callable[..., QMimeData],
    said: list[Message],
    tmp_path: Path,
) -> None:
    record = make_record()
    view.show_record(record)

    event = drop(view, files(tmp_path / "cartoon"))
    qtbot.waitUntil(lambda: view.test.bar.value() == 2)
    shown = view.test.isVisible(), view.test.words.text()
    with qtbot.waitSignal(view.changed) as changed:
        evaluation.released.set()

    assert event.dropAction() == Qt.DropAction.CopyAction
    assert shown == (True, "Testing on cartoon…")
    assert evaluation.asked == [(record.summary.path, (tmp_path / "cartoon",))]
    assert changed.args == [record.summary.path]
    assert [message.severity for message in said] == ["warning"]
    assert view.test.isHidden()


def test_a_picked_folder_is_tested_on_and_can_be_cancelled(
    qtbot: QtBot, view: ResultsView, make_record: MakeRecord, evaluation: FakeEvaluation, tmp_path: Path
) -> None:
    view.show_record(make_record())
    qtbot.mouseClick(view.buttons.test_button, Qt.MouseButton.LeftButton)
    dialog = view.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "cartoon"))
    dialog.reject()
    qtbot.waitUntil(lambda: view.test.bar.value() == 2)

    qtbot.mouseClick(view.test.cancel_button, Qt.MouseButton.LeftButton)

    assert view.test.isHidden()
    qtbot.waitUntil(evaluation.closed.is_set)


def test_a_test_that_fails_says_why(
    qtbot: QtBot,
    view: ResultsView,
    make_record: MakeRecord,
    evaluation: FakeEvaluation,
    said: list[Message],
    tmp_path: Path,
) -> None:
    evaluation.failure = FolderError(tmp_path, "has no image", "choose another folder")
    view.show_record(make_record())

    view.test_on((tmp_path,))

    qtbot.waitUntil(lambda: "has no image" in said[-1].sentence if said else False)
    assert view.test.isHidden()


def test_a_test_ends_when_another_run_is_shown(
    qtbot: QtBot, view: ResultsView, make_record: MakeRecord, evaluation: FakeEvaluation, tmp_path: Path
) -> None:
    view.show_record(make_record())
    view.test_on((tmp_path / "cartoon",))
    qtbot.waitUntil(lambda: view.test.bar.value() == 2)

    view.show_record(make_record(path=tmp_path / "another"))

    assert not view.test.is_running
    qtbot.waitUntil(evaluation.closed.is_set)


def test_domains_that_were_tested_before_are_tested_again(make_record: MakeRecord) -> None:
    record = make_record()
    one = record.predictions[0]
    further = [
        replace(one, domain="sketch", path=Path(f"/images/sketch/{name}/1.png")) for name in ("cat", "sketch")
    ] + [replace(one, domain="art with trigger", path=Path("/images/art/cat/1.png"))]

    found = earlier_folders(replace(record, predictions=(*record.predictions, *further)))

    assert found == (Path("/images/sketch"), Path("/images/art"))


def test_nothing_is_tested_before_the_engine_is_there(
    qtbot: QtBot, view: ResultsView, context: WindowContext, make_record: MakeRecord, evaluation: FakeEvaluation
) -> None:
    context.engine.facts = None
    early = ResultsView(context)
    qtbot.addWidget(early)
    early.show_record(make_record())

    early.test_on((Path("/images"),))

    assert not early.buttons.test_button.isEnabled()
    assert evaluation.asked == []
