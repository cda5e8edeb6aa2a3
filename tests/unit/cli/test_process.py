"""The program as its own process: signals, pipes and streams."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ipclip_app import __version__

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals and pipes")

PATIENCE = 120
WAITING_JOB = """
import sys, threading
import ipclip_app.jobs.doctor
from ipclip_app.progress import Report

def examine_folders(folders):
    try:
        yield Report("scan", 0, 10)
        threading.Event().wait()
    finally:
        sys.stderr.write("cleaned up\\n")

ipclip_app.jobs.doctor.examine_folders = examine_folders
"""
WAITING_IMPORT = """
import sys, threading

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "torch":
            sys.stderr.write("importing\\n")
            sys.stderr.flush()
            threading.Event().wait()

sys.meta_path.insert(0, Finder())
"""
TELLING_IMPORT = """
import os, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "torch":
            sys.stderr.write(os.environ.get("OMP_WAIT_POLICY", "spinning") + "\\n")
            sys.stderr.flush()
            os._exit(0)

sys.meta_path.insert(0, Finder())
"""
START = "from ipclip_app.cli import main; main()"


@contextmanager
def started(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process whose Ctrl-C works even where the tests run in the background of a shell, which switches it off."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-c", script + START, *map(str, arguments)]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait until the process says something."""
    assert process.stderr is not None
    return process.stderr.readline().strip()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_closes_the_job_and_says_so_in_one_sentence(number: int, code: int):
    with started(WAITING_JOB, "doctor", "photos") as process:
        assert first_line(process) == "scan: 0/10"
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (code, "")
    assert err.splitlines() == ["cleaned up", "Stopped; nothing was left half-written."]


def test_stopping_with_json_prints_one_document():
    with started(WAITING_JOB, "doctor", "photos", "--json") as process:
        first_line(process)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=PATIENCE)
    assert json.loads(out)["error"]["type"] == "CancelledError"


def test_stopping_during_the_import_of_torch_shows_no_traceback(tmp_path: Path):
    with started(WAITING_IMPORT, "evaluate", tmp_path) as process:
        assert first_line(process) == "importing"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert err.splitlines() == ["Stopped; nothing was left half-written."]


def test_a_service_is_ended_in_order_while_it_starts():
    with started(WAITING_IMPORT, "serve", "--backbone", "demo", "--json") as process:
        assert first_line(process) == "importing"
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=PATIENCE) == ("", "")
    assert process.returncode == 0


@pytest.mark.parametrize(("chosen", "found"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_threads_sleep_while_they_wait_unless_the_user_wants_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chosen: str | None, found: str
):
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    if chosen is not None:
        monkeypatch.setenv("OMP_WAIT_POLICY", chosen)
    with started(TELLING_IMPORT, "evaluate", tmp_path) as process:
        assert first_line(process) == found


def test_reader_that_leaves_is_no_error():
    with started("", "--version") as process:
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (141, "")


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_a_stream_that_was_closed_before_changes_no_exit_code(closed: str):
    command = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-c", START, "doctor", "/no/such/folder"]

    ran = subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)

    assert ran.returncode == 2
    assert ran.stdout == b""
    assert ran.stderr in (b"", b"/no/such/folder: there is no such folder; check the path.\n")


def test_undecodable_file_name_is_shown_rather_than_fatal(tmp_path: Path):
    folder = os.fsencode(tmp_path) + b"/\xff"
    command = [sys.executable, "-c", START, "doctor", folder]
    ran = subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)
    assert ran.returncode == 2
    assert rb"\udcff: there is no such folder" in ran.stderr


@pytest.mark.parametrize(("option", "answer"), [("--version", __version__), ("--help", "Usage: ipclip-app")])
def test_window_answers_without_a_screen(option: str, answer: str):
    command = [sys.executable, "-m", "ipclip_app", option]
    environment = os.environ | {"QT_QPA_PLATFORM": "no-such-platform"}
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE, env=environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert answer in ran.stdout
