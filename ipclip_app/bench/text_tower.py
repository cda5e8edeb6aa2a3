"""The packed text tower against the padded one, and against what the machine could do at best."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from torch import Tensor

from ipclip_app.bench.flops import TowerShape, backward_flops, forward_flops
from ipclip_app.bench.matmul_rate import matmul_rate, tower_shapes
from ipclip_app.bench.padded_text import PaddedTextTower
from ipclip_app.bench.result import TextTowerResult
from ipclip_app.bench.timing import seconds
from ipclip_app.bench.workload import Workload, forward_backward
from ipclip_app.model.packed_text import PackedTextTower

PACKED_REPETITIONS: Final = 7
"""Packed steps a round; together they take about as long as one padded step."""


@dataclass(frozen=True)
class TextTowerRound:
    """One round.

    Attributes:
        packed: Seconds of every packed step.
        padded: Seconds of the padded step.
        matmul_rate: The machine's best rate just then, FLOP/s.
    """

    packed: Sequence[float]
    padded: float
    matmul_rate: float

    @property
    def packed_seconds(self) -> float:
        """Median seconds of a packed step."""
        return median(self.packed)

    def share(self, flops: int) -> float:
        """Rate of the fastest packed step of so many operations over the rate of the fastest product."""
        return flops / min(self.packed) / self.matmul_rate


Peaks = Sequence[int] | None


class TextTowerBench:
    """Measures round after round, so that both towers meet the machine in the same mood."""

    def __init__(self, workload: Workload) -> None:
        self._device = workload.device
        self._packed, self._padded = workload.packed(), workload.padded()
        self._context = workload.contexts(1)
        self._shape = TowerShape.of(workload.backbone.text)

    def relative_error(self) -> float:
        """Worse relative error of features and gradients, in the Frobenius norm; also warms both towers up."""
        packed = forward_backward(self._packed, self._context)
        padded = forward_backward(self._padded, self._context)
        return max(_error(actual, expected) for actual, expected in zip(packed, padded, strict=True))

    def round(self) -> TextTowerRound:
        """Time the towers and the matrix product."""
        shapes = tower_shapes(self._shape.width, self._shape.hidden)
        return TextTowerRound(
            [self._seconds(self._packed) for _ in range(PACKED_REPETITIONS)],
            self._seconds(self._padded),
            matmul_rate(shapes, self._device),
        )

    def result(
        self, error: float, rounds: Sequence[TextTowerRound], packed_peaks: Peaks, padded_peaks: Peaks
    ) -> TextTowerResult:
        """Put the medians of the rounds together."""
        layout = self._packed.layout
        flops = forward_flops(self._shape, layout) + backward_flops(self._shape, layout)
        return TextTowerResult(
            speedup=median(each.padded / each.packed_seconds for each in rounds),
            memory_ratio=_memory_ratio(packed_peaks, padded_peaks),
            relative_error=error,
            share_of_matmul_peak=median(each.share(flops) for each in rounds),
            classes=len(layout.lengths),
            packed_seconds=median(each.packed_seconds for each in rounds),
            padded_seconds=median(each.padded for each in rounds),
            packed_peak=median(packed_peaks) if packed_peaks else None,
            padded_peak=median(padded_peaks) if padded_peaks else None,
            matmul_rate=median(each.matmul_rate for each in rounds),
            packed_flops=flops,
        )

    def _seconds(self, tower: PackedTextTower | PaddedTextTower) -> float:
        return seconds(lambda: forward_backward(tower, self._context), self._device)


def _memory_ratio(packed: Peaks, padded: Peaks) -> float | None:
    if not packed or not padded or min(packed) <= 0:
        return None
    return median(more / less for more, less in zip(padded, packed, strict=True))


def _error(actual: Tensor, expected: Tensor) -> float:
    return float((actual - expected).norm() / expected.norm())
