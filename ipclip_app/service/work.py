"""One request's share of the model's work, and its answer."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ipclip_app.model.trimmed_text import Tokens

Rows = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Work:
    """Texts and images of one request.

    Attributes:
        licensee: Whose mark the vectors carry, None for nobody's.
        texts: Its tokenized texts.
        pixels: Its images (n, 3, H, W), None where there is none.
        kinds: For each item in the order of the answer, whether it is an image.
        answer: Becomes the unit vectors (items, D); cancelled when nobody waits for them any more.
    """

    licensee: str | None
    texts: tuple[Tokens, ...]
    pixels: Tensor | None
    kinds: tuple[bool, ...]
    answer: "Future[Rows]" = field(default_factory=Future)

    @property
    def tokens(self) -> int:
        """Number of tokens of its texts."""
        return sum(map(len, self.texts))

    def arrange(self, texts: Sequence[Tensor], images: Sequence[Tensor]) -> Tensor:
        """Put text rows and image rows, (D,) each, into the order of the items: (items, D)."""
        from_texts, from_images = iter(texts), iter(images)
        return torch.stack([next(from_images if is_image else from_texts) for is_image in self.kinds])
