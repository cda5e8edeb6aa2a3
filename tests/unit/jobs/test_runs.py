"""Runs are listed and read whatever became of their files; a damaged one is told, never an exception."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import TrainConfig
from ipclip_app.errors import RunError
from ipclip_app.jobs.predictions import Prediction, write_predictions
from ipclip_app.jobs.runs import RunRecord, RunSummary, list_runs, new_run_folder, read_run, rename_run
from ipclip_app.progress import run_to_end

MakeRun = Callable[..., Path]
DOMAIN = {"images": 6, "zero_shot": 50.0, "unprotected": 60.0, "protected": 55.0, "called_unauthorized": 0.5}
RESULTS = {
    "classes": ["cat", "dog"],
    "domains": {"authorized": DOMAIN, "unauthorized": DOMAIN | {"zero_shot": None}, "other": {"cartoon": DOMAIN}},
    "metrics": {"D_a": 5.0, "W_ua": None},
    "verdict": {"auroc": 0.9, "t_a": 0.1, "t_u": -0.1},
    "best_epoch": 2,
    "left_out": {"too small": 1},
}
SEEN = Prediction(Path("/images/a.png"), "authorized", 1, 0, 1, 1, 0.25, "uncertain")


def epoch(number: int) -> dict[str, Any]:
    levels = {"authorized": 50.0, "unauthorized": 40.0, "unprotected": 60}
    return {"epoch": number, "losses": {"L_a": 0.5, "total": 1.0}, **levels, "best": number == 1}


def write(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A folder for runs."""
    (tmp_path / "runs").mkdir()
    return tmp_path / "runs"


@pytest.fixture
def make_run(runs: Path) -> MakeRun:
    """`make_run(name, epochs=2, module=True, evaluated=True, created=...)`: a run of 2 planned epochs."""

    def make(
        name: str,
        *,
        epochs: int = 2,
        module: bool = True,
        evaluated: bool = True,
        created: str = "2025-01-31T12:00:00Z",
    ) -> Path:
        path = runs / name
        path.mkdir()
        about = {"program": "1.0", "fingerprint": "00", "created": created, "config": TrainConfig(epochs=2).to_json()}
        images = {"authorized": "/images/photo", "unauthorized": "/images/sketch"}
        write(path / "run.json", {"format": 1, **about, **images, "backbone": {"reference": "demo", "identity": "0"}})
        write(path / "history.json", [epoch(number) for number in range(1, epochs + 1)])
        if module:
            (path / "module.safetensors").write_bytes(b"x")
        if evaluated:
            write(path / "results.json", RESULTS)
            write_predictions(path / "predictions.json", ("cat", "dog"), (SEEN,))
        return path

    return make


def listed(folder: Path) -> tuple[RunSummary, ...]:
    return run_to_end(list_runs(folder))


def read(path: Path) -> RunRecord:
    return run_to_end(read_run(path))


def test_finished_run_is_summed_up(make_run: MakeRun, runs: Path):
    path = make_run("first")
    assert listed(runs) == (
        RunSummary(
            path=path,
            title="first",
            created="2025-01-31T12:00:00Z",
            state="finished",
            authorized=Path("/images/photo"),
            unauthorized=Path("/images/sketch"),
            backbone="demo",
            scenario="target-specified",
            preset="default",
            epochs=2,
            planned=2,
            metrics={"D_a": 5.0},
        ),
    )


def test_record_holds_everything(make_run: MakeRun, runs: Path):
    record = read(make_run("first"))
    assert record.summary == listed(runs)[0]
    assert record.description["backbone"]["reference"] == "demo"
    assert [entry["epoch"] for entry in record.history] == [1, 2]
    assert record.results == RESULTS
    assert (record.class_names, record.predictions) == (("cat", "dog"), (SEEN,))


@pytest.mark.parametrize(
    ("epochs", "module", "state"), [(2, True, "finished"), (1, True, "stopped"), (1, False, "unfinished")]
)
def test_state_follows_from_module_and_epochs(make_run: MakeRun, runs: Path, epochs: int, module: bool, state: str):
    make_run("run", epochs=epochs, module=module)
    (summary,) = listed(runs)
    assert (summary.state, summary.epochs, summary.planned) == (state, epochs, 2)


def test_run_that_was_only_begun_is_unfinished(make_run: MakeRun):
    path = make_run("run", module=False, evaluated=False)
    (path / "history.json").unlink()
    record = read(path)
    assert (record.summary.state, record.summary.epochs, record.summary.metrics) == ("unfinished", 0, None)
    assert (record.results, record.predictions) == (None, ())


def test_newest_run_is_first(make_run: MakeRun, runs: Path):
    for name, day in (("b", "02"), ("a", "01"), ("c", "03")):
        make_run(name, created=f"2025-01-{day}T00:00:00Z")
    assert [run.path.name for run in listed(runs)] == ["c", "b", "a"]


def test_other_folders_are_passed_over(make_run: MakeRun, runs: Path):
    make_run("run")
    (runs / "empty").mkdir()
    (runs / "notes.txt").write_text("mine")
    for name, content in (("foreign", {"scripts": {}}), ("list", [1])):
        (runs / name).mkdir()
        write(runs / name / "run.json", content)
    assert [run.path.name for run in listed(runs)] == ["run"]


def test_folder_that_is_not_there_has_no_runs(tmp_path: Path):
    assert listed(tmp_path / "nowhere") == ()


def test_file_in_the_place_of_the_folder_is_named(tmp_path: Path):
    (tmp_path / "runs").write_text("notes")
    with pytest.raises(RunError, match="runs: cannot be read"):
        listed(tmp_path / "runs")


