"""Whether p-values of suspects that know nothing of the trigger look as they should: evenly spread from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from scipy.stats import kstest

from ipclip_app.ownership.paired_test import PairedTest, as_float, binomial_tail

_SMALL: Final = 0.05


@dataclass(frozen=True)
class NullValues:
    """Tests of many innocent suspects.

    Attributes:
        tests: What was found about each.
        shares: A random number from 0 to 1 for each, see `randomized`.
    """

    tests: Sequence[PairedTest]
    shares: Sequence[float]

    def accused(self, level: float) -> int:
        """How many would be called copies."""
        return sum(test.shown(level) for test in self.tests)

    def to_json(self, level: float) -> dict[str, Any]:
        """The figures as plain JSON values."""
        exact = [as_float(test.exact_p) for test in self.tests]
        spread = [randomized(test, share) for test, share in zip(self.tests, self.shares, strict=True)]
        return {
            "models": len(self.tests),
            "accused": self.accused(level),
            "accused_without_caution": sum(value < level for value in exact),
            "smallest_p_value": min(exact),
            "smallest_cautious_p_value": min(as_float(test.exact_cautious_p) for test in self.tests),
            "share_below_0.05": sum(value < _SMALL for value in exact) / len(exact),
            "uniformity_p_value": float(kstest(spread, "uniform").pvalue),
            "too_small_p_value": float(kstest(exact, "uniform", alternative="greater").pvalue),
            "discordant_pairs": _mean([test.counts.harmed + test.counts.helped for test in self.tests]),
            "difference": _mean([test.difference for test in self.tests]),
            "accuracy_control": _mean([test.to_json()["accuracy_control"] for test in self.tests]),
        }


def randomized(test: PairedTest, share: float) -> float:
    """A p-value that is uniform where the exact one, which knows few values, is only larger than uniform.

    Args:
        test: The test.
        share: Where between the exact p-value and the next smaller one, 0 to 1.
    """
    counts = test.counts
    discordant = counts.harmed + counts.helped
    above = binomial_tail(counts.harmed + 1, discordant, 1) if counts.helped else 0
    return float(above) + share * float(test.exact_p - above)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
