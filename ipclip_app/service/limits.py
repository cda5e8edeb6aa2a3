"""How much a client may ask for, and how long it may take; everything that grows with what is sent ends here."""

from dataclasses import dataclass
from typing import Any, Final

from ipclip_app.errors import UsageError

MEGABYTE: Final = 1 << 20
IMAGE_WEIGHT: Final = 8
"""An image takes as much of the queue as so many texts: its pixels wait there."""
_MOST_ITEMS: Final = 2048
_MOST_MEGABYTES: Final = 512
_MOST_MEGAPIXELS: Final = 178


@dataclass(frozen=True)
class Limits:
    """All limits of a service.

    Attributes:
        items: Texts and images of one request.
        body: Bytes of one request's body.
        bodies: Bytes of the bodies of all requests together.
        marks: Commas and opening brackets in a body: each may become an object of many bytes.
        letters: Characters of one text; the tokenizer takes time that grows with their square.
        all_letters: Characters of the texts of one request.
        pixels: Pixels of one image, known from its header before anything is decoded.
        queue: Texts that wait for the model, or images for IMAGE_WEIGHT each.
        requests: Requests for embeddings at once.
        connections: Open connections.
        header_seconds: From a connection, or a request's first byte, to the end of its headers.
        body_seconds: For a request's body to arrive.
        answer_seconds: From then to the answer.
        keep_alive_seconds: That an idle connection is kept.
        stop_seconds: For the answers that are owed when the service is stopped.
        retry_seconds: After which a client should try again.

    Raises:
        UsageError: A limit that a user sets is out of range.
    """

    items: int = 128
    body: int = 32 * MEGABYTE
    bodies: int = 256 * MEGABYTE
    marks: int = 60_000
    letters: int = 2_000
    all_letters: int = 40_000
    pixels: int = 25_000_000
    queue: int = 2_048
    requests: int = 256
    connections: int = 1_024
    header_seconds: float = 10
    body_seconds: float = 30
    answer_seconds: float = 120
    keep_alive_seconds: int = 15
    stop_seconds: float = 30
    retry_seconds: int = 1

    def __post_init__(self) -> None:
        _require(self.items, _MOST_ITEMS, "--max-items")
        _require(self.body / MEGABYTE, _MOST_MEGABYTES, "--max-megabytes")
        _require(self.pixels / 1e6, _MOST_MEGAPIXELS, "--max-megapixels")


def _require(value: float, most: int, option: str) -> None:
    if not 0 < value <= most:
        raise UsageError(f"{option} must be more than 0 and at most {most}.")


def limits_of(items: int | None, megabytes: int | None, megapixels: int | None) -> Limits:
    """The limits that a user sets, None for the program's own.

    Raises:
        UsageError: One is out of range.
    """
    own = Limits()
    chosen: dict[str, Any] = {
        "items": own.items if items is None else items,
        "body": own.body if megabytes is None else megabytes * MEGABYTE,
        "pixels": own.pixels if megapixels is None else megapixels * 10**6,
    }
    bodies = max(own.bodies, 2 * chosen["body"])
    return Limits(**chosen, bodies=bodies, queue=max(own.queue, 2 * chosen["items"] * IMAGE_WEIGHT))
