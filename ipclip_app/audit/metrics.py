"""The metrics of protection (IP-CLIP, arXiv 2503.02393, section 4.1): accuracies in percent, products by 100."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import sqrt
from statistics import fmean
from typing import Final

import numpy as np
from scipy.stats import rankdata

from ipclip_app.config import WHOLE

_NORMAL_QUANTILE: Final = 1.959963984540054
"""Two-sided 95% of the normal distribution."""


@dataclass(frozen=True)
class DomainAccuracy:
    """Accuracies of one domain in percent, 0 to 100; None where there are no labels to compare with.

    Attributes:
        zero_shot: Zero-shot CLIP.
        unprotected: The same module trained with L_a alone, A^SL.
        protected: The protected module, A^IP.
    """

    zero_shot: float | None
    unprotected: float | None
    protected: float | None

    @property
    def strict_level(self) -> float | None:
        """A^0: what anybody reaches without protection, the better of zero-shot and unprotected."""
        if self.zero_shot is None or self.unprotected is None:
            return None
        return max(self.zero_shot, self.unprotected)


@dataclass(frozen=True)
class Protection:
    """How much protection costs and brings; None where labels are missing.

    Attributes:
        D_a: Loss of accuracy on the authorized domain, points.
        D_u: Loss of accuracy on the unauthorized domain, points.
        W_ua: A_a^IP * (D_u - D_a) / 100.
        W_ua_bound: The largest possible W_ua, A_a * A_u / 100 without protection.
    """

    D_a: float | None
    D_u: float | None
    W_ua: float | None
    W_ua_bound: float | None

    def to_json(self, suffix: str = "") -> dict[str, float | None]:
        """The four figures by name; `suffix` follows W_ua in the name of its bound."""
        return {
            f"D_a{suffix}": self.D_a,
            f"D_u{suffix}": self.D_u,
            f"W_ua{suffix}": self.W_ua,
            f"W_ua{suffix}_bound": self.W_ua_bound,
        }


def protection(authorized: DomainAccuracy, unauthorized: DomainAccuracy) -> Protection:
    """Measured against the unprotected module, as the paper does."""
    return _protection(authorized, unauthorized, authorized.unprotected, unauthorized.unprotected)


def strict_protection(authorized: DomainAccuracy, unauthorized: DomainAccuracy) -> Protection:
    """Measured against the better of zero-shot CLIP and the unprotected module, which cannot be made cheap."""
    return _protection(authorized, unauthorized, authorized.strict_level, unauthorized.strict_level)


def _protection(
    authorized: DomainAccuracy, unauthorized: DomainAccuracy, level_a: float | None, level_u: float | None
) -> Protection:
    loss_a = _difference(level_a, authorized.protected)
    loss_u = _difference(level_u, unauthorized.protected)
    bound = None if level_a is None or level_u is None else level_a * level_u / WHOLE
    if loss_a is None or loss_u is None or authorized.protected is None:
        return Protection(loss_a, loss_u, None, bound)
    return Protection(loss_a, loss_u, authorized.protected * (loss_u - loss_a) / WHOLE, bound)


def mean_protection(parts: Sequence[Protection]) -> Protection:
    """The mean over several unauthorized domains, at least one; what one of them lacks, the mean lacks."""
    columns = zip(*(astuple(part) for part in parts), strict=True)
    return Protection(*(None if None in column else fmean(column) for column in columns))


def ownership_gain(authorized: DomainAccuracy, unauthorized: DomainAccuracy) -> float | None:
    """O_ua = A_u^SL (A_a^IP - A_u^IP) / 100, the unauthorized images being those with the owner's trigger."""
    if unauthorized.unprotected is None or authorized.protected is None or unauthorized.protected is None:
        return None
    return unauthorized.unprotected * (authorized.protected - unauthorized.protected) / WHOLE


def authorization_gain(authorized: DomainAccuracy, unauthorized: Sequence[DomainAccuracy]) -> float | None:
    """D_ua = A_a (A_a - A_u) / 100 of the protected module, in the mean over the unauthorized domains."""
    accuracy, others = authorized.protected, [domain.protected for domain in unauthorized]
    known = [other for other in others if other is not None]
    if accuracy is None or not known or len(known) < len(others):
        return None
    return fmean(accuracy * (accuracy - other) / WHOLE for other in known)


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else before - after


def auroc(positives: np.ndarray, negatives: np.ndarray) -> float:
    """Probability that a positive scores above a negative, ties counted half; 0 to 1.

    Raises:
        ValueError: One side is empty.
    """
    if not len(positives) or not len(negatives):
        raise ValueError("AUROC needs scores of both kinds")
    ranks = rankdata(np.concatenate([positives, negatives]))
    wins = ranks[: len(positives)].sum() - len(positives) * (len(positives) + 1) / 2
    return float(wins / (len(positives) * len(negatives)))


def wilson_interval(share: float, count: int) -> tuple[float, float]:
    """The 95% interval of a share that was observed in a sample (Wilson 1927), both ends 0 to 1.

    Unlike the common one it stays meaningful where nothing or everything was observed.

    Args:
        share: What was observed, 0 to 1.
        count: Size of the sample, at least 1.
    """
    z = _NORMAL_QUANTILE
    middle = share + z * z / (2 * count)
    reach = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
