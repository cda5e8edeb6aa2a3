"""What embeddings are good for: zero-shot classification and retrieval in both directions."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipclip_app.watermark.rows import Rows, unit_rows

WHOLE = 100.0


@dataclass(frozen=True, eq=False)
class EvaluationSet:
    """Labelled images and captions.

    Attributes:
        images: Clean embeddings, (B, D).
        labels: Class of each, (B,).
        captions: Clean embeddings of all templates filled with all classes, (templates * N, D); the first N are those
            of the template by which images are classified, one for each class in order.
        caption_labels: Class of each caption.
    """

    images: Rows
    labels: NDArray[np.intp]
    captions: Rows
    caption_labels: NDArray[np.intp]

    @property
    def classes(self) -> int:
        """N."""
        return int(self.caption_labels.max()) + 1


@dataclass(frozen=True)
class Utility:
    """Shares in percent.

    Attributes:
        zero_shot: Images whose nearest class text is that of their class.
        image_to_text: Images whose nearest caption of all templates is one of their class (R@1).
        text_to_image: Captions whose nearest image is one of their class (R@1).
    """

    zero_shot: float
    image_to_text: float
    text_to_image: float

    def to_json(self) -> dict[str, float]:
        """As plain JSON values."""
        return dict(vars(self))


def utility(tested: EvaluationSet, change: Callable[[Rows], Rows] = unit_rows) -> Utility:
    """Measure what is left of embeddings after a change of them, which is done to images and captions alike."""
    images, captions = unit_rows(change(tested.images)), unit_rows(change(tested.captions))
    scores = images @ captions.T
    labels, said = tested.labels, tested.caption_labels
    return Utility(
        _share(scores[:, : tested.classes].argmax(axis=1), labels),
        _share(said[scores.argmax(axis=1)], labels),
        _share(labels[scores.argmax(axis=0)], said),
    )


def mean_utility(found: "list[Utility]") -> Utility:
    """Mean of at least one."""
    means = np.mean([(each.zero_shot, each.image_to_text, each.text_to_image) for each in found], axis=0)
    return Utility(*means.tolist())


def _share(found: NDArray[np.intp], right: NDArray[np.intp]) -> float:
    return WHOLE * float((found == right).mean())
