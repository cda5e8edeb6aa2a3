"""Jobs that only report, and a folder of the user's own for each test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ipclip_app.cli.entry import run
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the cache or the data of whoever runs it."""
    monkeypatch.setenv("IPCLIP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("IPCLIP_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def ipclip(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`ipclip(*arguments)`: run a command in this process; exit code, stdout and stderr."""

    def call(*arguments: object) -> Ran:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def job_of() -> Callable[..., Callable[..., Job[object]]]:
    """`job_of(result, *reports)`: a job that yields the reports and returns the result, whatever it is asked."""

    def make(result: object, *reports: Report) -> Callable[..., Job[object]]:
        def job(*_: object, **__: object) -> Job[object]:
            yield from reports or (Report("work", 1, 1),)
            return result

        return job

    return make
