"""A process of this program that works on tasks, and says what it does in lines of JSON."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, Any, Final

from ipclip_app.bench.child import child_environment
from ipclip_app.preferences import LIMIT_VARIABLE, OFFLINE_VARIABLES, preferences

_PATIENCE: Final = 0.4
"""Seconds that a process has to end by itself before it is killed."""
_LAST_WORDS: Final = 4096

Line = tuple["Worker", Mapping[str, Any] | None]
"""What a worker says, None once it has ended."""


class Worker:
    """One process.

    It is told a greeting, then one task after the other, each a line of JSON; whatever it prints are lines of JSON. It
    ends when its standard input does. Ctrl-C in the terminal does not reach it: who has started it stops it.
    """

    def __init__(
        self,
        command: Sequence[str],
        variables: Mapping[str, str],
        greeting: Mapping[str, Any],
        inbox: SimpleQueue[Line],
    ) -> None:
        """Start it.

        Args:
            command: What to run.
            variables: Further variables of its environment.
            greeting: What it is told first.
            inbox: Where its lines go.
        """
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the process has ended
        self._process = subprocess.Popen(  # noqa: S603 - own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment(variables),
            text=True,
            encoding="utf-8",
            **_apart(),
        )
        self._reader = threading.Thread(target=self._read, args=(inbox,), daemon=True)
        self._reader.start()
        self.tell(greeting)

    def tell(self, document: Mapping[str, Any]) -> None:
        """Send one line; a process that has died takes none, and is reported by its reader."""
        with suppress(OSError):
            pipe = _pipe(self._process.stdin)
            pipe.write(json.dumps(document) + "\n")
            pipe.flush()

    def dismiss(self) -> None:
        """Ask the process to end at once, without waiting for it."""
        with suppress(OSError):
            _pipe(self._process.stdin).close()
        self._process.terminate()

    def stop(self) -> None:
        """End the process, by force if it does not hurry, and let go of everything that belongs to it."""
        self.dismiss()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        _pipe(self._process.stdout).close()
        self._errors.close()

    def epitaph(self) -> str:
        """Why it has ended, in words; to be asked once it has."""
        code = self._process.wait()
        if code < 0:
            return f"its process was killed (signal {-code}), as systems do when memory runs out"
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - _LAST_WORDS))
        last = self._errors.read().decode(errors="replace").strip().rpartition("\n")[2].strip()
        return f"its process ended with code {code}" + (f": {last}" if last else "")

    def _read(self, inbox: SimpleQueue[Line]) -> None:
        for line in _pipe(self._process.stdout):
            with suppress(ValueError):  # half a line of a process that was killed
                inbox.put((self, json.loads(line)))
        inbox.put((self, None))


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """This process's environment and the owner's settings, and further variables."""
    own = {"PYTHONIOENCODING": "utf-8"}
    if preferences.offline:
        own |= dict.fromkeys(OFFLINE_VARIABLES, "1")
    if preferences.cache_limit_mb:
        own[LIMIT_VARIABLE] = os.environ.get(LIMIT_VARIABLE) or str(preferences.cache_limit_mb)
    return {**child_environment(), **own, **variables}


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise ValueError("the process was started without this pipe")
    return stream


def _apart() -> dict[str, Any]:
    """What keeps the signals of a terminal from a process."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"process_group": 0}
