"""Folders of runs as a training leaves them, without a training."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.runs.runs_view import RunsView

MakeRun = Callable[..., Path]


@pytest.fixture
def runs_folder(context: WindowContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of runs that the owner has set; the trash is a folder beside it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    (tmp_path / "share").mkdir()
    folder = tmp_path / "my runs"
    folder.mkdir()
    context.settings.change(runs_folder=str(folder))
    return folder


@pytest.fixture
def make_run(runs_folder: Path, make_results: Callable[..., dict[str, Any]]) -> MakeRun:
    """`make_run(name, created="2026-01-31", epochs=2, module=True, seed=0)`: a run planned for 2 epochs."""

    def make(name: str, created: str = "2026-01-31", epochs: int = 2, *, module: bool = True, seed: int = 0) -> Path:
        run = runs_folder / name
        run.mkdir()
        description = {
            "format": 1,
            "program": "0",
            "fingerprint": "f",
            "created": f"{created}T12:00:00Z",
            "authorized": str(runs_folder / "photo"),
            "unauthorized": str(runs_folder / "sketch"),
            "backbone": {"reference": "demo"},
            "config": {"epochs": 2, "preset": "default", "seed": seed},
        }
        history = [
            {"epoch": epoch, "losses": {"total": 1.0}, "authorized": 90.0, "unauthorized": 50.0 / epoch,
             "unprotected": 91.0, "best": epoch == 1}
            for epoch in range(1, epochs + 1)
        ]  # fmt: skip
        files: dict[str, object] = {"run.json": description, "history.json": history}
        if module:
            (run / "module.safetensors").touch()
            files["results.json"] = make_results()
        for file, content in files.items():
            (run / file).write_text(json.dumps(content), encoding="utf-8")
        return run

    return make


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext, runs_folder: Path) -> RunsView:
    view = RunsView(context)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    return view
