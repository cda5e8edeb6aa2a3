"""How the scores of an audit are spread, as a picture in SVG with both thresholds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

BINS: Final = 48
_WIDTH: Final = 720
_HEIGHT: Final = 150
_TOP: Final = 18
_BOTTOM: Final = 36
_LABEL: Final = 64
"""Room for a number under the axis, in units of the picture."""
_MARGIN: Final = 0.04


@dataclass(frozen=True)
class Histogram:
    """Scores counted in bins of equal width.

    Attributes:
        low: Where the first bin begins.
        high: Where the last bin ends; above `low`.
        counts: Scores in each of the BINS bins.
    """

    low: float
    high: float
    counts: tuple[int, ...]

    @classmethod
    def of(cls, scores: Iterable[float], thresholds: tuple[float, float]) -> "Histogram":
        """Count finite scores; scores and thresholds all lie well inside.

        Args:
            scores: Any number; they are kept for the time of the call.
            thresholds: The lower and the upper level.
        """
        found = list(scores)
        first, last = min(*thresholds, *found), max(*thresholds, *found)
        margin = _MARGIN * (last - first) or 1.0
        low, high = first - margin, last + margin
        counts = [0] * BINS
        for score in found:
            counts[min(BINS - 1, int((score - low) / (high - low) * BINS))] += 1
        return cls(low, high, tuple(counts))


def histogram_svg(histogram: Histogram, thresholds: tuple[float, float]) -> str:
    """The picture, whose text is numbers alone.

    Args:
        histogram: The counted scores.
        thresholds: The lower and the upper level.
    """
    lower, upper = (_place(histogram, level) for level in thresholds)
    floor = _TOP + _HEIGHT
    tallest = max(1, *histogram.counts)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {floor + _BOTTOM}" role="img" aria-labelledby="spread">',
        f'<title id="spread">{_description(histogram, thresholds)}</title>',
        *_zones(lower, upper),
        *_bars(histogram, tallest, floor),
        f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{floor}" y2="{floor}"/>',
        *(f'<line class="level" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{floor}"/>' for x in (lower, upper)),
        *_labels(lower, upper, thresholds, floor),
        f'<text class="end" x="0" y="12">{tallest}</text>',
        f'<text class="end" x="0" y="{floor + 30}">{histogram.low:.1f}</text>',
        f'<text class="end" x="{_WIDTH}" y="{floor + 30}" text-anchor="end">{histogram.high:.1f}</text>',
        "</svg>",
    ]
    return "\n".join(parts)


def _zones(lower: float, upper: float) -> list[str]:
    """Areas by verdict, with its name where there is room."""
    zones = (("unauthorized", 0.0, lower), ("uncertain", lower, upper), ("authorized", upper, float(_WIDTH)))
    areas = [
        f'<rect class="zone {name}" x="{start:.1f}" y="{_TOP}" width="{end - start:.1f}" height="{_HEIGHT}"/>'
        for name, start, end in zones
    ]
    names = [
        f'<text class="name {name}" x="{(start + end) / 2:.1f}" y="12" text-anchor="middle">{name}</text>'
        for name, start, end in zones
        if end - start > 2 * _LABEL
    ]
    return areas + names


def _bars(histogram: Histogram, tallest: int, floor: int) -> list[str]:
    step = _WIDTH / BINS
    return [
        f'<rect class="bar" x="{index * step + 0.5:.1f}" y="{floor - height:.1f}" width="{step - 1:.1f}"'
        f' height="{height:.1f}"/>'
        for index, height in enumerate(
            max(2.0, count / tallest * _HEIGHT) if count else 0.0 for count in histogram.counts
        )
        if height
    ]


def _labels(lower: float, upper: float, thresholds: tuple[float, float], floor: int) -> list[str]:
    """The levels under their lines, moved apart where they would touch and inward where they would be cut."""
    middle = (lower + upper) / 2
    gap = max(upper - lower, _LABEL) / 2
    places = middle - gap, middle + gap
    inside = (min(max(place, _LABEL / 2), _WIDTH - _LABEL / 2) for place in places)
    return [
        f'<text x="{x:.1f}" y="{floor + 15}" text-anchor="middle">{level:.2f}</text>'
        for x, level in zip(inside, thresholds, strict=True)
    ]


def _place(histogram: Histogram, score: float) -> float:
    return (score - histogram.low) / (histogram.high - histogram.low) * _WIDTH


def _description(histogram: Histogram, thresholds: tuple[float, float]) -> str:
    return (
        f"{sum(histogram.counts)} scores between {histogram.low:.2f} and {histogram.high:.2f}; "
        f"thresholds at {thresholds[0]:.2f} and {thresholds[1]:.2f}."
    )
