"""A full disk or a folder that cannot be written is named, and the run goes on once it is put right."""

import errno
import itertools
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import OutputError
from ipclip_app.jobs.train import TrainRequest, resume_request, train
from ipclip_app.progress import EpochReport, run_to_end
from ipclip_app.training.checkpoint import read_checkpoint

Until = Callable[..., Any]
SameModule = Callable[[Path, Path], bool]


@contextmanager
def failing(call: str, number: int, error: OSError) -> Iterator[None]:
    """Let the call of that number, counted from 1, and all later ones fail."""
    real, calls = pkgutil.resolve_name(call), itertools.count(1)

    def stand_in(*arguments: Any, **options: Any) -> Any:
        if next(calls) >= number:
            raise error
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(call, stand_in)
        yield


NO_SPACE = OSError(errno.ENOSPC, "No space left on device")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")


def epoch_of(run: Path) -> int:
    checkpoint = read_checkpoint(run, pytest.fail)
    assert checkpoint is not None
    return int(checkpoint.state["epoch"])


@pytest.mark.parametrize(
    ("call", "number", "kept"),
    [
        ("os.fsync", 1, 1),
        ("ipclip_app.model.tensor_file.save_file", 1, 1),
        ("pathlib.Path.replace", 1, 1),
        ("pathlib.Path.replace", 2, 1),
        ("pathlib.Path.replace", 3, 1),
        ("pathlib.Path.replace", 4, 2),  # the checkpoint is in place, the history is not
    ],
)
def test_full_disk_leaves_a_checkpoint_from_which_the_run_goes_on(
    short_request: TrainRequest,
    tmp_path: Path,
    until: Until,
    same_module: SameModule,
    call: str,
    number: int,
    kept: int,
):
    run_to_end(train(replace(short_request, out=tmp_path / "whole")))
    job = train(short_request)
    until(job, lambda report: isinstance(report, EpochReport))
    with failing(call, number, NO_SPACE), pytest.raises(OutputError, match=r"run/.*\(No space left on device\)"):
        run_to_end(job)
    assert epoch_of(short_request.out) == kept
    run_to_end(train(resume_request(short_request.out, "cpu")))
    assert same_module(short_request.out, tmp_path / "whole")
    assert [path.name for path in short_request.out.iterdir() if path.suffix in {".tmp", ".new"}] == []


@pytest.mark.parametrize("error", [NO_SPACE, READ_ONLY], ids=["full", "read-only"])
def test_description_that_cannot_be_written_is_named(short_request: TrainRequest, error: OSError):
    with failing("os.fsync", 1, error), pytest.raises(OutputError, match=rf"run\.json: cannot .*{error.strerror}"):
        run_to_end(train(short_request))
    assert run_to_end(train(short_request)).epochs == 2


def test_full_disk_at_the_very_end_costs_no_epoch(short_request: TrainRequest, until: Until):
    job = train(short_request)
    until(job, lambda report: report.phase == "verdict")
    with failing("os.fsync", 1, NO_SPACE), pytest.raises(OutputError, match="No space left"):
        run_to_end(job)
    epochs = [report for report in train(resume_request(short_request.out, "cpu")) if isinstance(report, EpochReport)]
    assert epochs == []
    assert (short_request.out / "module.safetensors").is_file()


@pytest.mark.parametrize("call", ["pathlib.Path.mkdir", "pathlib.Path.iterdir", "filelock.FileLock.acquire"])
def test_folder_that_cannot_be_made_listed_or_locked_is_named(short_request: TrainRequest, call: str):
    with failing(call, 1, READ_ONLY), pytest.raises(OutputError, match=r"run: cannot be written \(Read-only"):
        run_to_end(train(short_request))


def test_file_that_cannot_be_removed_is_named(short_request: TrainRequest):
    run_to_end(train(short_request))
    with failing("pathlib.Path.unlink", 1, READ_ONLY), pytest.raises(OutputError, match=r"run/.* cannot be written"):
        run_to_end(train(replace(short_request, force=True)))
    assert (short_request.out / "run.json").is_file()


def test_folder_below_a_file_is_named(short_request: TrainRequest, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match=r"file/run: cannot be written \(Not a directory\)"):
        run_to_end(train(replace(short_request, out=tmp_path / "file" / "run")))
