"""What an HTTP response says about a file, and which answers are worth another attempt."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Self

import httpx

from ipclip_app.errors import BackboneDownloadError

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_RANGE: Final = re.compile(r"bytes (?P<start>\d+)-\d+/(?P<size>\d+|\*)")
_ABSENT: Final = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_REFUSED: Final = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED}
_PASSING: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, HTTPStatus.TOO_MANY_REQUESTS}


class TransientError(Exception):
    """Connection or server failed in a way that another attempt may mend."""


@dataclass(frozen=True)
class RemoteFile:
    """A file on a server.

    Attributes:
        size: Bytes of the whole file, 0 if unknown.
        tag: Entity tag, which changes with the content; empty if unknown.
        start: Position of the first byte that the response carries.
    """

    size: int
    tag: str
    start: int = 0

    @property
    def digest(self) -> str:
        """The SHA-256, which the Hugging Face hub gives as entity tag of large files; empty if the tag is none."""
        return self.tag if _SHA256.fullmatch(self.tag) else ""

    @property
    def megabytes(self) -> str:
        """The size for people."""
        return f"{self.size / 1e6:,.1f} MB" if self.size else "unknown size"

    def continues(self, known: Self, start: int) -> bool:
        """Whether this response goes on at `start` with the content already known."""
        return (self.size, self.tag, self.start) == (known.size, known.tag, start)

    @classmethod
    def of(cls, response: httpx.Response) -> Self:
        """Read the headers; those of the hub's own answer count more than those of the storage it redirects to."""
        linked = [answer.headers for answer in (*response.history, response) if "X-Linked-ETag" in answer.headers]
        headers = linked[0] if linked else response.headers
        span = _RANGE.match(response.headers.get("Content-Range", ""))
        start = int(span["start"]) if span and response.status_code == HTTPStatus.PARTIAL_CONTENT else 0
        length = int(response.headers.get("Content-Length") or 0)
        whole = int(span["size"]) if span and span["size"].isdigit() else (start + length if length else 0)
        tag = headers.get("X-Linked-ETag") or headers.get("ETag") or ""
        return cls(int(headers.get("X-Linked-Size") or whole), tag.removeprefix("W/").strip('"'), start)


def check_status(response: httpx.Response, name: str) -> bool:
    """Whether the response carries the file; False if the server has no such file.

    Raises:
        TransientError: The server asks for patience or has failed.
        BackboneDownloadError: The server refuses.
    """
    status = response.status_code
    if status in _ABSENT:
        return False
    if status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise TransientError(f"{response.url.host} answers with status {status}")
    if status in _REFUSED:
        reason = f"{response.url.host} refuses access (status {status})"
        raise BackboneDownloadError(name, reason, "accept its licence there and set HF_TOKEN, or check the proxy")
    if status not in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        raise BackboneDownloadError(name, f"{response.url.host} answers with status {status}", "check HF_ENDPOINT")
    return True
