"""Figures of a service as Prometheus reads them; nothing in them tells of a licensee or of what was asked."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends in seconds."""
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts requests and batches; may be called from any thread."""

    def __init__(self, queue: Callable[[], int]) -> None:
        """`queue` tells how much waits for the model."""
        self._queue = queue
        self._lock = threading.Lock()
        self._statuses: Counter[int] = Counter()
        self._items: Counter[str] = Counter()
        self._batches = 0
        self._batched = 0
        self._seconds = 0.0
        self._buckets = [0] * len(BUCKETS)

    def count_request(self, status: int, seconds: float) -> None:
        """Count one request for embeddings."""
        with self._lock:
            self._statuses[status] += 1
            self._seconds += seconds
            for place, limit in enumerate(BUCKETS):
                self._buckets[place] += seconds <= limit

    def count_batch(self, requests: int, texts: int, images: int) -> None:
        """Count one batch that answered so many requests."""
        with self._lock:
            self._batches += 1
            self._batched += requests
            self._items.update(text=texts, image=images)

    def text(self) -> str:
        """All figures in Prometheus' format of text."""
        with self._lock:
            return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield from _head("requests_total", "counter", "Requests for embeddings by status.")
        for status, count in sorted(self._statuses.items()):
            yield f'ipclip_requests_total{{status="{status}"}} {count}'
        yield from _head("items_total", "counter", "Vectors computed by kind.")
        for kind in ("text", "image"):
            yield f'ipclip_items_total{{kind="{kind}"}} {self._items[kind]}'
        yield from _head("batches_total", "counter", "Passes of the model.")
        yield f"ipclip_batches_total {self._batches}"
        yield from _head("batched_requests_total", "counter", "Requests answered by them.")
        yield f"ipclip_batched_requests_total {self._batched}"
        yield from _head("queue_items", "gauge", "Texts that wait for the model; an image counts as several.")
        yield f"ipclip_queue_items {self._queue()}"
        yield from _head("request_seconds", "histogram", "From a request's headers to the end of its answer.")
        for limit, count in zip(BUCKETS, self._buckets, strict=True):
            yield f'ipclip_request_seconds_bucket{{le="{limit:g}"}} {count}'
        total = sum(self._statuses.values())
        yield f'ipclip_request_seconds_bucket{{le="+Inf"}} {total}'
        yield f"ipclip_request_seconds_sum {self._seconds:.6f}"
        yield f"ipclip_request_seconds_count {total}"


def _head(name: str, kind: str, words: str) -> tuple[str, str]:
    return f"# HELP ipclip_{name} {words}", f"# TYPE ipclip_{name} {kind}"
