"""Behind a real port: the widely used client, many clients at once, slow ones, those who leave, and the end."""

import base64
import json
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import numpy as np
import openai
import pytest

from ipclip_app.errors import AddressError
from ipclip_app.model.backbone import Backbone
from ipclip_app.service.limits import Limits
from ipclip_app.service.server import listening_socket

PATIENCE = 30
TEXTS = ["a dog", "an owl that sits on a branch", "ein Käse", "word " * 100]

MakeOffer = Callable[..., Any]
Run = Callable[[Any], Any]


def marked(backbone: Backbone, texts: list[str], matrix: np.ndarray) -> np.ndarray:
    """normalize(e W) of the model's own vectors e, in double precision."""
    product = backbone.encode_text(texts).double().numpy() @ matrix
    return product / np.linalg.norm(product, axis=1, keepdims=True)


def openai_client(server: Any, licensee: str) -> openai.OpenAI:
    """The widely used client with a licensee's key."""
    return openai.OpenAI(api_key=server.offer.keys[licensee], base_url=f"{server.url}/v1", max_retries=0)


@pytest.mark.parametrize("asked", [{}, {"encoding_format": "float"}, {"encoding_format": "base64"}])
def test_the_widely_used_client_gets_the_models_vectors_with_its_licensees_mark(
    offer: MakeOffer, running: Run, tiny_vit: Backbone, asked: dict[str, Any]
):
    server = running(offer(("acme", "other")))
    for licensee, matrix in server.offer.matrices.items():
        with openai_client(server, licensee) as client:
            answer = client.embeddings.create(input=TEXTS, model="clip", **asked)

        rows = [
            np.frombuffer(base64.b64decode(entry.embedding), "<f4")
            if isinstance(entry.embedding, str)
            else entry.embedding
            for entry in answer.data
        ]
        np.testing.assert_allclose(np.stack(rows), marked(tiny_vit, TEXTS, matrix), atol=1e-5)
        assert [entry.index for entry in answer.data] == [0, 1, 2, 3]
        assert answer.usage.prompt_tokens == answer.usage.total_tokens == 4 + 9 + 6 + 77


def test_the_widely_used_client_understands_refusals(offer: MakeOffer, running: Run):
    server = running(offer(("acme",)))
    with openai_client(server, "acme") as client:
        with pytest.raises(openai.BadRequestError, match="Token ids are not taken"):
            client.embeddings.create(input=[[1, 2]], model="clip")
        client.api_key = "wrong"
        with pytest.raises(openai.AuthenticationError, match="valid key"):
            client.embeddings.create(input="a", model="clip")


def test_each_of_many_clients_gets_its_own_answers(offer: MakeOffer, running: Run, tiny_vit: Backbone):
    server = running(offer(tuple(f"licensee {number}" for number in range(16))))
    barrier = threading.Barrier(16)

    def ask(number: int) -> None:
        licensee = f"licensee {number}"
        matrix = server.offer.matrices[licensee]
        headers = {"Authorization": f"Bearer {server.offer.keys[licensee]}"}
        with httpx.Client(base_url=server.url, headers=headers, timeout=PATIENCE) as client:
            barrier.wait(PATIENCE)
            for turn in range(5):
                texts = [f"picture {number} of turn {turn}, item {item}" for item in range(1 + (number + turn) % 3)]
                answer = client.post("/v1/embeddings", json={"input": texts, "model": "m"})
                rows = [entry["embedding"] for entry in answer.json()["data"]]
                np.testing.assert_allclose(rows, marked(tiny_vit, texts, matrix), atol=1e-5)

    with ThreadPoolExecutor(16) as clients:
        for done in [clients.submit(ask, number) for number in range(16)]:
            done.result(PATIENCE)


def test_requests_that_wait_are_computed_in_one_batch(offer: MakeOffer, running: Run, gate: Any):
    server = running(offer())
    with ThreadPoolExecutor(8) as clients, waiting_for(server, gate, clients) as first:
        rest = [clients.submit(ask, server) for _ in range(7)]
        gate.next_works(7)
        gate.opened.set()

        assert {each.result(PATIENCE).status_code for each in [first, *rest]} == {200}
    assert gate.batches == [1, 7]


def ask(server: Any, text: str = "a dog") -> httpx.Response:
    """One question on a connection of its own."""
    return httpx.post(f"{server.url}/v1/embeddings", json={"input": text, "model": "m"}, timeout=PATIENCE)


@contextmanager
def waiting_for(server: Any, gate: Any, clients: ThreadPoolExecutor) -> Iterator[Any]:
    """A request that the model has in hand."""
    first = clients.submit(ask, server)
    assert gate.reached.wait(PATIENCE)
    gate.next_works(1)
    yield first
    gate.opened.set()


def test_a_full_queue_asks_to_come_back_later(offer: MakeOffer, running: Run, gate: Any):
    server = running(offer(limits=Limits(queue=1)))
    with ThreadPoolExecutor(1) as clients, waiting_for(server, gate, clients) as first:
        refused = ask(server)

        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        assert refused.json()["error"]["code"] == "queue_full"
        gate.opened.set()
        assert first.result(PATIENCE).status_code == 200
    assert ask(server).status_code == 200


