"""Exports over files of a folder and is killed each time; prints how each process ended. Run by `test_killed`.

Loads the program once and forks, so that a death costs milliseconds. Each child exports the content of `new.ipclip`
again and again, until SIGKILL ends it at a point of the work or after a time.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import torch

from ipclip_app import storage
from ipclip_app.bundle.manifest import ManifestDraft
from ipclip_app.bundle.reader import read_bundle
from ipclip_app.bundle.writer import BundleContent, write_bundle
from ipclip_app.crypto.keys import SigningKey


def die(*_: object) -> None:
    """End as `kill -9` ends a process: nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


def write_half(path: Path, data: bytes) -> None:
    path.write_bytes(data[: len(data) // 2])
    die()


def then_die(call: Callable[..., Any]) -> Callable[..., None]:
    def wrapped(*arguments: Any) -> None:
        call(*arguments)
        die()

    return wrapped


_PATIENCE: Final = 20
"""Seconds after which a process has missed the point at which it should have died."""

POINTS: Final[dict[str, tuple[Any, str, Callable[..., Any]]]] = {
    "half written": (storage, "_write_all", write_half),
    "written": (os, "fsync", die),
    "flushed": (os, "fsync", then_die(os.fsync)),
    "about to be renamed": (Path, "replace", die),
    "renamed": (Path, "replace", then_die(Path.replace)),
}
"""Where to die: what is replaced by what."""


def content_of(path: Path, now: datetime) -> BundleContent:
    """What was exported into a bundle."""
    bundle = read_bundle(path, now=now)
    draft = ManifestDraft(**{each.name: getattr(bundle.manifest, each.name) for each in fields(ManifestDraft)})
    return BundleContent(draft, bundle.prompt, bundle.reference, bundle.readme, bundle.license)


def child(path: Path, content: BundleContent, point: tuple[Any, str, Callable[..., Any]] | None = None) -> int:
    """The number of a process that exports until it dies."""
    number = os.fork()
    if number:
        return number
    signal.alarm(_PATIENCE)
    try:
        if point is not None:
            setattr(*point)
        while True:
            write_bundle(path, content, SigningKey.generate(), force=True)
    finally:
        os._exit(1)


def main(folder: Path, now: datetime, times: int) -> dict[str, int]:
    """Die at every point, then after 5, 10, 15... milliseconds; the signal that ended each, by the file's name."""
    torch.set_num_threads(1)
    content = content_of(folder / "new.ipclip", now)
    ends = {name: os.waitpid(child(folder / name, content, point), 0)[1] for name, point in POINTS.items()}
    for number in range(times):
        process = child(folder / f"{number}", content)
        time.sleep(0.005 * (number + 1))
        os.kill(process, signal.SIGKILL)
        ends[f"{number}"] = os.waitpid(process, 0)[1]
    return {name: os.WTERMSIG(status) for name, status in ends.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3]))))
