"""Work is done ahead in threads, in order, within bounds, and nothing outlives its reader."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ipclip_app.jobs import read_ahead as module
from ipclip_app.jobs.read_ahead import read_ahead


def reader_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("read-ahead")]


def test_results_come_in_the_order_of_the_items():
    assert list(read_ahead(lambda item: item * 2, range(50), threads=4, ahead=7)) == list(range(0, 100, 2))


def test_no_more_items_are_taken_than_agreed():
    taken: list[int] = []
    items = (taken.append(item) or item for item in range(100))
    results = read_ahead(lambda item: item, items, threads=2, ahead=5)
    next(results)
    assert len(taken) == 6
    results.close()
    assert len(taken) == 6


def test_an_error_comes_out_at_its_turn_and_ends_the_threads():
    results = read_ahead(lambda item: 1 // item, [1, 2, 0, 3], threads=2, ahead=4)
    assert [next(results), next(results)] == [1, 0]
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert reader_threads() == []


def test_closing_waits_for_the_item_in_hand_and_drops_the_rest(monkeypatch: pytest.MonkeyPatch):
    begun: list[int] = []
    dropped = threading.Event()

    class Watched(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False):
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            dropped.set()
            super().shutdown(wait=wait)

    def work(item: int) -> int:
        begun.append(item)
        return item if item == 0 or dropped.wait(60) else -1

    monkeypatch.setattr(module, "ThreadPoolExecutor", Watched)
    results = read_ahead(work, range(10), threads=1, ahead=8)
    assert next(results) == 0
    results.close()
    assert begun in ([0], [0, 1])
    assert reader_threads() == []
