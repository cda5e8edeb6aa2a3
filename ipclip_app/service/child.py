"""A service in a process of its own, whose time and memory are its own."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from ipclip_app.bench.child import child_environment
from ipclip_app.errors import MeasurementError
from ipclip_app.service.app import HEALTH

_START: Final = "from ipclip_app.cli import main; main()"
_PATIENCE: Final = 60.0
_KILOBYTE: Final = 1024
_WHAT: Final = "the service"


@dataclass(frozen=True)
class ChildService:
    """A running service.

    Attributes:
        process: Its process.
        port: Where it listens.
    """

    process: "subprocess.Popen[str]"
    port: int

    @property
    def is_ready(self) -> bool:
        """Whether its model is loaded.

        Raises:
            MeasurementError: It has ended.
        """
        if self.process.poll() is not None:
            raise MeasurementError(_WHAT, f"it ended with exit code {self.process.returncode}")
        address = f"http://127.0.0.1:{self.port}{HEALTH}"
        return httpx.get(address, timeout=_PATIENCE, trust_env=False).status_code == httpx.codes.OK

    def resident_memory(self) -> int | None:
        """Bytes that it holds; None where the system does not tell."""
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
            return next(int(line.split()[1]) * _KILOBYTE for line in lines if line.startswith("VmRSS:"))
        except (OSError, StopIteration):
            return None

    def end(self) -> int:
        """Ask it to stop, and tell its exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


@contextmanager
def child_service(options: Sequence[str], log: Path) -> Iterator[ChildService]:
    """`ipclip serve` with these options at a free port, killed in the end if it has not been stopped before.

    Args:
        options: Its options.
        log: What it says.

    Raises:
        MeasurementError: It ended before it listened.
    """
    command = [sys.executable, "-c", _START, "serve", *options, "--port", "0", "--json"]
    with log.open("w") as said:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.PIPE, stderr=said, text=True, env=child_environment()
        )
    with process:
        try:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            line = process.stdout.readline()
            if not line.startswith('{"address"'):
                process.wait(_PATIENCE)
                raise MeasurementError(_WHAT, log.read_text(errors="replace").strip().rpartition("\n")[2])
            yield ChildService(process, json.loads(line)["port"])
        finally:
            if process.poll() is None:
                process.kill()
