"""The service as a process of its own, watched by a job: what it says comes as reports, and closing the job stops it.

So it is stopped like everything else that the window has running, without keeping anybody waiting, and none outlives
the window.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, Final

from ipclip_app.progress import Job, Report

PHASE: Final = "service"
READY: Final = "Ready: "
"""What the service begins its line with once the model is loaded."""
LISTENING: Final = "Listening at "
"""What it begins its first line with; the window tells the address itself."""
PATIENCE_S: Final = 15.0
"""How long it may answer what it was asked before, until it is killed."""
_WINDOW_S: Final = 0.1
_PROGRAM: Final = (sys.executable, "-P", "-c", "from ipclip_app.cli import main; main()", "serve", "--json")

Inbox = SimpleQueue[tuple[str, str | None]]
"""Which stream, and a line of it; None once it has ended."""


@dataclass(frozen=True)
class ServiceOrder:
    """What is to be served, and to whom.

    Attributes:
        backbone: The model.
        secret: Marks the embeddings.
        keys: File of the licensees' keys.
        host: Address to listen at.
        port: Port, 0 for any that is free.
        passphrase: What opens the secret; empty for one that is not encrypted.
    """

    backbone: str
    secret: Path
    keys: Path
    host: str = "127.0.0.1"
    port: int = 8000
    passphrase: str = field(default="", repr=False)

    def command(self) -> list[str]:
        """What is run; the passphrase is not in it, for others may read commands."""
        places = ["--secret", str(self.secret), "--keys", str(self.keys)]
        return [*_PROGRAM, "--backbone", self.backbone, *places, "--host", self.host, "--port", str(self.port)]


@dataclass(frozen=True)
class ServiceReport(Report):
    """What the service has said lately.

    Attributes:
        lines: Of its log.
        address: Where it listens, once it does; else empty.
        ready: Whether it told that the model is loaded.
    """

    lines: tuple[str, ...] = ()
    address: str = ""
    ready: bool = False


@dataclass(frozen=True)
class ServiceEnd:
    """It has ended by itself.

    Attributes:
        code: Exit code, negative for a signal.
        sentence: Why, in its own words; empty where it said nothing.
        kind: Name of the error's class; empty where it told none.
    """

    code: int
    sentence: str = ""
    kind: str = ""


def run_service(order: ServiceOrder) -> Job[ServiceEnd]:
    """Serve until the job is closed or the service ends by itself."""
    from ipclip_app.jobs.bundle_keys import VARIABLE
    from ipclip_app.jobs.worker import environment

    variables = {"PYTHONUNBUFFERED": "1", VARIABLE: order.passphrase}
    child = _Child(order.command(), environment(variables))
    try:
        while not child.is_silent:
            yield child.listen()
        return child.end()
    finally:
        child.stop()


class _Child:
    """The process and the threads that read what it says."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._inbox: Inbox = SimpleQueue()
        self._open = {"out", "err"}
        self._told: dict[str, Any] = {}
        self._last = ""
        self._process = subprocess.Popen(  # noqa: S603 - own program
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
            encoding="utf-8",
            errors="replace",
            **_apart(),
        )
        streams = zip(("out", "err"), (self._process.stdout, self._process.stderr), strict=True)
        self._readers = [Thread(target=_read, args=(name, pipe, self._inbox), daemon=True) for name, pipe in streams]
        for reader in self._readers:
            reader.start()

    @property
    def is_silent(self) -> bool:
        """Whether it will say nothing more."""
        return not self._open

    def listen(self) -> ServiceReport:
        """What it says within a moment, all at once."""
        lines: list[str] = []
        until = time.monotonic() + _WINDOW_S
        while self._open and (left := until - time.monotonic()) > 0:
            with suppress(Empty):
                self._take(*self._inbox.get(timeout=left), lines)
        address = str(self._told.get("address", ""))
        ready = any(line.startswith(READY) for line in lines)
        log = tuple(line for line in lines if not line.startswith((READY, LISTENING)))
        return ServiceReport(PHASE, 0, 0, log, address, ready)

    def end(self) -> ServiceEnd:
        """How it ended; to be asked once it is silent."""
        code = self._process.wait()
        error = self._told.get("error", {})
        return ServiceEnd(code, error.get("message", "" if code == 0 else self._last), error.get("type", ""))

    def stop(self) -> None:
        """Ask it to stop, and kill it where it does not in time."""
        self._process.terminate()
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for reader in self._readers:
            reader.join()

    def _take(self, stream: str, line: str | None, lines: list[str]) -> None:
        if line is None:
            self._open.discard(stream)
        elif stream == "err":
            self._last = line
            lines.append(line)
        else:
            with suppress(ValueError):  # what is no JSON says nothing to the window
                self._told |= json.loads(line)


def _read(name: str, pipe: IO[str], inbox: Inbox) -> None:
    with pipe:
        for line in pipe:
            inbox.put((name, line.rstrip("\n")))
    inbox.put((name, None))


def _apart() -> dict[str, Any]:
    """What keeps the signals of a terminal from it: whoever has started it stops it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"process_group": 0}
