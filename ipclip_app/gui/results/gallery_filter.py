"""Which test images the gallery shows, and in what order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import Prediction

Outcome = Literal["any", "right", "wrong", "lost", "won"]
"""`lost`: zero-shot CLIP is right and the protected model wrong; `won`: the reverse."""
Order = Literal["folders", "lowest", "highest"]


@dataclass(frozen=True)
class GalleryFilter:
    """What is shown.

    Attributes:
        domain: Only this one; None for all.
        outcome: How the protected model answers; an image without a known class matches only `any`.
        verdict: Only this one; None for all.
        order: As in the folders, or by score, lowest or highest first.
    """

    domain: str | None = None
    outcome: Outcome = "any"
    verdict: str | None = None
    order: Order = "folders"

    def arranged(self, predictions: "Sequence[Prediction]") -> "list[Prediction]":
        """Those that match, in order."""
        matching = [item for item in predictions if self._matches(item)]
        if self.order == "folders":
            return matching
        return sorted(matching, key=_score, reverse=self.order == "highest")

    def _matches(self, item: "Prediction") -> bool:
        of_domain = self.domain is None or item.domain == self.domain
        return of_domain and (self.verdict is None or item.verdict == self.verdict) and self._answers(item)

    def _answers(self, item: "Prediction") -> bool:
        if self.outcome == "any":
            return True
        if item.label is None:
            return False
        protected, zero_shot = item.protected == item.label, item.zero_shot == item.label
        return {
            "right": protected,
            "wrong": not protected,
            "lost": zero_shot and not protected,
            "won": protected and not zero_shot,
        }[self.outcome]


def _score(item: "Prediction") -> float:
    return item.score
