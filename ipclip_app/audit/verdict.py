"""The calibrated verdict on one image: authorized, uncertain or unauthorized."""

from dataclasses import dataclass
from typing import Final, Literal

import torch
from torch import Tensor

from ipclip_app.audit.metrics import auroc
from ipclip_app.model.gated_projector import GatedProjector
from ipclip_app.model.projectors import Projector
from ipclip_app.model.statistics import ImageStatistics

Verdict = Literal["authorized", "uncertain", "unauthorized"]
UNAUTHORIZED_MISS_RATE: Final = 0.05
_AT_ONCE: Final = 4096
"""Images whose inputs a fence reads at once; bounds memory with wide backbones."""


@dataclass(frozen=True)
class Thresholds:
    """Levels of the authorization score, from validation images.

    Attributes:
        authorized: t_a, below which the accepted share of authorized images lies.
        unauthorized: t_u, above which 5% of unauthorized images lie.
    """

    authorized: float
    unauthorized: float

    @property
    def high(self) -> float:
        """At or above it an image is authorized."""
        return max(self.authorized, self.unauthorized)

    @property
    def low(self) -> float:
        """Below it an image is unauthorized."""
        return min(self.authorized, self.unauthorized)

    def verdict(self, score: float) -> Verdict:
        """What a score says."""
        if score >= self.high:
            return "authorized"
        return "unauthorized" if score < self.low else "uncertain"


@dataclass(frozen=True, eq=False)
class Authorizer:
    """A linear authorization score of mu, log sigma and f_v.

    Attributes:
        location: Mean of every input over the training images, (2S + D,).
        scale: Deviation of every input, (2S + D,), positive.
        weight: Weights of the standardized inputs, (2S + D,).
        bias: Offset, ().
    """

    location: Tensor
    scale: Tensor
    weight: Tensor
    bias: Tensor

    def scores(self, statistics: ImageStatistics) -> Tensor:
        """Log-odds that images are authorized, (B,), on the CPU; unbounded, higher is more authorized."""
        standardized = (authorization_inputs(statistics) - self.location) / self.scale
        return standardized @ self.weight + self.bias

    def tensors(self) -> dict[str, Tensor]:
        """The parts by name, for a file."""
        return {"location": self.location, "scale": self.scale, "weight": self.weight, "bias": self.bias}


def authorization_inputs(statistics: ImageStatistics) -> Tensor:
    """What the score reads of an image, (B, 2S + D)."""
    return torch.cat([statistics.mean, statistics.deviation.log(), statistics.feature], dim=1)


@torch.no_grad()
def authorization_scores(authorizer: Authorizer, projector: Projector, statistics: ImageStatistics) -> Tensor:
    """Log-odds that images are authorized, (B,), on the CPU: the score, and the projector's fence if it has one.

    A score that was trained against style-augmented images knows little of other domains; a fence, fitted to the
    authorized images alone, keeps out whatever is not like them.

    Args:
        authorizer: The score.
        projector: The protected projector, on whatever device.
        statistics: The images, on the CPU.
    """
    scores = authorizer.scores(statistics)
    if isinstance(projector, GatedProjector) and projector.has_fence:
        device, starts = projector.gate_bias.device, range(0, len(statistics), _AT_ONCE)
        fence = [projector.fence(statistics[start : start + _AT_ONCE].to(device)).cpu() for start in starts]
        scores = scores + torch.cat([scores[:0], *fence])
    return scores


def calibrate(authorized: Tensor, unauthorized: Tensor, false_rejection: float) -> Thresholds:
    """Take both levels from validation scores, (images,) each and neither empty.

    Args:
        authorized: Scores of authorized validation images.
        unauthorized: Scores of unauthorized validation images.
        false_rejection: Share of authorized images that may lie below t_a, 0 to 0.5.
    """
    t_a = torch.quantile(authorized.double(), false_rejection)
    t_u = torch.quantile(unauthorized.double(), 1 - UNAUTHORIZED_MISS_RATE)
    return Thresholds(float(t_a), float(t_u))


@dataclass(frozen=True)
class VerdictQuality:
    """How verdicts fare on test images, all 0 to 1.

    Attributes:
        auroc: Probability that an authorized image scores above an unauthorized one.
        false_rejection: Share of authorized images called unauthorized.
        detection: Share of unauthorized images called unauthorized.
        uncertain_authorized: Share of authorized images called uncertain.
        uncertain_unauthorized: Share of unauthorized images called uncertain.
    """

    auroc: float
    false_rejection: float
    detection: float
    uncertain_authorized: float
    uncertain_unauthorized: float


def verdict_quality(authorized: Tensor, unauthorized: Tensor, thresholds: Thresholds) -> VerdictQuality:
    """Judge the verdicts on test scores, (images,) each and neither empty."""
    verdicts_a, verdicts_u = (
        [thresholds.verdict(score) for score in scores.tolist()] for scores in (authorized, unauthorized)
    )
    return VerdictQuality(
        auroc=auroc(authorized.numpy(), unauthorized.numpy()),
        false_rejection=_share(verdicts_a, "unauthorized"),
        detection=_share(verdicts_u, "unauthorized"),
        uncertain_authorized=_share(verdicts_a, "uncertain"),
        uncertain_unauthorized=_share(verdicts_u, "uncertain"),
    )


def _share(verdicts: list[Verdict], wanted: Verdict) -> float:
    return verdicts.count(wanted) / len(verdicts)
