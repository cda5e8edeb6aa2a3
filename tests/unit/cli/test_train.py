import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import SplitConfig, TrainConfig
from ipclip_app.jobs.protect import ProtectOutcome
from ipclip_app.jobs.run_folder import RunFolder
from ipclip_app.jobs.train import TrainOutcome, TrainRequest
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]
Ask = Callable[..., Ran]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, evaluation: Any) -> list[TrainRequest]:
    """The requests that reach the job, which pretends to train and to evaluate."""
    requests: list[TrainRequest] = []

    def protect(request: TrainRequest) -> Job[ProtectOutcome]:
        requests.append(request)
        yield Report("training", 1, 1)
        return ProtectOutcome(TrainOutcome(request.out, 3, 2, 8, {}, 12.0), evaluation)

    monkeypatch.setattr("ipclip_app.jobs.protect.protect", protect)
    return requests


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run that was begun with a seed of 5."""
    folder = tmp_path / "run"
    description = {
        "authorized": str(tmp_path / "photo"),
        "unauthorized": str(tmp_path / "sketch"),
        "backbone": {"reference": "demo", "identity": "0" * 64},
        "config": TrainConfig(seed=5).to_json(),
    }
    (tmp_path / "photo").mkdir()
    RunFolder(folder).describe(description)
    return folder


SOURCES = ("--authorized", "photo", "--unauthorized", "sketch", "--backbone", "demo")


def test_options_left_out_are_the_defaults(ipclip: Ask, asked: list[TrainRequest]):
    code, _, _ = ipclip("train", *SOURCES, "--out", "run")
    assert code == 0
    assert asked == [TrainRequest(Path("photo"), Path("sketch"), "demo", Path("run"), TrainConfig())]


def test_every_option_reaches_the_job(ipclip: Ask, asked: list[TrainRequest]):
    numbers = ("--epochs", 4, "--batch-size", 6, "--seed", 7, "--split", "60/20/20", "--false-rejection", 2.5)
    words = ("--scenario", "target-specified", "--preset", "reference", "--device", "cpu", "--force")
    code, _, _ = ipclip("train", *SOURCES, *numbers, *words, "--out", "run")
    config = TrainConfig(
        preset="reference", epochs=4, batch_size=6, seed=7, split=SplitConfig(60, 20, 20), false_rejection=0.025
    )
    expected = TrainRequest(Path("photo"), Path("sketch"), "demo", Path("run"), config, device="cpu", force=True)
    assert (code, asked) == (0, [expected])


def test_result_is_the_evaluation_with_the_training_beside_it(ipclip: Ask, asked: list[TrainRequest], evaluation: Any):
    _, out, _ = ipclip("train", *SOURCES, "--out", "run", "--json")
    document = json.loads(out)
    assert document.pop("training")["best_epoch"] == 2
    assert document == evaluation.to_json()


def test_text_shows_the_table_and_the_chosen_epoch(ipclip: Ask, asked: list[TrainRequest]):
    _, out, _ = ipclip("train", *SOURCES, "--out", "run")
    assert "Zero-shot CLIP" in out
    assert "chosen on validation images: epoch 2" in out


def test_missing_sources_are_named(ipclip: Ask, asked: list[TrainRequest]):
    code, _, err = ipclip("train", "--authorized", "photo", "--out", "run")
    assert (code, asked) == (2, [])
    assert "Pass --unauthorized, --backbone" in err


@pytest.mark.parametrize(
    "option",
    [
        ("--epochs", 0),
        ("--split", "90/10"),
        ("--batch-size", 1),
        ("--false-rejection", 51),
        ("--false-rejection", "nan"),
    ],
)
def test_numbers_out_of_range_are_refused(ipclip: Ask, asked: list[TrainRequest], option: tuple[object, ...]):
    code, _, _ = ipclip("train", *SOURCES, *option, "--out", "run")
    assert (code, asked) == (2, [])


def test_resuming_needs_nothing_but_the_run(ipclip: Ask, asked: list[TrainRequest], run: Path, tmp_path: Path):
    code, _, _ = ipclip("train", "--resume", "--out", run)
    photo, sketch = tmp_path / "photo", tmp_path / "sketch"
    assert (code, asked) == (0, [TrainRequest(photo, sketch, "demo", run, TrainConfig(seed=5), resume=True)])


def test_resuming_accepts_options_that_say_the_same(ipclip: Ask, asked: list[TrainRequest], run: Path, tmp_path: Path):
    same = (
        "--authorized",
        f"{tmp_path}/photo/../photo",
        "--backbone",
        "demo",
        "--seed",
        5,
        "--split",
        "80/10/10",
        "--false-rejection",
        5,
    )
    code, _, _ = ipclip("train", "--resume", "--out", run, *same, "--device", "cpu")
    assert (code, asked[0].config.seed, asked[0].device) == (0, 5, "cpu")


def test_resuming_follows_folders_that_moved(ipclip: Ask, asked: list[TrainRequest], run: Path):
    code, _, _ = ipclip("train", "--resume", "--out", run, "--authorized", "new/photo", "--unauthorized", "new/sketch")
    assert (code, asked[0].authorized, asked[0].unauthorized) == (0, Path("new/photo"), Path("new/sketch"))
    assert (asked[0].config.seed, asked[0].resume) == (5, True)


@pytest.mark.parametrize(
    "different",
    [
        ("--seed", 6),
        ("--batch-size", 4),
        ("--false-rejection", 1),
        ("--backbone", "other"),
        ("--preset", "reference"),
        ("--epochs", TrainConfig.epochs - 1),
    ],
    ids=lambda pair: pair[0],
)
def test_resuming_names_the_option_that_differs(
    ipclip: Ask, asked: list[TrainRequest], run: Path, different: tuple[str, object]
):
    code, _, err = ipclip("train", "--resume", "--out", run, *different)
    assert (code, asked) == (2, [])
    assert f"{different[0]} changed since this run began" in err


def test_resuming_with_more_epochs_extends_the_run(ipclip: Ask, asked: list[TrainRequest], run: Path):
    more = TrainConfig.epochs + 10
    code, _, _ = ipclip("train", "--resume", "--out", run, "--epochs", more)
    assert (code, asked[0].resume, asked[0].config) == (0, True, TrainConfig(seed=5, epochs=more))


@pytest.mark.parametrize("folder", ["clip", "a=b"])
def test_backbone_may_be_named_from_anywhere(
    ipclip: Ask,
    asked: list[TrainRequest],
    run: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
):
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "weights.pt").touch()
    monkeypatch.chdir(tmp_path)
    names = {folder: f"{tmp_path}/{folder}", f"RN50={folder}/weights.pt": f"RN50={tmp_path}/{folder}/weights.pt"}
    for given, known in names.items():
        content = json.loads((run / "run.json").read_text())
        (run / "run.json").write_text(json.dumps({**content, "backbone": {"reference": known}}))
        code, _, err = ipclip("train", "--resume", "--out", run, "--backbone", given)
        assert code == 0, err


def test_resuming_and_replacing_exclude_each_other(ipclip: Ask, asked: list[TrainRequest], run: Path):
    code, _, err = ipclip("train", "--resume", "--force", "--out", run)
    assert (code, asked) == (2, [])
    assert "--force" in err


def test_resuming_without_a_run_says_what_is_missing(ipclip: Ask, asked: list[TrainRequest], tmp_path: Path):
    code, _, err = ipclip("train", "--resume", "--out", tmp_path / "nothing")
    assert (code, asked) == (2, [])
    assert "is not the folder of a run" in err


@pytest.mark.parametrize(
    ("out", "options", "begins", "advice"),
    [
        ("new", SOURCES, True, "--resume --out"),
        ("new", SOURCES, False, "training had not begun"),
        ("run", (*SOURCES, "--force"), True, "--resume --out"),
        ("run", (*SOURCES, "--force"), False, "training had not begun"),  # the old run is still there
        ("run", ("--resume",), False, "--resume --out"),
    ],
)
def test_stopping_says_how_to_go_on(
    ipclip: Ask,
    run: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    out: str,
    options: tuple[str, ...],
    begins: bool,
    advice: str,
):
    def protect(request: TrainRequest) -> Job[ProtectOutcome]:
        yield Report("training", 1, 2)
        if begins:
            request.out.mkdir(exist_ok=True)
            (request.out / "run.json").write_text("new")
        raise KeyboardInterrupt

    monkeypatch.setattr("ipclip_app.jobs.protect.protect", protect)
    code, _, err = ipclip("train", *options, "--out", {"new": tmp_path / "new", "run": run}[out])
    assert code == 130
    assert advice in err.splitlines()[-1]


def test_advice_can_be_typed_whatever_the_folder_is_called(ipclip: Ask, run: Path, monkeypatch: pytest.MonkeyPatch):
    spaced = run.rename(run.with_name("my run"))

    def protect(_: TrainRequest) -> Job[ProtectOutcome]:
        yield Report("training", 1, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr("ipclip_app.jobs.protect.protect", protect)
    _, _, err = ipclip("train", "--resume", "--out", spaced)
    command = err.rsplit("`", 2)[1]
    assert shlex.split(command) == ["ipclip", "train", "--resume", "--out", str(spaced)]
