"""A suspect behind an HTTP address: one PNG image in a POST request, a small JSON document as the answer."""

import json
from collections.abc import Callable, Sequence
from typing import Final

from PIL import Image

from ipclip_app.ownership.answers import BadAnswer, answer_of
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.suspects.endpoint import Endpoint
from ipclip_app.suspects.patient_post import PatientPost, PostContract
from ipclip_app.suspects.png import png_of
from ipclip_app.suspects.shorten import shorten

ANSWER_LIMIT: Final = 1 << 20
"""Bytes of an answer; scores of thousands of classes have fewer."""

_CONTRACT: Final = PostContract(
    "image/png", "a PNG", 'it must answer like "name", {"class": "name"} or {"scores": {"name": 0.9}}', ANSWER_LIMIT
)


class HttpSuspect:
    """Asks an endpoint; a redirect is refused, so that no image and no key goes where the owner did not send it."""

    batch_size: Final = 1

    def __init__(self, endpoint: Endpoint, spend: Callable[[], None]) -> None:
        """Ask `endpoint`; `spend` is called before each request and may forbid it by raising."""
        self.description = SuspectDescription("endpoint", endpoint.address)
        self._spend = spend
        self._post = PatientPost(endpoint, _CONTRACT)

    def answers(self, images: Sequence[Image.Image]) -> list[str]:
        """See `Suspect`."""
        return [self._answer(png_of(image)) for image in images]

    def close(self) -> None:
        """See `Suspect`."""
        self._post.close()

    def _answer(self, png: bytes) -> str:
        self._spend()
        body = self._post.send(png)
        try:
            return answer_of(json.loads(body))
        except BadAnswer as error:
            raise self._post.refused(f"answers {error}") from error
        except (ValueError, RecursionError) as error:
            beginning = shorten(body[:200].decode(errors="replace"))
            raise self._post.refused(f"its answer is no JSON ({beginning!r})") from error
