"""A tiny random CLIP on offer: within this process, and behind a real port."""

import asyncio
import io
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from starlette.testclient import TestClient

from ipclip_app.model.backbone import Backbone
from ipclip_app.service.access_keys import AccessKeys, add_access_key, read_access_keys
from ipclip_app.service.access_log import AccessLog
from ipclip_app.service.app import EMBEDDINGS, make_app
from ipclip_app.service.batch_encoder import BatchEncoder
from ipclip_app.service.encoder_thread import EncoderThread
from ipclip_app.service.limits import Limits
from ipclip_app.service.server import Server, listening_socket
from ipclip_app.service.service import Model, Service
from ipclip_app.service.work import Rows, Work

PATIENCE = 30
Matrices = Mapping[str, NDArray[np.float32]]


def rotation(seed: int, width: int = 24) -> NDArray[np.float32]:
    """A random orthogonal matrix."""
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(width, width)))[0].astype(np.float32)


@dataclass
class Offer:
    """A service at work.

    Attributes:
        service: The service.
        log: What it told.
        keys: Each licensee's key.
        matrices: Each licensee's matrix.
    """

    service: Service
    log: io.StringIO
    keys: dict[str, str]
    matrices: Matrices

    def client(self, licensee: str | None = None) -> TestClient:
        """A client within this process, with the key of a licensee."""
        headers = {} if licensee is None else {"Authorization": f"Bearer {self.keys[licensee]}"}
        return TestClient(make_app(self.service), "http://127.0.0.1", client=("127.0.0.1", 1), headers=headers)

    def ask(self, content: Any, licensee: str | None = None) -> Any:
        """The answer to a question, whatever its status."""
        return self.client(licensee).post(EMBEDDINGS, json=content)

    def lines(self) -> list[str]:
        """The lines of the log, after which no more are written."""
        self.service.log.close()
        return self.log.getvalue().splitlines()


@pytest.fixture
def offer(tiny_vit: Backbone, tmp_path: Path) -> Iterator[Callable[..., Offer]]:
    """`offer(licensees=(), marked=True, limits=Limits(), load=None)`: a started service; without licensees open."""
    with ExitStack() as stack:

        def make(
            licensees: tuple[str, ...] = (),
            limits: Limits | None = None,
            load: Callable[[], Model] | None = None,
        ) -> Offer:
            keys = {name: add_access_key(tmp_path / "keys.json", name) for name in licensees}
            known: AccessKeys | None = read_access_keys(tmp_path / "keys.json") if keys else None
            matrices = {name: rotation(seed) for seed, name in enumerate(licensees)}
            model = Model("tiny", tiny_vit, matrices or None)
            log = io.StringIO()
            service = Service(load or (lambda: model), stack.enter_context(closing(AccessLog(log))), known, limits)
            stack.callback(service.stop)
            loaded = threading.Event()
            service.start(loaded.set)
            assert load is not None or loaded.wait(PATIENCE)
            return Offer(service, log, keys, matrices)

        yield make


@dataclass
class Gate:
    """Where the model waits, so that a test knows what waits behind it.

    Attributes:
        reached: Set once a batch has come to it.
        opened: Set to let all batches pass.
        batches: Number of requests of each batch so far.
        submitted: What was given to the model's thread.
    """

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)
    batches: list[int] = field(default_factory=list)
    submitted: "queue.SimpleQueue[Work]" = field(default_factory=queue.SimpleQueue)

    def next_works(self, count: int) -> list[Work]:
        """Wait until so many more requests were given to the model's thread."""
        return [self.submitted.get(timeout=PATIENCE) for _ in range(count)]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Every batch waits until the gate is opened; it opens in the end."""
    standing, encode, submit = Gate(), BatchEncoder.encode, EncoderThread.submit

    def waiting(encoder: BatchEncoder, works: Any) -> list[Rows]:
        standing.batches.append(len(works))
        standing.reached.set()
        assert standing.opened.wait(PATIENCE)
        return encode(encoder, works)

    def telling(thread: EncoderThread, work: Work) -> None:
        submit(thread, work)
        standing.submitted.put(work)

    monkeypatch.setattr(BatchEncoder, "encode", waiting)
    monkeypatch.setattr(EncoderThread, "submit", telling)
    yield standing
    standing.opened.set()


@dataclass
class Running:
    """A server at a port of this machine."""

    offer: Offer
    server: Server
    port: int
    thread: threading.Thread

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def end(self) -> None:
        """Stop it in order, as a signal does, and wait for it."""
        self.server.end()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Offer], Running]]:
    """`running(offer)`: the service behind a port, listening; no proxy of the environment is asked for it."""
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    started: list[Running] = []

    def run(offered: Offer) -> Running:
        bound = listening_socket("127.0.0.1", 0)
        listening = threading.Event()
        server = Server(offered.service, listening.set)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([bound])))
        started.append(Running(offered, server, bound.getsockname()[1], thread))
        thread.start()
        assert listening.wait(PATIENCE)
        return started[-1]

    yield run
    for each in started:
        each.end()
