"""One line for each request, without anything of its content; written by a thread, so that no slow reader stops it."""

import json
import os
import queue
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from ipclip_app.errors import LogFileError

_WAITING: Final = 10_000
"""Lines that wait for a reader; more are dropped and counted."""
_PATIENCE: Final = 2.0


@dataclass
class Visit:
    """What is known of one request.

    Attributes:
        licensee: Who asked; None while that is not known.
        texts: Number of texts.
        images: Number of images.
        status: HTTP status of the answer, 499 where nobody waited for it.
        code: What was refused, in a word; None for an answer.
    """

    licensee: str | None = None
    texts: int = 0
    images: int = 0
    status: int = 0
    code: str | None = None

    def line(self, seconds: float) -> str:
        """The line of the log, ASCII on one line whatever the licensee is called."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        who = "-" if self.licensee is None else json.dumps(self.licensee)
        refused = "" if self.code is None else f" refused={self.code}"
        counts = f"texts={self.texts} images={self.images}"
        return f"{now} licensee={who} {counts} status={self.status} ms={1000 * seconds:.1f}{refused}"


class AccessLog:
    """A stream or file of lines."""

    def __init__(self, stream: IO[str], *, owned: bool = False) -> None:
        """Write to `stream`, and close it in the end where it is `owned`."""
        self._stream, self._owned = stream, owned
        self._lines: queue.Queue[str | None] = queue.Queue(_WAITING)
        self._dropped = 0
        self._thread = threading.Thread(target=self._run, name="ipclip-log", daemon=True)
        self._thread.start()

    def write(self, line: str) -> None:
        """Add a line; it is dropped, and counted, where too many wait."""
        try:
            self._lines.put_nowait(line)
        except queue.Full:
            self._dropped += 1

    def close(self) -> None:
        """Write what waits, as far as anybody reads it."""
        try:
            self._lines.put(None, timeout=_PATIENCE)
        except queue.Full:
            return
        self._thread.join(_PATIENCE)
        if self._owned and not self._thread.is_alive():
            self._stream.close()

    def _run(self) -> None:
        while (line := self._lines.get()) is not None:
            dropped, self._dropped = self._dropped, 0
            if dropped:
                self._put(f"{dropped} lines were dropped: nobody read them in time")
            self._put(line)

    def _put(self, line: str) -> None:
        try:
            self._stream.write(f"{line}\n")
            self._stream.flush()
        except (OSError, ValueError):  # a full disk or a reader that went away: the service goes on
            self._dropped += 1


def log_file(path: Path) -> AccessLog:
    """A log at the end of a file that its owner alone may read.

    Raises:
        LogFileError: It cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return AccessLog(os.fdopen(handle, "a", encoding="ascii", errors="backslashreplace"), owned=True)
    except OSError as error:
        raise LogFileError(path, error.strerror or str(error)) from error
