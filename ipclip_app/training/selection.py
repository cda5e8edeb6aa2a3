"""Chooses the epoch on validation data: how good the trade between both domains is, and how sure that is."""

import math
from dataclasses import dataclass

from ipclip_app.config import WHOLE


@dataclass(frozen=True)
class Score:
    """What an epoch is chosen by, and its standard error for want of more validation images; None takes it as exact."""

    value: float
    error: float | None = None


@dataclass(frozen=True)
class BestEpoch:
    """The epoch chosen so far; epochs count from 1, 0 means the untrained module.

    Attributes:
        epoch: The chosen epoch.
        score: Its score.
        highest: The highest score of any epoch.
        margin: Standard error of the highest score; 0 where scores are exact.
    """

    epoch: int = 0
    score: float = -math.inf
    highest: float = -math.inf
    margin: float = 0.0

    def after(self, epoch: int, score: Score) -> "BestEpoch":
        """The choice once a further epoch is known: the latest one within one standard error of the highest score.

        Training ends with small steps, so among epochs that validation cannot tell apart the latest is the most
        settled; the single highest of many would be the luckiest. Exact scores leave a tie with the earlier epoch.
        """
        if score.value > self.highest:
            return BestEpoch(epoch, score.value, score.value, score.error or 0.0)
        if score.error is not None and score.value >= self.highest - self.margin:
            return BestEpoch(epoch, score.value, self.highest, self.margin)
        return self


@dataclass(frozen=True)
class ZeroShotLevel:
    """Zero-shot accuracies on validation data in percent, from which gain and loss are counted."""

    authorized: float
    unauthorized: float

    def protection(self, authorized: float, unauthorized: float) -> float:
        """W_ua on validation data with zero-shot CLIP in place of the unprotected module.

        A * ((U_0 - U) - (A_0 - A)) / 100; IP-CLIP (arXiv 2503.02393), section 4.1.
        """
        drop = (self.unauthorized - unauthorized) - (self.authorized - authorized)
        return authorized * drop / WHOLE

    def error(self, authorized: float, unauthorized: float, images: tuple[int, int]) -> float:
        """Standard error of `protection` with so many authorized and unauthorized images, by the delta method."""
        drop = (self.unauthorized - unauthorized) - (self.authorized - authorized)
        by_authorized = (drop + authorized) / WHOLE * _accuracy_error(authorized, images[0])
        by_unauthorized = authorized / WHOLE * _accuracy_error(unauthorized, images[1])
        return math.hypot(by_authorized, by_unauthorized)


def _accuracy_error(accuracy: float, images: int) -> float:
    """Standard error of an accuracy in percent, from the binomial distribution."""
    return math.sqrt(accuracy * (WHOLE - accuracy) / images)
