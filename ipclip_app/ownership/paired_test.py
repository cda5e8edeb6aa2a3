"""The exact paired test: does the owner's trigger harm a classifier more than control patterns do?

Each image is asked twice, once with the trigger and once with a control. Only the pairs of which one answer is right
and the other wrong say anything (McNemar 1947). If the trigger harms as much as the controls do, either of the two is
the wrong one with equal chance, so the number of pairs that the trigger harmed is binomial: its upper tail is the
exact one-sided p-value.

No two patterns harm equally, though, and all pairs share the one trigger: an unlucky draw shifts them all. Hence the
second, cautious p-value, against the weaker hypothesis that the trigger's odds of being the one that harms are up to
ODDS to one. Only both together accuse.
"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, Self

from scipy.optimize import brentq
from scipy.stats import beta

from ipclip_app.config import WHOLE

ODDS: Final = 2
"""Between innocent models and patterns of one family the odds vary; this bounds what an unlucky draw may do."""
_CONFIDENCE: Final = 0.95
_QUANTILE: Final = 1.959963984540054
"""Two-sided 95% of the normal distribution."""


@dataclass(frozen=True)
class PairCounts:
    """Pairs of answers by which of the two is right.

    Attributes:
        both: Both answers are right.
        harmed: Right with the control, wrong with the trigger.
        helped: Wrong with the control, right with the trigger.
        neither: Both are wrong.

    Raises:
        ValueError: A count is negative, or there is no pair.
    """

    both: int
    harmed: int
    helped: int
    neither: int

    def __post_init__(self) -> None:
        counts = (self.both, self.harmed, self.helped, self.neither)
        if min(counts) < 0 or not any(counts):
            raise ValueError(f"These are no counts of at least one pair: {counts}.")

    @classmethod
    def of(cls, control_right: Sequence[bool], trigger_right: Sequence[bool]) -> Self:
        """Count pairs, given in the same order."""
        pairs = list(zip(map(bool, control_right), map(bool, trigger_right), strict=True))
        return cls(*(pairs.count(pair) for pair in ((True, True), (True, False), (False, True), (False, False))))

    @property
    def pairs(self) -> int:
        """All of them."""
        return self.both + self.harmed + self.helped + self.neither


@dataclass(frozen=True)
class PairedTest:
    """What follows from the counts.

    Attributes:
        counts: The pairs.
    """

    counts: PairCounts

    @cached_property
    def exact_p(self) -> Fraction:
        """P-value of McNemar's exact one-sided test, to the last digit."""
        return binomial_tail(self.counts.harmed, self.counts.harmed + self.counts.helped, 1)

    @cached_property
    def exact_cautious_p(self) -> Fraction:
        """P-value against the hypothesis that the trigger's odds to harm are up to ODDS to one."""
        return binomial_tail(self.counts.harmed, self.counts.harmed + self.counts.helped, ODDS)

    @property
    def difference(self) -> float:
        """Accuracy with controls less accuracy with the trigger, points."""
        return WHOLE * (self.counts.harmed - self.counts.helped) / self.counts.pairs

    @property
    def interval(self) -> tuple[float, float]:
        """95% confidence interval of the difference, points (Tango 1998, score interval of paired proportions)."""
        counts = self.counts
        low, high = score_interval(counts.harmed, counts.helped, counts.pairs)
        return WHOLE * low, WHOLE * high

    @property
    def odds_ratio(self) -> float | None:
        """Harmed pairs for each helped one; None where no pair was helped, so that it is infinite or undefined."""
        return self.counts.harmed / self.counts.helped if self.counts.helped else None

    @property
    def odds_interval(self) -> tuple[float, float | None]:
        """95% confidence interval of the odds ratio (Clopper and Pearson 1934); None for infinity."""
        harmed, helped = self.counts.harmed, self.counts.helped
        tail = (1 - _CONFIDENCE) / 2
        low = float(beta.ppf(tail, harmed, helped + 1)) if harmed else 0.0
        high = float(beta.ppf(1 - tail, harmed + 1, helped)) if helped else 1.0
        return low / (1 - low), high / (1 - high) if high < 1 else None

    def shown(self, level: float) -> bool:
        """Whether both p-values lie below `level` and the trigger is the one that harms more."""
        bound = Fraction(level)
        return self.difference > 0 and self.exact_p < bound and self.exact_cautious_p < bound

    def to_json(self) -> dict[str, Any]:
        """Everything as plain JSON values."""
        counts, interval, odds = self.counts, self.interval, self.odds_interval
        return {
            "pairs": counts.pairs,
            "both_right": counts.both,
            "harmed": counts.harmed,
            "helped": counts.helped,
            "both_wrong": counts.neither,
            "accuracy_control": WHOLE * (counts.both + counts.harmed) / counts.pairs,
            "accuracy_trigger": WHOLE * (counts.both + counts.helped) / counts.pairs,
            "difference": self.difference,
            "difference_low": interval[0],
            "difference_high": interval[1],
            "odds_ratio": self.odds_ratio,
            "odds_ratio_low": odds[0],
            "odds_ratio_high": odds[1],
            "p_value": as_float(self.exact_p),
            "log10_p_value": log10(self.exact_p),
            "cautious_p_value": as_float(self.exact_cautious_p),
            "cautious_odds": ODDS,
        }


def binomial_tail(least: int, trials: int, odds: int) -> Fraction:
    """Chance of at least `least` successes in `trials` whose odds are `odds` to one each, exactly."""
    term, total = math.comb(trials, least) * odds**least, 0
    for successes in range(least, trials + 1):
        total += term
        term = term * (trials - successes) * odds // (successes + 1)
    return Fraction(total, (1 + odds) ** trials)


def as_float(p_value: Fraction) -> float:
    """A p-value as a number that is never rounded to 0."""
    return max(float(p_value), sys.float_info.min)


def log10(p_value: Fraction) -> float:
    """Its decimal logarithm, however small it is."""
    return math.log10(p_value.numerator) - math.log10(p_value.denominator)


def score_interval(harmed: int, helped: int, pairs: int) -> tuple[float, float]:
    """The differences of two paired proportions that a two-sided score test at 5% does not refute, -1 to 1."""
    estimate = (harmed - helped) / pairs

    def beyond(difference: float) -> float:
        return _score(harmed, helped, pairs, difference)

    low = -1.0 if estimate <= -1 else brentq(lambda value: beyond(value) - _QUANTILE, -1.0, estimate)
    high = 1.0 if estimate >= 1 else brentq(lambda value: beyond(value) + _QUANTILE, estimate, 1.0)
    return float(low), float(high)


def _score(harmed: int, helped: int, pairs: int, difference: float) -> float:
    """Tango's statistic, with the helped share at its most likely value under the difference."""
    gap = harmed - helped - pairs * difference
    linear = -harmed - helped + (2 * pairs - harmed + helped) * difference
    constant = -helped * difference * (1 - difference)
    root = math.sqrt(max(0.0, linear**2 - 8 * pairs * constant))
    helped_share = (root - linear) / (4 * pairs)
    variance = pairs * (2 * helped_share + difference * (1 - difference))
    if variance <= 0:
        return math.copysign(math.inf, gap) if gap else 0.0
    return gap / math.sqrt(variance)
