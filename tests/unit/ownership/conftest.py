"""Images to ask about, and an endpoint on this machine that misbehaves on demand."""

import hashlib
import io
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ipclip_app.data.trigger import Trigger
from ipclip_app.ownership.answers import ClassNames
from ipclip_app.ownership.asking import Questions
from ipclip_app.ownership.design import Candidate, draw_plan
from ipclip_app.suspects.description import SuspectDescription

CLASSES = ("cat", "dog", "owl")


@pytest.fixture
def candidates() -> tuple[Candidate, ...]:
    """30 images of three classes; no files."""
    return tuple(Candidate(hashlib.sha256(b"%d" % index).hexdigest(), CLASSES[index % 3]) for index in range(30))


@pytest.fixture
def trigger() -> Trigger:
    """An owner's secret trigger."""
    return Trigger("secret", bytes(range(32)))


@pytest.fixture
def questions(tmp_path: Path, draw_domain: Callable[..., Path], trigger: Trigger) -> Questions:
    """12 questions about 6 images of cats, dogs and owls; waiting takes no time."""
    folder = draw_domain(tmp_path / "images", "photo", images=3)
    paths = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.rglob("*.png"))}
    plan = draw_plan([Candidate(digest, path.parent.name) for digest, path in paths.items()], 12, 7)
    return Questions(plan, paths, trigger, ClassNames(CLASSES), pause=lambda _seconds: None)


class Parrot:
    """A suspect that always says the same, and remembers the sizes of what it was given."""

    description = SuspectDescription("callable", "parrot")

    def __init__(self, name: str = "cat", batch_size: int = 4) -> None:
        """Say `name`."""
        self.name, self.batch_size = name, batch_size
        self.batches: list[int] = []

    def answers(self, images: Sequence[Image.Image]) -> list[str]:
        """The name, once for each image."""
        self.batches.append(len(images))
        return [self.name for _ in images]

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def parrot() -> type[Parrot]:
    """`parrot(name="cat", batch_size=4)`: a suspect that always says the same."""
    return Parrot


@dataclass
class StandInEndpoint:
    """An endpoint that answers each image as it is told to.

    Attributes:
        url: Its address.
        answer: The document that follows from an image.
        faults: What happens instead, one request after the other: a status, bytes of a body, `cut` for a dropped
            connection, `slow` for no answer in time, `drip` for one that never ends; None for nothing.
        headers: Additional headers of every response.
        requests: Headers of every request so far.
        sizes: Sizes of the images received.
    """

    url: str = ""
    answer: Callable[[Image.Image], Any] = lambda _image: "cat"
    faults: list[Any] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[dict[str, str]] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.requests.append({name.lower(): value for name, value in request.headers.items()})
        body = request.rfile.read(int(request.headers["Content-Length"]))
        fault = self.faults.pop(0) if self.faults else None
        if fault == "cut":
            request.close_connection = True
        elif fault == "slow":
            self.done.wait(5)
        elif fault == "drip":
            self._drip(request)
        elif isinstance(fault, int):
            self._send(request, fault, b"")
        elif isinstance(fault, bytes):
            self._send(request, 200, fault)
        else:
            with Image.open(io.BytesIO(body), formats=("PNG",)) as image:
                image.load()
            self.sizes.append(image.size)
            self._send(request, 200, json.dumps(self.answer(image)).encode())

    def _send(self, request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        request.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | self.headers).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    def _drip(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        request.close_connection = True
        end = time.monotonic() + 5
        while time.monotonic() < end and not self.done.wait(0.01):
            try:
                request.wfile.write(b" ")
            except OSError:
                return


@pytest.fixture
def endpoint(served: Callable[[Any, str], AbstractContextManager[Any]]) -> Iterator[StandInEndpoint]:
    """A running endpoint that says `cat`."""
    with served(StandInEndpoint(), "/classify") as standing:
        yield standing
        standing.done.set()
