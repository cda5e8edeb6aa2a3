"""The log keeps its lines in order, and never holds up who writes to it."""

import io
import stat
import threading
from pathlib import Path

import pytest

from ipclip_app.errors import LogFileError
from ipclip_app.service import access_log
from ipclip_app.service.access_log import AccessLog, Visit, log_file


def test_lines_are_written_in_order():
    stream = io.StringIO()
    log = AccessLog(stream)

    for number in range(100):
        log.write(str(number))
    log.close()

    assert stream.getvalue().splitlines() == [str(number) for number in range(100)]


def test_a_line_is_ascii_and_one_line_whatever_the_licensee_is_called():
    line = Visit('a "b"\nä', 2, 1, 200).line(0.0123)

    assert line.endswith(r' licensee="a \"b\"\n\u00e4" texts=2 images=1 status=200 ms=12.3')
    assert line.isascii()


class Stuck(io.StringIO):
    """A stream that nobody reads until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.writing, self.free = threading.Event(), threading.Event()

    def write(self, text: str) -> int:
        self.writing.set()
        assert self.free.wait(30)
        return super().write(text)


def test_lines_that_nobody_reads_are_dropped_and_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(access_log, "_WAITING", 2)
    stream = Stuck()
    log = AccessLog(stream)
    log.write("first")
    assert stream.writing.wait(30)

    for number in range(5):
        log.write(str(number))
    stream.free.set()
    log.close()

    assert stream.getvalue().splitlines() == ["first", "3 lines were dropped: nobody read them in time", "0", "1"]


class Broken(io.StringIO):
    """A stream whose reader went away."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_a_reader_that_went_away_stops_nothing():
    log = AccessLog(Broken())

    log.write("line")
    log.close()

    assert not log._thread.is_alive()


def test_a_file_is_continued_and_its_owners_alone(tmp_path: Path):
    path = tmp_path / "log"
    for line in ("first", "second"):
        log = log_file(path)
        log.write(line)
        log.close()

    assert path.read_text() == "first\nsecond\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path):
    with pytest.raises(LogFileError, match="choose another --log"):
        log_file(tmp_path / "missing" / "log")
