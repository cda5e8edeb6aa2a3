"""How often images of one class are taken for another."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """Images of one class that were taken for another; classes by their place in the list of names."""

    true: int
    predicted: int
    count: int


@dataclass(frozen=True)
class Confusion:
    """Counts of one model on one domain.

    Attributes:
        counts: Row by true class, column by predicted class.
    """

    counts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]], classes: int) -> "Confusion":
        """Count (true, predicted) pairs of class indices below `classes`."""
        counts = [[0] * classes for _ in range(classes)]
        for true, predicted in pairs:
            counts[true][predicted] += 1
        return cls(tuple(map(tuple, counts)))

    @property
    def images(self) -> int:
        """All of them."""
        return sum(map(sum, self.counts))

    @property
    def right(self) -> int:
        """Those on the diagonal."""
        return sum(row[index] for index, row in enumerate(self.counts))

    def share(self, true: int, predicted: int) -> float:
        """Part of the images of a class that were taken for another, 0 to 1; 0 where the class has no image."""
        row = self.counts[true]
        return row[predicted] / max(1, sum(row))

    def mistakes(self, most: int) -> list[Mistake]:
        """The most frequent ones, most frequent first."""
        found = [
            Mistake(true, predicted, count)
            for true, row in enumerate(self.counts)
            for predicted, count in enumerate(row)
            if count and true != predicted
        ]
        return sorted(found, key=lambda mistake: -mistake.count)[:most]
