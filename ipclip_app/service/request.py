"""What an owner wants to serve, checked before anything is loaded; loads neither torch nor the packages of a server."""

import importlib.util
import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from ipclip_app.config import Device
from ipclip_app.errors import LicenseeError, ServerMissingError, UsageError
from ipclip_app.paths import from_home, is_folder
from ipclip_app.service.access_keys import AccessKeys, read_access_keys
from ipclip_app.service.limits import Limits

PACKAGES: Final = ("starlette", "uvicorn")
_MOST_PORT: Final = 65_535
_MAKE: Final = "make one with `ipclip access add LICENSEE --keys FILE` and pass --keys FILE"


class Secret(Protocol):
    """What a service needs of a watermark's secret."""

    @property
    def users(self) -> tuple[str, ...]:
        """Names of the licensees."""

    @property
    def backbone(self) -> str:
        """Identity of the backbone whose vectors it marks."""

    def matrix(self, user: str, /) -> NDArray[np.float32]:
        """The licensee's matrix (D, D)."""


@dataclass(frozen=True, eq=False)
class ServeRequest:
    """A service.

    Attributes:
        backbone: The model to serve.
        host: Address to listen at.
        port: Port to listen at, 0 for any that is free.
        keys_file: Who may ask; None lets every program on this machine ask.
        secret: Marks each licensee's vectors; None leaves them as they are.
        device: Where to compute.
        threads: Threads of one operation on the CPU, None for torch's own choice.
        limits: What is taken.
        log: File of the access log, None for stderr.
        name: What clients are told that they ask; None takes it from `backbone`, without its folders.
    """

    backbone: str
    host: str = "127.0.0.1"
    port: int = 8000
    keys_file: Path | None = None
    secret: Secret | None = field(default=None, repr=False)
    device: Device = "auto"
    threads: int | None = None
    limits: Limits = field(default_factory=Limits)
    log: Path | None = None
    name: str | None = None

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def public_name(self) -> str:
        """What clients are told of the model: never a path of this machine."""
        architecture, equals, _ = self.backbone.partition("=")
        path = from_home(self.backbone)
        if self.name:
            return self.name
        if equals and not is_folder(path):
            return architecture
        return path.resolve().name if path.is_absolute() or is_folder(path) else self.backbone

    def checked_keys(self) -> AccessKeys | None:
        """Who may ask, after everything else that can be checked at once.

        Raises:
            UsageError: Something is out of range, or keys are missing that the host or the secret calls for.
            AccessKeysError: The keys cannot be read, or one is of a licensee whom the secret does not know.
        """
        if not 0 <= self.port <= _MOST_PORT:
            raise UsageError(f"--port must lie between 0 and {_MOST_PORT}.")
        if self.threads is not None and self.threads < 1:
            raise UsageError("--threads must be 1 or more.")
        if self.keys_file is None:
            self._require_none_needed()
            return None
        keys = read_access_keys(self.keys_file)
        for licensee in keys.licensees:
            if self.secret is not None and licensee not in self.secret.users:
                remedy = "remove the key, or give the secret that has him"
                raise LicenseeError(self.keys_file, licensee, "is no licensee of the secret", remedy)
        return keys

    def _require_none_needed(self) -> None:
        if self.secret is not None:
            names = ", ".join(self.secret.users[:3]) + (", ..." if len(self.secret.users) > 3 else "")  # noqa: PLR2004
            raise UsageError(f"The secret marks vectors by who asks ({names}), so each needs a key: {_MAKE}.")
        if not self.is_local:
            raise UsageError(f"Without keys only this machine may ask, not {self.host}: {_MAKE}, or leave --host out.")


def is_loopback(host: str) -> bool:
    """Whether an address is one that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def require_server() -> None:
    """Check that the packages of a server are installed.

    Raises:
        ServerMissingError: One is not.
    """
    for package in PACKAGES:
        if importlib.util.find_spec(package) is None:
            raise ServerMissingError(package)
