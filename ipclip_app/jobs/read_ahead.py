"""Runs a function over many items in a few threads, a bounded number of items ahead of its reader."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Final, TypeVar

THREADS: Final = min(4, max(2, os.cpu_count() or 1))
"""For reading images: more than four wait for each other, and a second one works while the first waits for the disk."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def read_ahead(
    work: Callable[[Item], Result], items: Iterable[Item], threads: int, ahead: int
) -> Generator[Result, None, None]:
    """Yield `work(item)` in the order of the items.

    Closing the iterator drops what has not begun and waits for the threads, which finish the one item each has in hand.

    Args:
        work: Called in one of the threads; what it raises comes out here, at the item's turn.
        items: The items, taken lazily.
        threads: Number of threads, at least 1.
        ahead: Items that may be begun or finished before they are asked for, at least 1; bounds the memory.
    """
    remaining = iter(items)
    pending: deque[Future[Result]] = deque()
    executor = ThreadPoolExecutor(threads, thread_name_prefix="read-ahead")
    try:
        pending.extend(executor.submit(work, item) for item in islice(remaining, ahead))
        while pending:
            result = pending.popleft().result()
            pending.extend(executor.submit(work, item) for item in islice(remaining, 1))
            yield result
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