@pytest.mark.parametrize("name", ["run.json", "history.json", "results.json", "title.json"])
@pytest.mark.parametrize("content", ["", "{", '{"a": NaN}', "null", "[" * 99_999, "[[]]", '{"format": 1}', "7"])
def test_damaged_file_makes_a_damaged_run_and_hides_no_other(make_run: MakeRun, runs: Path, name: str, content: str):
    make_run("sound", created="2025-01-01T00:00:00Z")
    path = make_run("spoilt")
    (path / name).write_text(content)
    states = {run.path.name: run.state for run in listed(runs)}
    if name == "run.json" and content not in {"", "{", "[" * 99_999}:
        assert states == {"sound": "finished"}  # not ours, as far as anybody can tell
        return
    assert states == {"sound": "finished", "spoilt": "damaged"}
    assert name in read(path).summary.damage


@pytest.mark.parametrize(
    ("change", "damaged"),
    [
        ({"format": 99}, True),
        ({"config": {"epochs": "2"}}, True),
        ({"config": {"epochs": 2, "preset": "default", "new": 1}}, True),
        ({"config": {"epochs": 0, "preset": "default"}}, True),
        ({"config": {"epochs": 2, "preset": "default", "split": 5}}, True),
        ({"backbone": "demo"}, True),
        ({"authorized": None}, True),
        ({"note": "from a later version"}, False),
    ],
)
def test_description_is_understood_or_damaged(make_run: MakeRun, runs: Path, change: dict[str, Any], damaged: bool):
    path = make_run("run")
    write(path / "run.json", json.loads((path / "run.json").read_text()) | change)
    assert (listed(runs)[0].state == "damaged") == damaged


@pytest.mark.parametrize(
    "change",
    [
        {"losses": {"L_a": None}},
        {"losses": []},
        {"best": 1},
        {"epoch": "1"},
        {"authorized": "high"},
    ],
)
def test_history_is_understood_or_damaged(make_run: MakeRun, change: dict[str, Any]):
    path = make_run("run")
    write(path / "history.json", [epoch(1), epoch(2) | change])
    record = read(path)
    assert (record.summary.state, record.history) == ("damaged", ())
    assert record.results == RESULTS


@pytest.mark.parametrize(
    "change",
    [
        {"left_out": "many"},
        {"best_epoch": 10**400},
        {"domains": {"authorized": DOMAIN | {"unprotected": None}, "unauthorized": DOMAIN, "other": {}}},
    ],
)
def test_results_are_understood_or_damaged(make_run: MakeRun, change: dict[str, Any]):
    path = make_run("run")
    write(path / "results.json", RESULTS | change)
    record = read(path)
    assert (record.summary.state, record.results) == ("damaged", None)


@pytest.mark.parametrize(
    "change",
    [{"domain": 3}, {"label": 2}, {"label": -1}, {"zero_shot": None}, {"score": "high"}, {"verdict": "maybe"}],
)
def test_predictions_are_understood_or_damaged(make_run: MakeRun, change: dict[str, Any]):
    path = make_run("run")
    image = asdict(SEEN) | {"path": "a.png"} | change
    write(path / "predictions.json", {"format": 1, "class_names": ["cat", "dog"], "images": [image]})
    record = read(path)
    assert (record.summary.state, record.predictions) == ("damaged", ())
    assert "predictions.json" in record.summary.damage


def test_predictions_come_back(tmp_path: Path, make_run: MakeRun):
    path = make_run("run")
    strange = Path("/images/\udcff/märz.png")
    written = (SEEN, replace(SEEN, path=strange, domain="cartoon", label=None, verdict="authorized"))
    write_predictions(path / "predictions.json", ("cat", "dog"), written)
    assert read(path).predictions == written


def test_damaged_run_has_a_time_to_be_sorted_by(make_run: MakeRun, runs: Path):
    (make_run("old", created="1999-01-01T00:00:00Z") / "notes.txt").touch()
    (make_run("spoilt") / "run.json").write_text("{")
    first, second = listed(runs)
    assert (first.path.name, second.path.name) == ("spoilt", "old")
    assert first.created.endswith("Z")


def test_run_is_renamed_without_moving(make_run: MakeRun, runs: Path):
    path = make_run("run")
    rename_run(path, "  Photos \n for the märz fair ")
    assert read(path).summary.title == "Photos for the märz fair"
    rename_run(path, " ")
    assert listed(runs)[0].title == "run"
    assert listed(runs)[0].path == path


def test_folder_without_a_run_is_neither_read_nor_named(tmp_path: Path):
    for act in (lambda: read(tmp_path), lambda: rename_run(tmp_path, "mine")):
        with pytest.raises(RunError, match="is not the folder of a run"):
            act()
    assert list(tmp_path.iterdir()) == []


def test_new_folder_is_named_after_the_domains_and_unused(runs: Path):
    first = new_run_folder(runs, Path("/images/Photo"), Path("/images/sketch"))
    assert (first, first.exists()) == (runs / "photo-against-sketch", False)
    first.mkdir()
    (runs / "photo-against-sketch-2").symlink_to(runs / "nowhere")
    assert new_run_folder(runs, Path("/images/Photo"), Path("/images/sketch")).name == "photo-against-sketch-3"


@pytest.mark.parametrize(
    ("name", "plain"),
    [("März Fotos_2", "märz-fotos-2"), ("a/../..", "images"), ("...", "images"), ("x" * 300, "x" * 40), ("c:*?", "c")],
)
def test_new_folder_has_a_plain_name(runs: Path, name: str, plain: str):
    root = Path("/") if name == "a/../.." else Path("/images") / name
    assert new_run_folder(runs, root, Path("/images/sketch")).name == f"{plain}-against-sketch"
