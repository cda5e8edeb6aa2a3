"""Fetches one large file over HTTP: resumable, cancellable between chunks, checked before it gets its name."""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import httpx

from ipclip_app.errors import BackboneDownloadError, OutputError
from ipclip_app.model.remote_file import RemoteFile, TransientError, check_status
from ipclip_app.progress import Notice, Report
from ipclip_app.storage import locked

CHUNK: Final = 1 << 16
"""Bytes between two reports; as many are lost at most when a connection drops."""

ATTEMPTS: Final = 5
SPARE: Final = 64 << 20
"""Bytes of the disk that a download leaves free."""

_TIMEOUT: Final = httpx.Timeout(30.0, connect=15.0)
_AGAIN: Final = "try again, what has arrived is kept and continued"
_ALTERED: Final = "try again; if it fails again, a proxy or the server alters the file"


@dataclass(frozen=True)
class Transfer:
    """One file to fetch.

    Attributes:
        name: What to name in errors.
        url: Where it is; redirects are followed, proxies of the environment respected.
        target: Where to put it.
        digest: First digits of its SHA-256, as far as known beforehand.
        headers: Sent along, for instance an authorization.
        pause: Waits the given number of seconds before another attempt.
    """

    name: str
    url: str
    target: Path
    digest: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: Callable[[float], None] = time.sleep

    def run(self) -> Generator[Report, None, str | None]:
        """Fetch the file; steps are bytes. Closing the generator cancels and keeps what has arrived.

        Returns:
            The file's SHA-256, or None if the server has no such file.

        Raises:
            BackboneDownloadError: Server or network fail, the content is not the expected one, the disk is too full.
            OutputBusyError: Another process is fetching it.
        OutputError: The target cannot be written.
        """
        try:
            with locked(self.target):  # two processes would write into each other's part
                return (yield from self._fetch())
        except OSError as error:
            raise OutputError(self.target, error.strerror or str(error)) from error

    def look(self) -> RemoteFile | None:
        """What the server says about the file, without fetching it; None if it has none.

        Raises:
            BackboneDownloadError: Server or network fail.
        """
        try:
            with self._request(0) as response:
                return RemoteFile.of(response) if check_status(response, self.name) else None
        except TransientError as error:
            raise self._failure(str(error), "check the connection and try again") from error

    @property
    def arrived(self) -> int:
        """Bytes that an earlier attempt has left to be continued."""
        return self._arrived() if self._known() else 0

    def _fetch(self) -> Generator[Report, None, str | None]:
        remote = yield from self._persist()
        if remote is None:
            return None
        digest = yield from self._verify(remote)
        self._part.replace(self.target)
        self._note.unlink(missing_ok=True)
        return digest

    @property
    def _part(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def _note(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part.json")

    def _persist(self) -> Generator[Report, None, RemoteFile | None]:
        """Attempt until the file is complete; only attempts that bring nothing new count as failures."""
        failures, arrived = 0, self._arrived()
        while True:
            try:
                return (yield from self._attempt())
            except TransientError as error:
                failures = 1 if self._arrived() > arrived else failures + 1
                arrived = self._arrived()
                if failures >= ATTEMPTS:
                    raise self._failure(str(error), _AGAIN) from error
                yield Notice("download", arrived, 0, f"{self.name}: {error}; trying again")
                self.pause(2.0 ** (failures - 1))

    def _attempt(self) -> Generator[Report, None, RemoteFile | None]:
        known = self._known()
        start = self._arrived() if known else 0
        if known and start == known.size:
            return known
        with self._request(start) as response:
            if not check_status(response, self.name):
                return None
            remote = RemoteFile.of(response)
            if remote.start and not (known and remote.continues(known, start)):
                self._discard()
                raise TransientError("the file on the server has changed")
            yield from self._receive(response, remote)
        return remote

    @contextmanager
    def _request(self, start: int) -> Iterator[httpx.Response]:
        headers = {**self.headers, "Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
        try:
            with (
                httpx.Client(timeout=_TIMEOUT, follow_redirects=True) as client,
                client.stream("GET", self.url, headers=headers) as response,
            ):
                yield response
        except httpx.UnsupportedProtocol as error:
            raise self._failure(f"{self.url} is no web address ({error})", "check HF_ENDPOINT") from error
        except httpx.TransportError as error:
            raise TransientError(f"the connection failed ({str(error) or type(error).__name__})") from error
        except (httpx.HTTPError, httpx.InvalidURL, ImportError, ValueError) as error:
            raise self._failure(f"{self.url} cannot be asked ({error})", "check HF_ENDPOINT and the proxy") from error

    def _receive(self, response: httpx.Response, remote: RemoteFile) -> Generator[Report, None, None]:
        self._check_space(remote.size - remote.start)
        done = remote.start
        self._note.write_text(json.dumps(asdict(remote)))
        yield Notice("download", done, remote.size, f"{self.name}: {remote.megabytes} to {self.target}")
        with self._part.open("r+b" if done else "wb") as file:
            checked = file.seek(done)
            for chunk in response.iter_bytes(CHUNK):
                file.write(chunk)
                done += len(chunk)
                yield Report("download", done, remote.size)
                if 0 < remote.size < done:
                    break
                if done - checked >= SPARE:  # others fill the disk too, and the size may be unknown
                    self._check_space(max(0, remote.size - done))
                    checked = done
        self._require_size(done, remote.size)

    def _require_size(self, done: int, size: int) -> None:
        if 0 < size < done:
            self._discard()
            raise self._failure(f"the server sent more than the {size} bytes it announced", _ALTERED)
        if done < size:
            raise TransientError(f"the server sent {done} of {size} bytes")

    def _verify(self, remote: RemoteFile) -> Generator[Report, None, str]:
        hasher, done, size = hashlib.sha256(), 0, self._arrived()
        with self._part.open("rb") as file:
            while chunk := file.read(CHUNK):
                hasher.update(chunk)
                done += len(chunk)
                yield Report("verify", done, size)
        digest = hasher.hexdigest()
        if not all(digest.startswith(expected) for expected in (self.digest, remote.digest)):
            self._discard()
            raise self._failure("the SHA-256 of what arrived is not the published one, so it was deleted", _ALTERED)
        return digest

    def _known(self) -> RemoteFile | None:
        """What is known of the file that the kept part belongs to; None if it cannot be continued safely."""
        try:
            known = RemoteFile(**json.loads(self._note.read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return known if known.size and (known.tag or self.digest) else None

    def _arrived(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _discard(self) -> None:
        self._part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _check_space(self, needed: int) -> None:
        free, needed = shutil.disk_usage(self.target.parent).free, needed + SPARE
        if free < needed:
            reason = f"it needs {needed / 1e6:,.0f} MB in {self.target.parent}, where {free / 1e6:,.0f} MB are free"
            raise self._failure(reason, "free space there, or name another folder with IPCLIP_DATA_DIR")

    def _failure(self, reason: str, remedy: str) -> BackboneDownloadError:
        return BackboneDownloadError(self.name, reason, remedy)
