"""How many threads torch computes with while a job runs."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from ipclip_app.errors import UsageError


def require_threads(count: int | None) -> None:
    """Check a number of threads; None leaves it to torch.

    Raises:
        UsageError: Fewer than one.
    """
    if count is not None and count < 1:
        raise UsageError(f"The benchmark cannot run on {count} threads; give --threads 1 or more.")


@contextmanager
def on_threads(count: int | None) -> Iterator[None]:
    """Let torch compute with so many threads, then with as many as before; None changes nothing."""
    before = torch.get_num_threads()
    torch.set_num_threads(count or before)
    try:
        yield
    finally:
        torch.set_num_threads(before)
