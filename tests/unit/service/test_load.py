"""Clients of the benchmark ask, time and count as told."""

from collections.abc import Callable
from typing import Any

from ipclip_app.service.load import Load, LoadTest

MakeOffer = Callable[..., Any]
Run = Callable[[Any], Any]


def test_percentiles_are_those_of_the_sorted_seconds():
    load = Load(1, 10.0, tuple(number / 1000 for number in range(100)), 2)

    found = load.to_json()

    assert (found["p50_ms"], found["p99_ms"]) == (50.0, 99.0)
    assert (found["requests_per_second"], found["errors"]) == (10.0, 2)


def test_without_an_answer_there_is_no_percentile():
    assert Load(1, 1.0, (), 3).to_json()["p50_ms"] is None


def test_every_client_is_answered(offer: MakeOffer, running: Run):
    server = running(offer(("acme",)))

    load = LoadTest(server.port, server.offer.keys["acme"], ["a dog", "an owl"]).run(4, 0.1)

    assert load.errors == 0
    assert len(load.latencies) >= 4
    assert list(load.latencies) == sorted(load.latencies)


def test_refusals_and_a_missing_service_are_errors(offer: MakeOffer, running: Run):
    server = running(offer(("acme",)))
    load = LoadTest(server.port, "wrong", ["a"]).run(1, 0.05)
    assert load.errors >= 1
    assert load.latencies == ()
    server.end()

    assert LoadTest(server.port, "wrong", ["a"]).run(1, 0.05).errors >= 1


def test_clients_stop_when_they_are_told(offer: MakeOffer, running: Run):
    server = running(offer(("acme",)))

    load = LoadTest(server.port, server.offer.keys["acme"], ["a"]).run(2, 1000, lambda: True)

    assert (load.latencies, load.errors) == ((), 0)
