"""A training in a process of its own: Ctrl-C and a second training; afterwards it goes on as if nothing happened."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

PATIENCE = 300
SAME_FITS = """
from ipclip_app.audit import authorizer_fit
from ipclip_app.training import base_prompt

base_prompt.STEPS = authorizer_fit._ITERATIONS = 6
"""
WAIT = """
import sys, threading

def wait(word):
    sys.stderr.write(f"{word}\\n")
    sys.stderr.flush()
    threading.Event().wait()
"""
IMPORT = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "torch":
            wait("here")

sys.meta_path.insert(0, Finder())
"""
STATISTICS = """
from ipclip_app.jobs.encoder import Encoder

forward, batches = Encoder._forward, []

def second_waits(encoder, pixels):
    batches.append(len(pixels))
    if len(batches) == 2:
        wait("here")
    return forward(encoder, pixels)

Encoder._forward = second_waits
"""
TRAINING = """
from ipclip_app.training.trainer import Training

step, steps = Training._step, []

def fifth_waits(*arguments):
    steps.append(1)
    if len(steps) == 5:
        wait("here")
    return step(*arguments)

Training._step = fifth_waits
"""
START = "from ipclip_app.cli import main; main()"

Ipclip = Callable[..., Any]


@contextmanager
def waiting(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process that has come to `wait("here")`; its Ctrl-C works even where the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-c", WAIT + script + START, *map(str, arguments)]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        try:
            assert process.stderr is not None
            said: list[str] = []
            while "here\n" not in said:
                said.append(process.stderr.readline())
                assert said[-1], f"the process ended: {''.join(said)}"
            yield process
        finally:
            process.kill()


def interrupted(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, stdout and what else was said on stderr after Ctrl-C."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def test_interrupted_import_says_so_in_one_sentence(options: list[object], out: Path):
    with waiting(IMPORT, "train", *options) as process:
        assert interrupted(process) == (130, "", "Stopped; nothing was left half-written.\n")
    assert not out.exists()


def assert_goes_on(ipclip: Ipclip, train: Ipclip, out: Path):
    """The run can be resumed and ends as one that was never stopped."""
    assert [path.name for path in out.iterdir() if path.suffix in {".tmp", ".new"}] == []
    assert ipclip("train", "--resume", "--out", out).code == 0
    whole = out.with_name("whole")
    assert train("--out", whole).code == 0
    assert (out / "module.safetensors").read_bytes() == (whole / "module.safetensors").read_bytes()


def test_interrupted_statistics_say_how_to_go_on(options: list[object], ipclip: Ipclip, train: Ipclip, out: Path):
    with waiting(SAME_FITS + STATISTICS, "train", *options) as process:
        assert interrupted(process) == (130, "", f"Stopped; go on with `ipclip train --resume --out {out}`.\n")
    assert_goes_on(ipclip, train, out)


def test_training_keeps_a_second_one_out_and_says_how_to_go_on(
    options: list[object], ipclip: Ipclip, train: Ipclip, refused: Callable[..., None], out: Path
):
    with waiting(SAME_FITS + TRAINING, "train", *options) as process:
        busy = f"{out}: another process is training into this folder; wait for it or choose another --out."
        for further in ((), ("--force",)):
            refused(train(*further), busy)
        refused(ipclip("train", "--resume", "--out", out), busy)
        assert interrupted(process) == (130, "", f"Stopped; go on with `ipclip train --resume --out {out}`.\n")
    assert_goes_on(ipclip, train, out)
