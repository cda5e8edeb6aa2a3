"""What a watermark costs the owner: utility before and after, and how hard its matrices are to invert."""

from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import Any, Final

import numpy as np

from ipclip_app.jobs.watermark_world import World
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.attacks.utility import Utility, utility
from ipclip_app.watermark.matrices import condition_number
from ipclip_app.watermark.rows import Rows
from ipclip_app.watermark.secret import WatermarkSecret

MOST_USERS: Final = 100
"""So many licensees are looked at, at most."""
FIGURES: Final = ("zero_shot", "image_to_text", "text_to_image")


@dataclass(frozen=True)
class Cost:
    """Figures of one secret.

    Attributes:
        method: How its matrices are made.
        before: Utility without a watermark.
        after: Utility for each licensee.
        conditions: Condition number of each matrix.
    """

    method: str
    before: Utility
    after: tuple[Utility, ...]
    conditions: tuple[float, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values; changes in points, over the licensees."""
        changes = {name: [getattr(each, name) - getattr(self.before, name) for each in self.after] for name in FIGURES}
        return {
            "method": self.method,
            "users": len(self.after),
            "before": self.before.to_json(),
            "after": {name: fmean(getattr(each, name) for each in self.after) for name in FIGURES},
            "mean_change": {name: fmean(values) for name, values in changes.items()},
            "largest_change": {name: max(values, key=abs) for name, values in changes.items()},
            "condition": {"smallest": min(self.conditions), "largest": max(self.conditions)},
        }


def cost_of(world: World, secret: WatermarkSecret) -> Cost:
    """Measure it on all images and captions."""
    tested = world.tested()
    matrices = secret.matrices[:MOST_USERS].astype(np.float64)
    after = tuple(utility(tested, partial(_marked, matrix)) for matrix in matrices)
    return Cost(secret.method, utility(tested), after, tuple(condition_number(matrix) for matrix in matrices))


def _marked(matrix: Rows, rows: Rows) -> Rows:
    return np.asarray(apply_watermark(rows, matrix), dtype=np.float64)
