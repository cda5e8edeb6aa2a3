"""An endpoint is asked in batches within a budget, and whatever else it answers than embeddings is refused."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipclip_app.errors import QueryBudgetError, SuspectError, UsageError
from ipclip_app.suspects.endpoint import Endpoint
from ipclip_app.suspects.patience import TryAgain
from ipclip_app.suspects.patient_post import ATTEMPTS
from ipclip_app.watermark.asking.http_suspect import HttpSuspect, RequestShape
from ipclip_app.watermark.asking.questions import Question, digest_of
from ipclip_app.watermark.asking.suspect import Embeddings

PICTURES = [Image.new("RGB", (4, 3), colour) for colour in ("red", "blue")]


def _questions(*items: Image.Image | str) -> list[Question]:
    return [Question(row, item, digest_of(item)) for row, item in enumerate(items)]


@pytest.fixture
def spent() -> list[int]:
    """What each request asked for."""
    return []


@pytest.fixture
def ask(embedding_service: Any, spent: list[int]) -> Iterator[Callable[..., Embeddings]]:
    """`ask(*items, shape=RequestShape(), headers={})`: ask about pictures or texts."""
    made: list[HttpSuspect] = []

    def once(
        *items: Image.Image | str, shape: RequestShape | None = None, headers: dict[str, str] | None = None
    ) -> Embeddings:
        if not made:
            endpoint = Endpoint(embedding_service.url, headers or {}, 5)
            made.append(HttpSuspect(endpoint, shape or RequestShape(), spent.append))
        return made[0].embeddings(_questions(*(items or ("one", "two"))))

    yield once
    for suspect in made:
        suspect.close()


@pytest.mark.parametrize("encoding", ["base64", "float"])
def test_texts_and_pictures_arrive_and_come_back_in_order(
    ask: Callable[..., Embeddings], embedding_service: Any, encoding: str
):
    embedding_service.embed = lambda inputs: [
        [len(each), 1 / 3] if isinstance(each, str) else [each.getpixel((0, 0))[0], each.width] for each in inputs
    ]
    shape = RequestShape("mine", encoding)
    assert ask("a", "four", shape=shape, headers={"X-Key": "open sesame"}).tolist() == [
        [1, np.float32(1 / 3)],
        [4, np.float32(1 / 3)],
    ]
    assert ask(*PICTURES, shape=shape).tolist() == [[255, 4], [0, 4]]
    first = embedding_service.documents[0]
    assert (first["model"], first["encoding_format"], first["input"]) == ("mine", encoding, ["a", "four"])
    assert embedding_service.requests[0]["x-key"] == "open sesame"
    assert embedding_service.requests[0]["content-type"] == "application/json"


def test_answers_in_another_order_are_put_right(ask: Callable[..., Embeddings], embedding_service: Any):
    embedding_service.embed = lambda _inputs: [[1.0], [2.0]]
    embedding_service.change = lambda document: {"data": document["data"][::-1]}
    assert ask().tolist() == [[1], [2]]


@pytest.mark.parametrize("fault", [500, 502, 429, 408, "cut"])
def test_passing_failures_ask_for_patience_and_cost_as_much(
    ask: Callable[..., Embeddings], embedding_service: Any, spent: list[int], fault: Any
):
    embedding_service.faults = [fault]
    with pytest.raises(TryAgain) as caught:
        ask()
    assert caught.value.seconds == 1
    assert ask().shape == (2, 2)
    assert spent == [2, 2]


def test_wanted_patience_is_granted_and_too_much_is_left_to_the_owner(
    ask: Callable[..., Embeddings], embedding_service: Any
):
    embedding_service.faults, embedding_service.headers = [429, 429], {"Retry-After": "7"}
    with pytest.raises(TryAgain) as caught:
        ask()
    assert caught.value.seconds == 7
    embedding_service.headers = {"Retry-After": "3600"}
    with pytest.raises(SuspectError, match="3600 s of patience; the same command goes on later"):
        ask()


def test_failures_that_do_not_pass_end(ask: Callable[..., Embeddings], embedding_service: Any):
    embedding_service.faults = [503] * ATTEMPTS
    for _ in range(ATTEMPTS - 1):
        with pytest.raises(TryAgain):
            ask()
    with pytest.raises(SuspectError, match="status 503, 5 times one after the other"):
        ask()


def test_spent_budget_sends_nothing(embedding_service: Any):
    def refuse(_count: int) -> None:
        raise QueryBudgetError("there", 5, "queries")

    suspect = HttpSuspect(Endpoint(embedding_service.url), RequestShape(), refuse)
    with pytest.raises(QueryBudgetError, match=r"all 5 queries are spent.*--max-queries"):
        suspect.embeddings(_questions("a"))
    suspect.close()
    assert embedding_service.requests == []


def _data(*rows: Any) -> bytes:
    return json.dumps({"data": [{"index": index, "embedding": row} for index, row in enumerate(rows)]}).encode()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html>", "is no JSON"),
        (b"\xff", "is no UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"data": [], "data": []}', "the same key twice"),
        (b"null", "no list of data"),
        (b'{"data": [1, 2]}', "no list of data"),
        (b'{"error": {"message": "no"}}', "no list of data"),
        (_data([1.0]), "1 embeddings for 2 inputs"),
        (_data([1.0], [1.0], [1.0]), "3 embeddings for 2 inputs"),
        (b'{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}', "indices that are not"),
        (b'{"data": [{"index": 0, "embedding": [1]}, {"index": 2, "embedding": [1]}]}', "indices that are not"),
        (b'{"data": [{"index": false, "embedding": [1]}, {"index": true, "embedding": [1]}]}', "indices that are not"),
        (b'{"data": [{"embedding": [1]}, {"embedding": [1]}]}', "indices that are not"),
        (_data([1.0], [float("nan")]), "not finite"),
        (_data([1.0], [1e300]), "not finite"),
        (_data([1.0], ["1"]), "no list of numbers"),
        (_data([1.0], [True]), "no list of numbers"),
        (_data([1.0], {"a": 1}), "no list of numbers"),
        (_data([1.0], None), "no list of numbers"),
        (_data([1.0], "?"), "no base64"),
        (_data([1.0], "AAAA"), "no base64"),
        (_data([1.0], "AADAfw=="), "not finite"),
        (_data([1.0], [1.0, 2.0]), "different widths"),
        (_data([], []), "embeddings of 0 numbers"),
        (_data([1.0], [0.0]), "embedding of zeros"),
        (_data([1.0], [10**31]), None),
    ],
)
def test_what_is_no_embedding_is_told_at_once(
    ask: Callable[..., Embeddings], embedding_service: Any, body: bytes, sentence: str | None
):
    embedding_service.faults = [body]
    if sentence is None:
        assert ask().shape == (2, 1)
        return
    with pytest.raises(SuspectError, match=sentence) as caught:
        ask()
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("fault", "sentence"), [(401, "IPCLIP_API_KEY"), (413, "as many inputs as --batch"), (404, "check the address")]
)
def test_refusals_name_the_remedy(ask: Callable[..., Embeddings], embedding_service: Any, fault: int, sentence: str):
    embedding_service.faults = [fault]
    with pytest.raises(SuspectError, match=sentence):
        ask()


def test_redirect_is_refused(ask: Callable[..., Embeddings], embedding_service: Any):
    embedding_service.faults, embedding_service.headers = [307], {"Location": embedding_service.url}
    with pytest.raises(SuspectError, match="redirects to another address"):
        ask()
    assert len(embedding_service.requests) == 1


@pytest.mark.parametrize(
    "change", [{"batch": 0}, {"batch": 129}, {"encoding": "hex"}, {"model": ""}], ids=lambda change: next(iter(change))
)
def test_impossible_shape_of_a_request_is_refused(change: dict[str, Any]):
    with pytest.raises(UsageError, match=f"--{next(iter(change))}"):
        RequestShape(**change)
