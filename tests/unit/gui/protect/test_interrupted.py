"""An interrupted run is offered once, and only where nobody trains it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.protect.interrupted import InterruptedStrip
from ipclip_app.jobs.run_folder import RunFolder

MakeRun = Callable[[str], Path]


@pytest.fixture
def strip(qtbot: QtBot, context: WindowContext) -> InterruptedStrip:
    strip = InterruptedStrip(context)
    qtbot.addWidget(strip)
    return strip


@pytest.fixture
def make_run(context: WindowContext) -> MakeRun:
    """`make_run(created)`: a run that ended after one of three epochs."""

    def make(created: str) -> Path:
        run = context.settings.now.runs / f"run-of-{created}"
        run.mkdir(parents=True)
        description = {
            "format": 1,
            "program": "0",
            "fingerprint": "f",
            "created": f"{created}T12:00:00Z",
            "authorized": "photo",
            "unauthorized": "sketch",
            "backbone": {"reference": "demo"},
            "config": {"epochs": 3, "preset": "default"},
        }
        levels = {"authorized": 90.0, "unauthorized": 50.0, "unprotected": 91.0}
        history = [{"epoch": 1, "losses": {"total": 1.0}, "best": True, **levels}]
        (run / "run.json").write_text(json.dumps(description))
        (run / "history.json").write_text(json.dumps(history))
        return run

    return make


def look(qtbot: QtBot, strip: InterruptedStrip, context: WindowContext) -> None:
    with qtbot.waitSignal(context.background.emptied):
        strip.look()


def test_the_latest_interrupted_run_is_offered(
    qtbot: QtBot, strip: InterruptedStrip, context: WindowContext, make_run: MakeRun
) -> None:
    make_run("2026-01-30")
    latest = make_run("2026-01-31")

    look(qtbot, strip, context)

    assert strip.isVisible()
    assert "run-of-2026-01-31” was interrupted after epoch 1 of 3" in strip.text.text()
    with qtbot.waitSignal(strip.resumed) as resumed:
        strip.resume_button.click()
    assert resumed.args == [latest]


def test_a_run_that_another_window_trains_is_not_offered(
    qtbot: QtBot, strip: InterruptedStrip, context: WindowContext, make_run: MakeRun
) -> None:
    with RunFolder(make_run("2026-01-31")).locked():
        look(qtbot, strip, context)

    assert not strip.isVisible()
