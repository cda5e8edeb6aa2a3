"""What is measured of a run: the real page, with a job that only pretends to compute."""

import threading
from collections.abc import Callable
from itertools import count

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.errors import MeasurementError
from ipclip_app.gui.engine import Engine
from ipclip_app.gui.measuring import large_folder, loop_delay, stop_latency
from ipclip_app.gui.protect import page
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.progress import Job, Report, StepReport

PHASES = ("scan", "training", stop_latency.KEPT, "verdict")


def _pretend(endless: str | None) -> Callable[[Callable[[], bool]], Job[None]]:
    """A run of a few reports in each phase, one of which lasts until the run is stopped."""

    def job(wants_end: Callable[[], bool]) -> Job[None]:
        breath = threading.Event()
        for phase in PHASES:
            for step in count():
                breath.wait(0.001)  # or reports would come faster than any window can take them
                if (step == 5 and phase != endless) or (phase == stop_latency.KEPT and wants_end()):
                    break
                yield Report(phase, step, 0) if phase != stop_latency.KEPT else StepReport("training", step, 0, 2)
        raise MeasurementError("nothing", "this job only pretends")

    return job


@pytest.fixture(autouse=True)
def pretend(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """`pretend(phase)`: an engine that needs no loading, and runs that compute nothing and stay in the phase."""

    def ready(engine: Engine):
        engine.facts = EngineFacts((ComputeDevice("cpu", "pretended", 1),), {}, 1)
        engine.ready.emit(engine.facts)

    def stay(phase: str | None):
        monkeypatch.setattr(page, "starting", lambda _plan, _folder: _pretend(phase))

    monkeypatch.setattr(Engine, "start", ready)
    stay(None)
    return stay


def test_loop_is_watched_from_start_to_end():
    median, _, longest = loop_delay.measure(epochs=1)
    assert median.value <= longest.value
    assert longest.detail in {"start", *PHASES}


@pytest.mark.parametrize("phase", PHASES)
def test_stop_is_measured_in_a_phase(pretend: Callable[[str], None], phase: str):
    pretend(phase)
    answered, ended = stop_latency.stop_in(phase, epochs=1)
    assert (answered.name, ended.name) == (f"Stop, {phase}: answered", f"Stop, {phase}: ended")
    assert 0 < answered.value <= 1000 * ended.value


@pytest.mark.parametrize("phase", PHASES)
def test_closing_is_measured_in_a_phase(pretend: Callable[[str], None], phase: str):
    pretend(phase)
    answered, ended = stop_latency.close_in(phase, epochs=1)
    assert answered.value > 0
    assert ended.value > 0


def test_large_folder_is_counted_checked_and_weighed():
    figures = {figure.name: figure for figure in large_folder.measure(images=30)}
    assert figures["Counting a large folder"].detail == "30 images"
    assert figures["Checking it"].value > 0
    assert figures["Loop delay while checking, longest"].value >= 0
    assert figures["Peak memory with it"].value > 10


def test_phase_that_never_comes_cannot_be_measured():
    with pytest.raises(MeasurementError, match="Stop in the phase nowhere"):
        stop_latency.stop_in("nowhere", epochs=1)
