"""What clients are answered about texts: vectors in both formats, and each failure with its status in one shape."""

import base64
import json
import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest
from starlette.requests import Request

from ipclip_app.model.backbone import Backbone
from ipclip_app.service.app import EMBEDDINGS, HEALTH, METRICS, _require_own_host
from ipclip_app.service.limits import Limits
from ipclip_app.service.refusal import RefusalError
from ipclip_app.service.service import Model

Offer = Any
MakeOffer = Callable[..., Offer]


def vectors(answer: Any) -> np.ndarray:
    """The vectors of an answer in either format."""
    assert answer.status_code == 200, answer.text
    rows = [entry["embedding"] for entry in answer.json()["data"]]
    if isinstance(rows[0], str):
        return np.stack([np.frombuffer(base64.b64decode(row), "<f4") for row in rows])
    return np.array(rows)


def refused(answer: Any, status: int, param: str | None = "input") -> dict[str, Any]:
    """The error of an answer that has this status and the shape of every refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    (error,) = answer.json().values()
    assert error.keys() == {"message", "type", "param", "code"}
    assert error["param"] == param
    return error


def test_a_text_is_answered_with_the_models_own_vector(offer: MakeOffer, tiny_vit: Backbone):
    answer = offer().ask({"input": "a dog", "model": "anything"})

    np.testing.assert_allclose(vectors(answer), tiny_vit.encode_text(["a dog"]), atol=1e-6)
    content = answer.json()
    assert content["object"] == "list"
    assert content["model"] == "tiny"
    assert content["usage"] == {"prompt_tokens": 4, "total_tokens": 4}
    assert content["data"][0]["object"] == "embedding"
    assert content["data"][0]["index"] == 0


def test_base64_holds_the_same_numbers(offer: MakeOffer):
    offered = offer()
    question = {"input": ["a dog", "an owl"], "model": "m"}

    numbers = vectors(offered.ask(question | {"encoding_format": "float"}))

    assert (vectors(offered.ask(question | {"encoding_format": "base64"})) == numbers).all()


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"{", None),
        (b"[]", None),
        (b'{"input": "a", "input": "b"}', None),
        (b"\xff", None),
        (b"[" * 40_000, None),
        (b'{"model": "m"}', "input"),
        (b'{"input": [], "model": "m"}', "input"),
        (b'{"input": "", "model": "m"}', "input[0]"),
        (b'{"input": 3, "model": "m"}', "input"),
        (b'{"input": ["a", null], "model": "m"}', "input[1]"),
        (b'{"input": [1, 2, 3], "model": "m"}', "input[0]"),
        (b'{"input": [[1, 2], [3]], "model": "m"}', "input[0]"),
        (b'{"input": "\\ud800", "model": "m"}', "input[0]"),
        (b'{"input": "a", "model": 3}', "model"),
        (b'{"input": "a", "user": ["me"]}', "user"),
        (b'{"input": "a", "encoding_format": "int8"}', "encoding_format"),
        (b'{"input": "a", "encoding_format": ["float"]}', "encoding_format"),
        (b'{"input": "a", "dimensions": 8}', "dimensions"),
        (b'{"input": "a", "dimensions": "24"}', "dimensions"),
        (b'{"input": "a", "dimensions": true}', "dimensions"),
        (b'{"input": "a", "fun": 1}', None),
        (b'{"input": {"picture": "a"}}', "input[0]"),
        (b'{"input": {"image": 1}}', "input[0]"),
        (b'{"input": {"image": ""}}', "input[0]"),
        (b'{"input": {"image": "%%%"}}', "input[0]"),
        (b'{"input": {"image": "https://host/a.png"}}', "input[0]"),
        (b'{"input": {"image": "AAAA"}}', "input[0]"),
        (b'{"input": ["a", "data:image/png,xyz"]}', "input[1]"),
    ],
)
def test_what_makes_no_sense_is_told_where(offer: MakeOffer, body: bytes, param: str | None):
    client = offer().client()

    answer = client.post(EMBEDDINGS, content=body, headers={"Content-Type": "application/json"})

    refused(answer, 400, param)


def test_dimensions_of_the_model_may_be_asked_for(offer: MakeOffer):
    assert vectors(offer().ask({"input": "a", "dimensions": 24, "user": "me"})).shape == (1, 24)


def test_too_much_of_anything_is_refused(offer: MakeOffer):
    offered = offer(limits=Limits(items=2, body=3000, letters=10, all_letters=15))

    refused(offered.ask({"input": ["a", "b", "c"]}), 413)
    refused(offered.ask({"input": "a" * 11}), 413, "input[0]")
    refused(offered.ask({"input": ["a" * 8, "b" * 8]}), 413)
    refused(offered.ask({"input": {"image": "A" * 3000}}), 413, None)


def test_a_body_of_unknown_length_is_counted(offer: MakeOffer):
    client = offer(limits=Limits(body=1000)).client()

    answer = client.post(
        EMBEDDINGS, content=iter([b" " * 600, b" " * 600]), headers={"Content-Type": "application/json"}
    )

    refused(answer, 413, None)


def test_a_body_of_very_many_values_is_refused(offer: MakeOffer):
    answer = offer().ask({"input": [[]] * 60_000})

    refused(answer, 413, None)


def test_nobody_is_answered_without_a_valid_key(offer: MakeOffer):
    offered = offer(("acme",))
    client = offered.client()
    wrong = [{}, {"Authorization": "Bearer no"}, {"Authorization": f"Basic {offered.keys['acme']}"}]
    wrong += [{"Authorization": "Bearer "}, {"Authorization": f"Bearer {offered.keys['acme']}x"}]

    for headers in wrong:
        answer = client.post(EMBEDDINGS, json={"input": "a"}, headers=headers)
        refused(answer, 401, None)
        assert answer.headers["www-authenticate"] == "Bearer"
    assert offered.ask({"input": "a"}, "acme").status_code == 200


def test_other_addresses_methods_and_types_are_refused_in_the_same_shape(offer: MakeOffer):
    client = offer().client()

    refused(client.get("/"), 404, None)
    refused(client.get("/docs"), 404, None)
    refused(client.get(f"{EMBEDDINGS}/"), 404, None)
    refused(client.get(EMBEDDINGS), 405, None)
    refused(client.post(EMBEDDINGS, content=b"{}", headers={"Content-Type": "text/plain"}), 415, None)
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    refused(client.post(EMBEDDINGS, content=b"{}", headers=packed), 415, None)


def test_without_keys_no_other_name_of_this_machine_is_answered(offer: MakeOffer):
    client = offer().client()
    names = {"evil.example": 403, "127.0.0.1:80": 200, "localhost": 200, "[::1]:8000": 200}

    for path in (HEALTH, METRICS):
        assert {name: client.get(path, headers={"Host": name}).status_code for name in names} == names
    found = {name: client.post(EMBEDDINGS, json={"input": "a"}, headers={"Host": name}).status_code for name in names}
    assert found == names


def test_with_keys_metrics_alone_call_for_a_name_of_this_machine(offer: MakeOffer):
    offered = offer(("acme",))
    client, public = offered.client("acme"), {"Host": "embeddings.example"}

    metrics = client.get(METRICS, headers=public)

    assert refused(metrics, 403, None)["code"] == "foreign_host"
    assert client.get(METRICS).status_code == 200
    assert client.get(HEALTH, headers=public).status_code == 200
    assert client.post(EMBEDDINGS, json={"input": "a"}, headers=public).status_code == 200


def test_nothing_is_answered_before_the_model_is_loaded(offer: MakeOffer, tiny_vit: Backbone):
    may_load = threading.Event()

    def load() -> Model:
        assert may_load.wait(30)
        return Model("tiny", tiny_vit)

    offered = offer(load=load)
    answer = offered.ask({"input": "a"})
    health = offered.client().get(HEALTH)
    may_load.set()

    refused(answer, 503, None)
    assert answer.headers["retry-after"] == "1"
    assert (health.status_code, health.json()["status"]) == (503, "loading")


def test_health_tells_the_model_and_nothing_of_the_watermark(offer: MakeOffer):
    answer = offer(("acme",)).client().get(HEALTH)

    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "model": "tiny", "dimension": 24}


def test_a_stopping_service_takes_nothing_new(offer: MakeOffer):
    offered = offer()
    offered.service.refuse_new()

    refused(offered.ask({"input": "a"}), 503, None)
    assert offered.client().get(HEALTH).json()["status"] == "stopping"


def test_metrics_count_requests_items_and_seconds(offer: MakeOffer):
    offered = offer(("acme",))
    offered.ask({"input": ["a", "b"]}, "acme")
    offered.ask({"input": ["a", "b"]})

    text = offered.client().get(METRICS).text

    for line in ('requests_total{status="200"} 1', 'requests_total{status="401"} 1', 'items_total{kind="text"} 2'):
        assert f"ipclip_{line}\n" in text
    for line in ("batches_total 1", "queue_items 0", 'request_seconds_bucket{le="+Inf"} 2', "request_seconds_count 2"):
        assert f"ipclip_{line}\n" in text
    assert "acme" not in text


def test_metrics_stay_on_this_machine(offer: MakeOffer):
    client = offer().client()

    refused(client.get(METRICS, headers={"X-Forwarded-For": "1.2.3.4"}), 403, None)


def test_log_tells_who_asked_and_nothing_of_what(offer: MakeOffer):
    offered = offer(("Käse & Söhne",))
    words = "a tortoise in a garden"
    offered.ask({"input": [words, words]}, "Käse & Söhne")
    offered.ask({"input": [words]})
    offered.client().get(HEALTH)

    first, second = offered.lines()

    assert ' licensee="K\\u00e4se & S\\u00f6hne" texts=2 images=0 status=200 ms=' in first
    assert " licensee=- texts=0 images=0 status=401 ms=" in second
    assert second.endswith("refused=invalid_api_key")
    assert "tortoise" not in first + second


def test_a_defect_is_told_to_the_owner_and_not_to_the_client(offer: MakeOffer, monkeypatch: pytest.MonkeyPatch):
    offered = offer()

    def fail(*_: object) -> None:
        raise ValueError("a tortoise")

    monkeypatch.setattr("ipclip_app.service.batch_encoder.trimmed_text_features", fail)
    answer = offered.ask({"input": "a tortoise"})
    monkeypatch.undo()

    error = refused(answer, 500, None)
    assert "tortoise" not in json.dumps(error)
    assert offered.ask({"input": "a"}).status_code == 200
    lines = offered.lines()
    assert "ValueError" in lines[0]
    assert "tortoise" not in "".join(lines)


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("localhost", True), ("localhost:8000", True), ("127.0.0.1:80", True), ("[::1]:8000", True),
        ("evil.com", False), ("evil.com:99999", False), ("evil.com:", False), ("x{y.evil.com", False), ("[", False),
        ("", False), ("10.0.0.1", False), ("127.0.0.1.evil.com", False),
    ],
)  # fmt: skip
def test_only_a_name_of_this_machine_is_its_name(host: str, is_here: bool):
    request = Request({"type": "http", "headers": [(b"host", host.encode())]})

    with nullcontext() if is_here else pytest.raises(RefusalError):
        _require_own_host(request)
