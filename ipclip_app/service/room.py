"""Counts what is taken of something bounded: requests, bytes of bodies, places in the queue."""

from collections.abc import Iterator
from contextlib import contextmanager


class Room:
    """So much of something; for one thread.

    Attributes:
        taken: How much of it is in use.
    """

    def __init__(self, size: int) -> None:
        """Begin with all of it free."""
        self._size = size
        self.taken = 0

    def take(self, amount: int) -> bool:
        """Take so much, if there is room."""
        if self.taken + amount > self._size:
            return False
        self.taken += amount
        return True

    def give_back(self, amount: int) -> None:
        """Free what was taken."""
        self.taken -= amount

    @contextmanager
    def held(self, amount: int, otherwise: Exception) -> Iterator[None]:
        """Hold so much as long as the context lasts.

        Raises:
            Exception: `otherwise`, if there is no room.
        """
        if not self.take(amount):
            raise otherwise
        try:
            yield
        finally:
            self.give_back(amount)
