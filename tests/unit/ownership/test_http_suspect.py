"""An endpoint is asked patiently, within its budget, and nothing it sends can do harm."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from ipclip_app.errors import QueryBudgetError, SuspectError
from ipclip_app.ownership.http_suspect import HttpSuspect
from ipclip_app.suspects import patient_post
from ipclip_app.suspects.endpoint import Endpoint
from ipclip_app.suspects.patience import TryAgain
from ipclip_app.suspects.patient_post import ATTEMPTS

Stand = Any  # the stand-in of the fixtures, which cannot be imported
IMAGE = Image.new("RGB", (24, 16), (200, 10, 10))


@pytest.fixture
def spent() -> list[int]:
    """An entry for each request."""
    return []


@pytest.fixture
def ask(endpoint: Stand, spent: list[int]) -> Iterator[Callable[..., list[str]]]:
    """`ask(timeout=5, headers={})`: ask once about an image."""
    made: list[HttpSuspect] = []

    def once(timeout: float = 5.0, headers: dict[str, str] | None = None) -> list[str]:
        if not made:
            made.append(HttpSuspect(Endpoint(endpoint.url, headers or {}, timeout), lambda: spent.append(1)))
        return made[0].answers([IMAGE])

    yield once
    for suspect in made:
        suspect.close()


def test_endpoint_gets_a_png_and_answers(ask: Callable[..., list[str]], endpoint: Stand):
    endpoint.answer = lambda image: {"scores": {"dog": 0.9, "cat": 0.1}} if image.width == 24 else "cat"
    assert ask(headers={"X-Key": "open sesame"}) == ["dog"]
    (request,) = endpoint.requests
    assert (request["content-type"], request["x-key"]) == ("image/png", "open sesame")
    assert request["accept-encoding"] == "identity"
    assert endpoint.sizes == [(24, 16)]


@pytest.mark.parametrize("fault", [500, 502, 503, 429, 408, "cut"])
def test_passing_failures_ask_for_patience(
    ask: Callable[..., list[str]], endpoint: Stand, spent: list[int], fault: Any
):
    endpoint.faults = [fault]
    with pytest.raises(TryAgain) as caught:
        ask()
    assert caught.value.seconds == 1
    assert ask() == ["cat"]
    assert len(spent) == len(endpoint.requests) == 2


def test_patience_grows_and_ends(ask: Callable[..., list[str]], endpoint: Stand):
    endpoint.faults = [503] * ATTEMPTS
    waits = []
    for _ in range(ATTEMPTS - 1):
        with pytest.raises(TryAgain) as caught:
            ask()
        waits.append(caught.value.seconds)
    with pytest.raises(SuspectError, match="status 503, 5 times one after the other"):
        ask()
    assert waits == [1, 2, 4, 8]
    assert ask() == ["cat"]


@pytest.mark.parametrize("value", ["0", "3", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_patience_grows_whatever_little_is_wanted(ask: Callable[..., list[str]], endpoint: Stand, value: str):
    endpoint.faults, endpoint.headers = [503] * (ATTEMPTS - 1), {"Retry-After": value}
    waits = []
    for _ in range(ATTEMPTS - 1):
        with pytest.raises(TryAgain) as caught:
            ask()
        waits.append(caught.value.seconds)
    assert waits == ([3, 3, 4, 8] if value == "3" else [1, 2, 4, 8])


def test_answer_ends_the_count_of_failures(ask: Callable[..., list[str]], endpoint: Stand):
    endpoint.faults = [503, None] * ATTEMPTS
    for _ in range(ATTEMPTS):
        with pytest.raises(TryAgain) as caught:
            ask()
        assert caught.value.seconds == 1
        assert ask() == ["cat"]


@pytest.mark.parametrize(("value", "seconds"), [("7", 7), ("soon", 1)])
def test_wanted_patience_is_granted(ask: Callable[..., list[str]], endpoint: Stand, value: str, seconds: float):
    endpoint.faults, endpoint.headers = [429], {"Retry-After": value}
    with pytest.raises(TryAgain) as caught:
        ask()
    assert caught.value.seconds == seconds


@pytest.mark.parametrize("value", ["3600", "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_too_much_patience_is_left_to_the_owner(ask: Callable[..., list[str]], endpoint: Stand, value: str):
    endpoint.faults, endpoint.headers = [429], {"Retry-After": value}
    with pytest.raises(SuspectError, match=r"asks for .* s of patience; the same command goes on later"):
        ask()


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (b"<html>not found</html>", "its answer is no JSON"),
        (b"\xff\xfe\x00", "its answer is no JSON"),
        (b"[" * 100_000, "its answer is no JSON"),
        (b"1" * 5000, "its answer is no JSON"),
        (b'{"scores": {"dog": NaN}}', "no finite number"),
        (b"{}", "answers 0 scores"),
        (b"null", "which is no name of a class"),
        (b'"' + b"x" * (2 << 20) + b'"', "more than 1048576 bytes"),
        (401, "refuses access .status 401.; give your key by --header"),
        (403, "refuses access"),
        (404, "answers with status 404"),
        (413, "answers with status 413"),
        (204, "its answer is no JSON"),
    ],
)
def test_answers_that_nothing_mends_are_told_at_once(
    ask: Callable[..., list[str]], endpoint: Stand, fault: Any, sentence: str
):
    endpoint.faults = [fault]
    with pytest.raises(SuspectError, match=sentence) as caught:
        ask()
    assert len(str(caught.value)) < 600


def test_redirect_is_refused(ask: Callable[..., list[str]], endpoint: Stand):
    endpoint.faults, endpoint.headers = [307], {"Location": endpoint.url}
    with pytest.raises(SuspectError, match="redirects to another address"):
        ask()
    assert len(endpoint.requests) == 1


def test_compressed_answer_is_refused(ask: Callable[..., list[str]], endpoint: Stand):
    endpoint.headers = {"Content-Encoding": "gzip"}
    with pytest.raises(SuspectError, match="answers compressed"):
        ask()


def test_silence_ends_in_time(ask: Callable[..., list[str]], endpoint: Stand):
    endpoint.faults = ["slow"]
    with pytest.raises(TryAgain, match=r"no answer within 0\.05 s"):
        ask(timeout=0.05)


def test_answer_that_never_ends_ends_in_time(ask: Callable[..., list[str]], endpoint: Stand):
    endpoint.faults = ["drip"]
    with pytest.raises(TryAgain, match=r"no whole answer within 0\.1 s"):
        ask(timeout=0.1)


def test_nobody_there_asks_for_patience(spent: list[int]):
    suspect = HttpSuspect(Endpoint("http://127.0.0.1:1/x"), lambda: spent.append(1))
    with pytest.raises(TryAgain, match="cannot be reached"):
        suspect.answers([IMAGE])
    suspect.close()


def test_spent_budget_sends_nothing(endpoint: Stand):
    def refuse() -> None:
        raise QueryBudgetError("there", 5)

    suspect = HttpSuspect(Endpoint(endpoint.url), refuse)
    with pytest.raises(QueryBudgetError):
        suspect.answers([IMAGE])
    suspect.close()
    assert endpoint.requests == []


@pytest.mark.parametrize("fault", [401, 503, b"garbage", "cut", None])
def test_no_text_holds_anything_secret(
    endpoint: Stand, fault: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patient_post, "ATTEMPTS", 1)
    endpoint.faults = [fault]
    url = endpoint.url.replace("http://", "http://me:hidden-word@") + "?key=hidden-word"
    suspect = HttpSuspect(Endpoint(url, {"X-Key": "hidden-word"}), lambda: None)
    texts = [repr(suspect.description)]
    try:
        suspect.answers([IMAGE])
    except SuspectError as error:
        texts.append(str(error))
    suspect.close()
    assert suspect.description.address == endpoint.url
    assert "hidden-word" in endpoint.requests[0]["x-key"]
    assert not any("hidden-word" in text for text in texts)
