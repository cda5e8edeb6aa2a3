"""The scale that all score bars of an audit share, so that they can be compared at a glance."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ScoreScale:
    """A range of scores around both levels, which doubles when a score leaves it, so that it settles soon.

    Attributes:
        low: Below it an image is unauthorized.
        high: At or above it an image is authorized.
        half: Half of the range.
    """

    low: float
    high: float
    half: float

    @classmethod
    def of(cls, level_low: float, level_high: float) -> "ScoreScale":
        """The narrowest scale for these levels."""
        gap = level_high - level_low
        return cls(level_low, level_high, gap or abs(level_high) or 1.0)

    def holding(self, score: float) -> "ScoreScale":
        """The scale, wide enough for a score."""
        half = self.half
        while abs(score - self._middle) > half:
            half *= 2
        return self if half == self.half else ScoreScale(self.low, self.high, half)

    def place(self, score: float) -> float:
        """Where a score lies, 0 to 1."""
        return min(1.0, max(0.0, (score - self._middle) / (2 * self.half) + 0.5))

    @property
    def _middle(self) -> float:
        return (self.low + self.high) / 2
