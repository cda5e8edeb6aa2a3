"""Folders of small images, and a service of embeddings, for the tests of several packages."""

import base64
import io
import json
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

MakeDomain = Callable[[Path, Mapping[str, int]], Path]


def save_noise(path: Path, seed: str, size: tuple[int, int] = (20, 18)) -> Path:
    """Save random pixels that depend on `seed` only."""
    generator = np.random.default_rng(zlib.crc32(seed.encode()))
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(generator.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)).save(path)
    return path


@pytest.fixture
def make_image() -> Callable[..., Path]:
    """`make_image(path, seed, size=(20, 18))`: an image file whose content depends on the seed and size."""
    return save_noise


@pytest.fixture
def make_domain() -> MakeDomain:
    """`make_domain(root, {class: images})`: class folders with that many different images; class "" is the root."""

    def make(root: Path, counts: Mapping[str, int]) -> Path:
        for name, count in counts.items():
            (root / name).mkdir(parents=True, exist_ok=True)
            for index in range(count):
                save_noise(root / name / f"{index:03}.png", f"{root}/{name}/{index}")
        return root

    return make


@dataclass
class EmbeddingService:
    """A service of embeddings on this machine that misbehaves on demand.

    Attributes:
        url: Its address.
        embed: Rows for inputs, which are all pictures or all texts.
        faults: What happens instead, one request after the other: a status, bytes of a body, `cut` for a dropped
            connection; None for nothing.
        headers: Additional headers of every response.
        change: What becomes of each answer.
        requests: Headers of every request so far.
        documents: What was asked.
    """

    url: str = ""
    embed: Callable[[Sequence[Any]], Any] = lambda inputs: [[1.0, 2.0]] * len(inputs)
    faults: list[Any] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    change: Callable[[Any], Any] = lambda document: document
    requests: list[dict[str, str]] = field(default_factory=list)
    documents: list[Any] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """Inputs received so far."""
        return sum(len(document["input"]) for document in self.documents)

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.requests.append({name.lower(): value for name, value in request.headers.items()})
        document = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        self.documents.append(document)
        fault = self.faults.pop(0) if self.faults else None
        if fault == "cut":
            request.close_connection = True
        elif isinstance(fault, int):
            self._send(request, fault, b"")
        elif isinstance(fault, bytes):
            self._send(request, 200, fault)
        else:
            self._send(request, 200, json.dumps(self.change(self._answer(document))).encode())

    def _answer(self, document: Any) -> Any:
        inputs = [each if isinstance(each, str) else _picture(each["image"]) for each in document["input"]]
        rows = np.asarray(self.embed(inputs), dtype="<f4")
        coded = [base64.b64encode(row.tobytes()).decode() for row in rows]
        written = coded if document["encoding_format"] == "base64" else rows.tolist()
        data = [{"object": "embedding", "index": index, "embedding": each} for index, each in enumerate(written)]
        return {"object": "list", "data": data, "model": document["model"]}

    def _send(self, request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        request.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | self.headers).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)


def _picture(url: str) -> Image.Image:
    content = base64.b64decode(url.removeprefix("data:image/png;base64,"), validate=True)
    with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
        return image.convert("RGB")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], AbstractContextManager[Any]]:
    """`with served(stand_in, "/path")`: its `serve` answers every POST at `url`, and no proxy is asked for it."""
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    return _served


@contextmanager
def _served(standing: Any, path: str) -> Iterator[Any]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            standing.serve(self)

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        standing.url = f"http://127.0.0.1:{running.server_address[1]}{path}"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield standing
        running.shutdown()
        thread.join()


@pytest.fixture
def embedding_service(served: Callable[[Any, str], AbstractContextManager[Any]]) -> Iterator[EmbeddingService]:
    """A running service of embeddings."""
    with served(EmbeddingService(), "/v1/embeddings") as standing:
        yield standing
