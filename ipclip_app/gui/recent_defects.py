"""Remembers the latest errors by what they were and where in the program, never by words, which may name files."""

import logging
import time
import traceback
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

import ipclip_app

KEPT: Final = 20
ELSEWHERE: Final = "(elsewhere)"
_ROOT: Final = Path(ipclip_app.__file__).parent.parent
_LIBRARIES: Final = ("site-packages", "dist-packages")
_PYTHON: Final = Path(logging.__file__).parent.parent


@dataclass(frozen=True)
class RecentDefect:
    """An error without anything of the owner's.

    Attributes:
        time: When, UTC.
        kind: Class of the exception.
        frames: `module:line function` of the program and of libraries, the innermost last.
    """

    time: str
    kind: str
    frames: tuple[str, ...]


class RecentDefects(logging.Handler):
    """Takes every logged exception."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._kept: deque[RecentDefect] = deque(maxlen=KEPT)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what may be told of an exception."""
        if record.exc_info and record.exc_info[0]:
            when = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(record.created))
            self._kept.append(RecentDefect(when, record.exc_info[0].__name__, _frames(record.exc_info[2])))

    def latest(self) -> tuple[RecentDefect, ...]:
        """What is kept, the oldest first."""
        return tuple(self._kept)


def _frames(trace: TracebackType | None) -> tuple[str, ...]:
    return tuple(f"{_place(Path(frame.filename))}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace))


def _place(file: Path) -> str:
    """The file below the program, a library or Python; nothing of where those are installed."""
    for name in _LIBRARIES:
        if name in file.parts:
            return "/".join(file.parts[file.parts.index(name) + 1 :])
    for root in (_ROOT / "ipclip_app", _PYTHON):
        if file.is_relative_to(root):
            return f"{root.name}/{file.relative_to(root).as_posix()}"
    return ELSEWHERE
