import io
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ipclip_app.cli.entry import BROKEN_PIPE, wants_json
from ipclip_app.errors import FolderError
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """`failing(error)`: let `ipclip doctor` fail with this error."""

    def arrange(error: BaseException) -> None:
        def examine_folders(_: object) -> Job[None]:
            yield Report("scan", 0, 1)
            raise error

        monkeypatch.setattr("ipclip_app.jobs.doctor.examine_folders", examine_folders)

    return arrange


def test_foreseen_error_is_one_sentence_on_stderr(ipclip: Callable[..., Ran], failing: Callable[..., None]):
    failing(FolderError(Path("photos"), "is empty", "choose another folder"))
    code, out, err = ipclip("doctor", "photos")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == "photos: is empty; choose another folder."


def test_foreseen_error_is_also_json_when_json_is_wanted(ipclip: Callable[..., Ran], failing: Callable[..., None]):
    failing(FolderError(Path("photos"), "is empty", "choose another folder"))
    code, out, err = ipclip("doctor", "photos", "--json")
    expected = {"type": "FolderError", "message": "photos: is empty; choose another folder."}
    assert (code, json.loads(out)) == (2, {"error": expected})
    assert expected["message"] in err


@pytest.mark.parametrize("arguments", [("--json", "doctor"), ("doctor", "--json"), ("--json",), ("nonsense", "--json")])
def test_misuse_exits_with_2_and_one_json_document(ipclip: Callable[..., Ran], arguments: tuple[str, ...]):
    code, out, err = ipclip(*arguments)
    assert code == 2
    assert json.loads(out)["error"]["type"] == "UsageError"
    assert "Error: " in err


def test_misuse_leaves_stdout_empty_without_json(ipclip: Callable[..., Ran]):
    code, out, err = ipclip("train", "--epochs", "many")
    assert (code, out) == (2, "")
    assert "--epochs" in err


def test_defect_is_one_sentence_and_a_log_with_the_traceback(
    ipclip: Callable[..., Ran], failing: Callable[..., None], tmp_path: Path
):
    failing(ZeroDivisionError("by nothing"))
    code, out, err = ipclip("doctor", "photos", "--json")
    (log,) = (tmp_path / "data" / "logs").iterdir()
    assert code == 70
    assert json.loads(out)["error"]["type"] == "DefectError"
    assert "Traceback" not in err
    assert str(log) in err.splitlines()[-1]
    assert "ZeroDivisionError: by nothing" in log.read_text()
    assert "Traceback" in log.read_text()


def test_defect_shows_its_details_when_no_log_can_be_written(
    ipclip: Callable[..., Ran], failing: Callable[..., None], tmp_path: Path
):
    (tmp_path / "data").write_text("not a folder")
    failing(ZeroDivisionError("by nothing"))
    code, _, err = ipclip("doctor", "photos")
    assert code == 70
    assert "Traceback" in err


def test_full_disk_is_no_defect(ipclip: Callable[..., Ran], failing: Callable[..., None]):
    failing(OSError(28, "No space left on device", "photos/x"))
    code, _, err = ipclip("doctor", "photos")
    assert code == 2
    assert "photos/x: cannot be written (No space left on device)" in err


class FullDisk(io.StringIO):
    """A stdout whose disk is full."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("arguments", [("--version",), ("--version", "--json"), ("--help",)])
def test_full_disk_behind_stdout_is_one_sentence(
    ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
):
    monkeypatch.setattr("sys.stdout", FullDisk())
    code, _, err = ipclip(*arguments)
    assert code == 2
    assert err == (
        "standard output: cannot be written (No space left on device); free space there or choose another folder.\n"
    )


def test_gone_reader_ends_the_command_quietly(ipclip: Callable[..., Ran], failing: Callable[..., None]):
    failing(BrokenPipeError())
    code, out, err = ipclip("doctor", "photos")
    assert (code, out) == (BROKEN_PIPE, "")
    assert "Broken" not in err


def test_interruption_turned_into_another_error_is_still_an_interruption(
    ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    def examine_folders(_: object) -> Job[None]:
        yield Report("scan", 0, 1)
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError("half of a library") from None

    monkeypatch.setattr("ipclip_app.jobs.doctor.examine_folders", examine_folders)
    code, _, err = ipclip("doctor", "photos")
    assert code == 130
    assert err.splitlines()[-1].startswith("Stopped")


def test_swallowed_interruption_stops_the_job_at_its_next_step(
    ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    steps: list[str] = []

    def examine_folders(_: object) -> Job[None]:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except KeyboardInterrupt:
            steps.append("swallowed")
        try:
            yield Report("scan", 0, 1)
            steps.append("went on")
        finally:
            steps.append("cleaned up")

    monkeypatch.setattr("ipclip_app.jobs.doctor.examine_folders", examine_folders)
    code, _, _ = ipclip("doctor", "photos")
    assert code == 143
    assert steps == ["swallowed", "cleaned up"]


def test_signal_handlers_are_put_back(ipclip: Callable[..., Ran]):
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    ipclip("--version")
    assert (signal.getsignal(signal.SIGINT), sys.unraisablehook) == before


def test_json_after_two_dashes_is_no_option():
    assert not wants_json(["doctor", "--", "--json"])
