import time
from collections.abc import Iterator

import pytest

from ipclip_app.bench.trials import Trials, measured_memory


@pytest.fixture(autouse=True)
def measuring() -> Iterator[None]:
    with measured_memory():
        yield


def crash(data: bytes) -> str | None:
    raise KeyError(data)


def test_refusals_are_counted_by_reason():
    trials = Trials()
    for data in (b"a", b"b", b"a"):
        trials.run(lambda case: case.decode(), data, genuine=False)
    assert (trials.cases, trials.refusals, trials.accepted, trials.passed) == (3, {"a": 2, "b": 1}, 0, True)


def test_genuine_case_may_be_accepted():
    trials = Trials()
    trials.run(lambda _: None, b"", genuine=True)
    assert (trials.accepted, trials.wrongly_accepted, trials.passed) == (1, 0, True)


def test_altered_case_that_is_accepted_fails():
    trials = Trials()
    trials.run(lambda _: None, b"", genuine=False)
    assert (trials.wrongly_accepted, trials.passed) == (1, False)


def test_crash_fails_and_shows_its_case():
    trials = Trials()
    for _ in range(12):
        trials.run(crash, b"\x01\xff", genuine=True)
    assert (trials.crashes, trials.accepted, trials.passed) == (12, 0, False)
    assert trials.crash_examples == [{"error": repr(KeyError(b"\x01\xff")), "data": "01ff"}] * 10


def test_memory_that_a_case_takes_is_seen_although_it_is_given_back():
    trials = Trials()
    trials.run(lambda _: str(len(bytes(1 << 20))), b"", genuine=False)
    assert trials.largest_allocation >= 1 << 20
    assert trials.to_json()["largest_allocation"] == trials.largest_allocation


def test_waiting_for_a_busy_machine_is_no_hang_and_computing_is():
    trials = Trials()
    trials.run(lambda _: time.sleep(0.3), b"", genuine=True)
    assert trials.longest_seconds < 0.2
    trials.run(lambda _: compute_for(0.3), b"", genuine=True)
    assert trials.longest_seconds >= 0.3


def compute_for(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
