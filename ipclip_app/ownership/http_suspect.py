"""A suspect behind an HTTP address: one PNG image in a POST request, a small JSON document as the answer."""

import io
import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import httpx
from PIL import Image

from ipclip_app.errors import SuspectError
from ipclip_app.ownership.answers import BadAnswer, answer_of, shorten
from ipclip_app.ownership.endpoint import KEY_VARIABLE, Endpoint
from ipclip_app.ownership.suspect import SuspectDescription, TryAgain

ANSWER_LIMIT: Final = 1 << 20
"""Bytes of an answer; scores of thousands of classes have fewer."""
ATTEMPTS: Final = 5
"""Requests for one image, the first included."""
LONGEST_WAIT: Final = 120.0
"""Seconds; whoever asks for more patience is asked again by the owner himself."""

_PASSING: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_REFUSED: Final = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED}
_KEPT: Final = "the same command goes on later, what was answered is kept"
_SHAPES: Final = 'it must answer like "name", {"class": "name"} or {"scores": {"name": 0.9}}'


class HttpSuspect:
    """Asks an endpoint; a redirect is refused, so that no image and no key goes where the owner did not send it."""

    batch_size: Final = 1

    def __init__(self, endpoint: Endpoint, spend: Callable[[], None]) -> None:
        """Ask `endpoint`; `spend` is called before each request and may forbid it by raising."""
        self.description = SuspectDescription("endpoint", endpoint.address)
        self._endpoint = endpoint
        self._spend = spend
        self._failures = 0
        # no compressed answers: a few bytes could become any number
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "Content-Type": "image/png"}
        self._client = httpx.Client(timeout=endpoint.timeout, headers={**headers, **endpoint.headers})

    def answers(self, images: Sequence[Image.Image]) -> list[str]:
        """See `Suspect`."""
        return [self._answer(png_of(image)) for image in images]

    def close(self) -> None:
        """See `Suspect`."""
        self._client.close()

    def _answer(self, png: bytes) -> str:
        self._spend()
        body = self._ask(png)
        try:
            answer = answer_of(json.loads(body))
        except BadAnswer as error:
            raise self._failure(f"answers {error}", _SHAPES) from error
        except (ValueError, RecursionError) as error:
            beginning = shorten(body[:200].decode(errors="replace"))
            raise self._failure(f"its answer is no JSON ({beginning!r})", _SHAPES) from error
        self._failures = 0
        return answer

    def _ask(self, png: bytes) -> bytes:
        try:
            with self._client.stream("POST", self._endpoint.url, content=png) as response:
                self._check(response)
                return self._body(response)
        except httpx.TimeoutException as error:
            raise self._again(f"gave no answer within {self._endpoint.timeout:g} s") from error
        except httpx.ConnectError as error:
            raise self._again(f"cannot be reached ({shorten(error)})") from error
        except httpx.HTTPError as error:  # its text may hold a header
            raise self._again(f"the connection failed ({type(error).__name__})") from error

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise self._again(f"answers with status {status}", _patience(response.headers.get("Retry-After", "")))
        if response.has_redirect_location:
            raise self._failure("redirects to another address", "give the address that it leads to, if you trust it")
        if status in _REFUSED:
            remedy = f"give your key by --header or the variable {KEY_VARIABLE}"
            raise self._failure(f"refuses access (status {status})", remedy)
        if not response.is_success:
            raise self._failure(f"answers with status {status}", "check the address, and that it takes a PNG by POST")

    def _body(self, response: httpx.Response) -> bytes:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise self._failure("answers compressed, although asked not to", "let it answer in plain JSON")
        end = time.monotonic() + self._endpoint.timeout
        body = bytearray()
        for part in response.iter_raw():
            body += part
            if len(body) > ANSWER_LIMIT:
                raise self._failure(f"its answer has more than {ANSWER_LIMIT} bytes", _SHAPES)
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
        return TryAgain(2.0 ** (self._failures - 1) if patience is None else patience, reason)

    def _failure(self, reason: str, remedy: str) -> SuspectError:
        return SuspectError(self._endpoint.address, reason, remedy)


def png_of(image: Image.Image) -> bytes:
    """An image as a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _patience(text: str) -> float | None:
    """Seconds that a `Retry-After` header asks for; None where it says nothing understandable."""
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
