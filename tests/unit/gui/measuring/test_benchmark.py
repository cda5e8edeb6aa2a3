"""The benchmark runs every part apart from the user's folders and tells what came out."""

import json
import subprocess
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from ipclip_app.gui.measuring import benchmark
from ipclip_app.gui.measuring.figure import Figure

MET = Figure("Start", 0.5, "s", 1.5, "median of 3")
MISSED = Figure("Longest", 300.0, "ms", 250.0)
Answer = Callable[..., list[list[str]]]


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """`children(figures, code, complaint)`: what the processes of parts answer; returns their commands."""

    def answer(figures: list[Figure], code: int = 0, complaint: str = "") -> list[list[str]]:
        commands: list[list[str]] = []

        def run(command: list[str], **_options: Any) -> SimpleNamespace:
            commands.append(command)
            found = json.dumps([figure.to_json() for figure in figures])
            return SimpleNamespace(returncode=code, stdout=found, stderr=complaint)

        monkeypatch.setattr(subprocess, "run", run)
        return commands

    return answer


def test_every_part_is_measured_in_a_process_of_its_own(children: Answer, capsys: pytest.CaptureFixture[str]):
    commands = children([MET])
    assert benchmark.run(as_json=False) == 0
    assert [command[-1] for command in commands] == [
        "startup",
        "loop_delay",
        "stop_latency",
        "redraw",
        "large_folder",
        "audit_delay",
    ]


def test_missed_goal_is_told_and_no_failure(children: Answer, capsys: pytest.CaptureFixture[str]):
    children([MET, MISSED])
    assert benchmark.run(as_json=False, parts=["startup"]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if "Longest" in line or "Start" in line]
    assert [("yes" in row, "no" in row) for row in rows] == [(True, False), (False, True)]


def test_document_holds_every_figure(children: Answer, capsys: pytest.CaptureFixture[str]):
    children([MET, MISSED])
    benchmark.run(as_json=True, parts=["startup", "redraw"])
    document = json.loads(capsys.readouterr().out)
    assert set(document["parts"]) == {"startup", "redraw"}
    assert [figure["met"] for figure in document["parts"]["redraw"]] == [True, False]


def test_part_that_fails_is_named_with_its_last_words(children: Answer, capsys: pytest.CaptureFixture[str]):
    children([], code=1, complaint="Traceback\nno screen")
    assert benchmark.run(as_json=True, parts=["loop_delay"]) == benchmark.UNUSABLE
    heard = capsys.readouterr()
    assert "Measuring loop delay failed (no screen)" in heard.err
    assert heard.out == ""


def test_folders_are_thrown_away_and_a_missing_screen_is_no_obstacle(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.platform", "linux")
    found = benchmark.environment_of("home", {"IPCLIP_DATA_DIR": "mine", "PATH": "p"})
    assert found["QT_QPA_PLATFORM"] == "offscreen"
    assert found["IPCLIP_DATA_DIR"].startswith("home")
    assert found["PATH"] == "p"


@pytest.mark.parametrize("seen", [{"DISPLAY": ":1"}, {"WAYLAND_DISPLAY": "w"}])
def test_screen_is_used_where_there_is_one(monkeypatch: pytest.MonkeyPatch, seen: dict[str, str]):
    monkeypatch.setattr("sys.platform", "linux")
    assert "QT_QPA_PLATFORM" not in benchmark.environment_of("home", seen)