def test_more_requests_than_are_taken_at_once_come_back_later(offer: MakeOffer, running: Run, gate: Any):
    server = running(offer(limits=Limits(requests=1)))
    with ThreadPoolExecutor(1) as clients, waiting_for(server, gate, clients):
        assert ask(server).status_code == 429


def test_an_answer_that_takes_too_long_is_given_up(offer: MakeOffer, running: Run, gate: Any):
    server = running(offer(limits=Limits(answer_seconds=0.05)))

    answer = ask(server)

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "overloaded")


HEAD = "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def said(connection: socket.socket) -> bytes:
    """All that the server says until it closes the connection."""
    connection.settimeout(PATIENCE)
    parts = []
    while part := connection.recv(65_536):
        parts.append(part)
    return b"".join(parts)


def connected(server: Any) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), PATIENCE)


def test_a_body_that_arrives_too_slowly_is_refused(offer: MakeOffer, running: Run):
    server = running(offer(limits=Limits(body_seconds=0.05)))
    with connected(server) as connection:
        connection.sendall(f'{HEAD}Content-Length: 100\r\n\r\n{{"input"'.encode())
        answer = said(connection)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "slow"


@pytest.mark.parametrize("begun", ["", HEAD])
def test_headers_that_never_end_close_the_connection(offer: MakeOffer, running: Run, begun: str):
    server = running(offer(limits=Limits(header_seconds=0.05)))
    with connected(server) as connection:
        connection.sendall(begun.encode())
        answer = said(connection)

    assert answer.startswith(b"HTTP/1.1 408 ") if begun else answer == b""


def test_second_headers_that_never_end_close_the_connection_too(offer: MakeOffer, running: Run):
    server = running(offer(limits=Limits(header_seconds=0.2)))
    with connected(server) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"GET /hea")
        answer = said(connection)

    assert b"HTTP/1.1 408 " in answer


def test_what_is_no_http_is_refused_in_the_usual_shape(offer: MakeOffer, running: Run):
    server = running(offer())
    for sent in (b"hello\r\n\r\n", f"{HEAD}X: {'a' * 40_000}\r\n".encode()):
        with connected(server) as connection:
            connection.sendall(sent)
            answer = said(connection)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "not_http"


def test_one_connection_too_many_is_refused(offer: MakeOffer, running: Run):
    server = running(offer(limits=Limits(connections=1)))
    with connected(server) as first:
        first.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert first.recv(65_536)
        with connected(server) as second:
            answer = said(second)

    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"Retry-After: 1" in answer


def test_the_work_of_a_client_that_leaves_is_dropped(offer: MakeOffer, running: Run, gate: Any):
    server = running(offer())
    body = json.dumps({"input": ["a", "b"]})
    with ThreadPoolExecutor(1) as clients, waiting_for(server, gate, clients) as first:
        with connected(server) as connection:
            connection.sendall(f"{HEAD}Content-Length: {len(body)}\r\n\r\n{body}".encode())
            (work,) = gate.next_works(1)
            dropped = threading.Event()
            work.answer.add_done_callback(lambda _: dropped.set())
        assert dropped.wait(PATIENCE)
        gate.opened.set()
        assert first.result(PATIENCE).status_code == 200
        assert ask(server).status_code == 200

    assert gate.batches == [1, 1]
    server.end()
    assert sorted(line.partition("status=")[2][:3] for line in server.offer.lines()) == ["200", "200", "499"]


def test_nothing_tells_which_program_answers(offer: MakeOffer, running: Run):
    headers = ask(running(offer())).headers

    assert "server" not in headers
    assert not [name for name in headers if name.startswith("access-control")]


def test_an_end_answers_what_is_in_flight_and_takes_nothing_new(offer: MakeOffer, running: Run, gate: Any):
    server = running(offer())
    with ThreadPoolExecutor(4) as clients, waiting_for(server, gate, clients) as first:
        rest = [clients.submit(ask, server) for _ in range(3)]
        gate.next_works(3)
        server.server.end()
        while reachable(server):
            pass
        gate.opened.set()

        answers = [each.result(PATIENCE) for each in [first, *rest]]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(len(answer.json()["data"]) == 1 for answer in answers)
    server.thread.join(PATIENCE)
    assert not server.thread.is_alive()


def reachable(server: Any) -> bool:
    try:
        connected(server).close()
    except OSError:
        return False
    return True


def test_an_end_waits_only_so_long_and_still_tells_why(offer: MakeOffer, running: Run, gate: Any):
    server = running(offer(limits=Limits(stop_seconds=1)))
    with ThreadPoolExecutor(1) as clients, waiting_for(server, gate, clients) as first:
        server.server.end()
        answer = first.result(PATIENCE)

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "stopping")


def test_a_port_in_use_is_told():
    with listening_socket("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(AddressError, match="choose another --host or --port"):
            listening_socket("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["no such host", "203.0.113.1", "x" * 300])
def test_an_address_that_is_not_this_machines_is_told(host: str):
    with pytest.raises(AddressError, match="cannot be listened at"):
        listening_socket(host, 0)
