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


class Result:
    """What a job returns, as far as a command looks at it."""

    def __init__(self, **document: object) -> None:
        """Keep the document, whose entries are also attributes."""
        self.__dict__.update(document)
        self._document = document

    def to_json(self) -> dict[str, object]:
        """The document."""
        return self._document


@pytest.fixture
def evaluation() -> Result:
    """An evaluation whose unauthorized domain has no labels."""
    labelled = {"images": 40, "zero_shot": 81.25, "unprotected": 92.5, "protected": 91.25, "called_unauthorized": 0.025}
    pseudo = {"images": 36, "zero_shot": None, "unprotected": None, "protected": None, "agreement": 11.0}
    interval = {"false_rejection_low": 0.004, "false_rejection_high": 0.129}
    names = ("D_a", "D_u", "W_ua", "W_ua_bound", "D_a_strict", "D_u_strict", "W_ua_strict", "W_ua_strict_bound")
    metrics = dict.fromkeys(names) | {"D_a": 1.25, "D_a_strict": 2.5}
    return Result(
        domains={"authorized": labelled, "unauthorized": pseudo, "other": {"cartoon": labelled | {"images": 99}}},
        metrics=metrics,
        verdict={"auroc": 0.987, "false_rejection": 0.025, "detection": 0.9} | interval,
        seconds=1.5,
    )
