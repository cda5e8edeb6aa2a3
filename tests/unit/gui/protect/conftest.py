"""A run in the window, with a job that waits where a test wants it to."""

import threading
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.config import SplitConfig, TrainConfig, ViewConfig
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.protect.loss_plot import LossPlot
from ipclip_app.gui.protect.page import ProtectPage
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.training_state import Stage
from ipclip_app.gui.protect.training_view import TrainingView
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.backbones import BackboneEntry
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.progress import EpochReport, Job, Notice, Report, StepReport

EPOCHS, STEPS = 4, 5
TOTAL = EPOCHS * STEPS
_STEP_S = 0.002
"""Seconds of a step; without any, reports would flood the window."""


def epoch_reports(epoch: int) -> Generator[Report, None, None]:
    for step in range(1, STEPS + 1):
        done = (epoch - 1) * STEPS + step
        losses = {"total": 5.0 / done, "L_a": 3.0 / done, "unprotected": 2.0 / done}
        yield StepReport("training", done, TOTAL, epoch, losses)
    yield EpochReport("training", epoch * STEPS, TOTAL, epoch, 80.0 + epoch, 40.0 - 5 * epoch, epoch < 3)


class FakeTraining:
    """Waits in `hold_in` ("statistics", an epoch's number or "evaluation") until `released` is set or it is closed."""

    def __init__(self, hold_in: str | int | None = None, failure: Exception | None = None) -> None:
        self.hold_in, self.failure = hold_in, failure
        self.released = threading.Event()
        self.held = threading.Event()
        self.closed = threading.Event()
        self.notices: tuple[str, ...] = ()
        self.wants_end: Callable[[], bool] = bool
        self.main_thread = threading.current_thread()

    def make(self, wants_end: Callable[[], bool]) -> Job[str]:
        assert threading.current_thread() is not self.main_thread
        self.wants_end = wants_end
        return self._run()

    def _run(self) -> Job[str]:
        try:
            yield Report("scan", 1, 1)
            yield from self._hold("statistics", Report("statistics", 3, 10))
            for sentence in self.notices:
                yield Notice("statistics", 0, 0, sentence)
            for epoch in range(1, EPOCHS + 1):
                yield from self._hold(epoch, StepReport("training", (epoch - 1) * STEPS, TOTAL, epoch, {}))
                if self.wants_end():
                    break
                yield from epoch_reports(epoch)
            yield Report("verdict", 1, 1)
            yield from self._hold("evaluation", Report("evaluation", 2, 4))
            return "stopped early" if self.wants_end() else "outcome"
        finally:
            self.closed.set()

    def _hold(self, place: str | int, report: Report) -> Generator[Report, None, None]:
        yield report
        if place != self.hold_in:
            return
        if self.failure is not None:
            raise self.failure
        while not (self.released.is_set() or self.wants_end()):
            self.held.set()
            self.released.wait(_STEP_S)
            yield report


@pytest.fixture
def fake_training() -> type[FakeTraining]:
    """The class of jobs that report as a training does."""
    return FakeTraining


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "runs" / "photo-against-sketch"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text("{}")
    return folder


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext) -> TrainingView:
    view = TrainingView(context)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def losses(qtbot: QtBot, theme: Theme) -> LossPlot:
    """An empty plot of losses."""
    plot = LossPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(700, 400)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


@pytest.fixture
def held(qtbot: QtBot, view: TrainingView, run_folder: Path) -> Callable[[str | int], FakeTraining]:
    """`held(place)`: a run that waits there, with the window knowing it."""

    def begin(place: str | int) -> FakeTraining:
        job = FakeTraining(place)
        view.begin("Photo against sketch", job.make, run_folder)
        qtbot.waitUntil(job.held.is_set)
        stage = {"statistics": Stage.PREPARING, "evaluation": Stage.EVALUATING}.get(str(place), Stage.TRAINING)
        qtbot.waitUntil(lambda: view.run.condition.stage is stage)
        if isinstance(place, int) and place > 1:
            qtbot.waitUntil(lambda: view.run.condition.kept and len(view._log.epochs) == place - 1)
        return job

    return begin


@pytest.fixture
def small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of backbones that loads nothing."""
    monkeypatch.setattr("ipclip_app.jobs.backbones.list_backbones", lambda: (BackboneEntry("demo", "demo"),))


@pytest.fixture
def ready(context: WindowContext, small_lists: None) -> Callable[[], None]:
    """`ready()`: the engine has been loaded."""

    def make() -> None:
        context.engine.facts = EngineFacts((ComputeDevice("cpu", "AMD EPYC", 24_000),), {}, 2)
        context.engine.ready.emit(context.engine.facts)

    return make


@pytest.fixture
def plan(tmp_path: Path, draw_domain: Callable[..., Path], tiny_clip_folder: Callable[..., Path]) -> RunPlan:
    """Two small domains and a model of random weights, three epochs."""
    config = TrainConfig(epochs=3, batch_size=4, split=SplitConfig(50, 25, 25), views=ViewConfig(flip=False, crops=0))
    authorized, unauthorized = (draw_domain(tmp_path / style, style) for style in ("photo", "sketch"))
    return RunPlan(authorized, unauthorized, str(tiny_clip_folder(tmp_path / "clip")), config)


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


@pytest.fixture
def page(window: MainWindow) -> ProtectPage:
    page = window.page(0)
    assert isinstance(page, ProtectPage)
    return page
