"""A real process that is killed while it exports leaves the old bundle or the new one, never half of one."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app import storage
from ipclip_app.bundle.reader import read_bundle
from ipclip_app.bundle.writer import BundleContent, write_bundle
from ipclip_app.crypto.keys import SigningKey

SCRIPT = Path(__file__).with_name("killed_exports.py")
TIMES = 24
OLD = {"half written", "written", "flushed", "about to be renamed"}
"""Points at which the name still leads to the old bundle."""


@pytest.fixture
def large(content: BundleContent) -> BundleContent:
    """Eight megabytes, so that writing takes a while."""
    return replace(content, prompt=dict(content.prompt) | {"large": torch.zeros(2 << 20)})


@pytest.fixture
def ends(tmp_path: Path, content: BundleContent, large: BundleContent, signing: SigningKey, now: datetime) -> list[str]:
    """Names of the files over which processes exported until they were killed; each held the small bundle before."""
    files = [*OLD, "renamed", *(f"{number}" for number in range(TIMES))]
    for name in files:
        write_bundle(tmp_path / name, content, signing)
    write_bundle(tmp_path / "new.ipclip", large, signing)
    command = [sys.executable, SCRIPT, tmp_path, now.isoformat(), f"{TIMES}"]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    assert json.loads(ran.stdout) == dict.fromkeys(files, signal.SIGKILL)
    return files


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_killed_export_leaves_the_old_bundle_or_the_new_one(tmp_path: Path, ends: list[str], now: datetime):
    found = {name: "large" in read_bundle(tmp_path / name, now=now).prompt for name in ends}
    assert {name for name in OLD if found[name]} == set()
    assert found["renamed"]
    halves = [
        path for path in tmp_path.glob(".*.tmp") if path.stat().st_size < (tmp_path / "new.ipclip").stat().st_size
    ]
    assert halves, "nothing was killed in the middle, so nothing was shown"


def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_answer(
    path: Path, content: BundleContent, signing: SigningKey, monkeypatch: pytest.MonkeyPatch
):
    steps: list[str] = []

    def noted(step: Callable[..., str], call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any) -> Any:
            steps.append(step(*arguments))
            return call(*arguments)

        return wrapped

    what = {True: "folder flushed", False: "file flushed"}
    monkeypatch.setattr(storage, "_write_all", noted(lambda *_: "written", storage._write_all))
    monkeypatch.setattr(
        os, "fsync", noted(lambda handle: what[os.fstat(handle).st_ino == path.parent.stat().st_ino], os.fsync)
    )
    monkeypatch.setattr(Path, "replace", noted(lambda *_: "renamed", Path.replace))
    write_bundle(path, content, signing)
    assert steps == ["written", "file flushed", "renamed", "folder flushed"]
