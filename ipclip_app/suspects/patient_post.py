"""POST requests to an endpoint: failures that may pass ask for patience, all others are told at once."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import httpx

from ipclip_app.errors import SuspectError
from ipclip_app.suspects.endpoint import KEY_VARIABLE, Endpoint
from ipclip_app.suspects.patience import TryAgain
from ipclip_app.suspects.shorten import shorten

ATTEMPTS: Final = 5
"""Requests for one answer, the first included."""
LONGEST_WAIT: Final = 120.0
"""Seconds; whoever asks for more patience is asked again by the owner himself."""

_PASSING: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_REFUSED: Final = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED}
_KEPT: Final = "the same command goes on later, what was answered is kept"


@dataclass(frozen=True)
class PostContract:
    """What an endpoint is sent, and what it must answer.

    Attributes:
        content_type: Kind of what is sent.
        takes: What that is, in words.
        shapes: What it must answer, in words.
        limit: Most bytes of an answer.
        key_variable: Variable of the environment that holds its key.
    """

    content_type: str
    takes: str
    shapes: str
    limit: int
    key_variable: str = KEY_VARIABLE


class PatientPost:
    """A connection; a redirect is refused, so that nothing goes where the owner did not send it."""

    def __init__(self, endpoint: Endpoint, contract: PostContract) -> None:
        """Connect to `endpoint` when the first request is sent."""
        self._endpoint, self._contract = endpoint, contract
        self._failures = 0
        # no compressed answers: a few bytes could become any number
        own = {"Accept": "application/json", "Accept-Encoding": "identity", "Content-Type": contract.content_type}
        self._client = httpx.Client(timeout=endpoint.timeout, headers={**own, **endpoint.headers})

    def send(self, content: bytes) -> bytes:
        """Send once, and return the body of the answer.

        Raises:
            SuspectError: It gives none that can be used.
            TryAgain: It may do so later.
        """
        try:
            with self._client.stream("POST", self._endpoint.url, content=content) as response:
                self._check(response)
                body = self._body(response)
        except httpx.TimeoutException as error:
            raise self._again(f"gave no answer within {self._endpoint.timeout:g} s") from error
        except httpx.ConnectError as error:
            raise self._again(f"cannot be reached ({shorten(error)})") from error
        except httpx.HTTPError as error:  # its text may hold a header
            raise self._again(f"the connection failed ({type(error).__name__})") from error
        self._failures = 0
        return body

    def refused(self, reason: str) -> SuspectError:
        """What to raise of an answer that is not as it must be."""
        return self._failure(reason, self._contract.shapes)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise self._again(f"answers with status {status}", _patience(response.headers))
        if response.has_redirect_location:
            raise self._failure("redirects to another address", "give the address that it leads to, if you trust it")
        if status in _REFUSED:
            remedy = f"give your key by --header or the variable {self._contract.key_variable}"
            raise self._failure(f"refuses access (status {status})", remedy)
        if not response.is_success:
            takes = self._contract.takes
            raise self._failure(
                f"answers with status {status}", f"check the address, and that it takes {takes} by POST"
            )

    def _body(self, response: httpx.Response) -> bytes:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise self._failure("answers compressed, although asked not to", "let it answer in plain JSON")
        end = time.monotonic() + self._endpoint.timeout
        body = bytearray()
        for part in response.iter_raw():
            body += part
            if len(body) > self._contract.limit:
                raise self.refused(f"its answer has more than {self._contract.limit} bytes")
            if time.monotonic() > end:
                raise self._again(f"gave no whole answer within {self._endpoint.timeout:g} s")
        return bytes(body)

    def _again(self, reason: str, patience: float | None = None) -> TryAgain | SuspectError:
        """What to raise after a failure that may pass."""
        self._failures += 1
        if self._failures >= ATTEMPTS:
            self._failures = 0
            return self._failure(f"{reason}, {ATTEMPTS} times one after the other", _KEPT)
        if patience is not None and patience > LONGEST_WAIT:
            return self._failure(f"{reason} and asks for {patience:.0f} s of patience", _KEPT)
        # a suspect that asks for no patience, or less, would else be asked all times within a moment, in vain
        return TryAgain(max(2.0 ** (self._failures - 1), patience or 0.0), reason)

    def _failure(self, reason: str, remedy: str) -> SuspectError:
        return SuspectError(self._endpoint.address, reason, remedy)


def _patience(headers: Mapping[str, str]) -> float | None:
    """Seconds that a `Retry-After` header asks for; None where it says nothing understandable."""
    text = headers.get("Retry-After", "")
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
