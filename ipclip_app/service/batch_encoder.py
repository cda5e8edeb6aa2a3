"""Computes what several requests wait for in one pass, and marks each vector for its licensee."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ipclip_app.jobs.encoder import Encoder
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.device import enough_memory
from ipclip_app.model.trimmed_text import Tokens, trimmed_text_features
from ipclip_app.service.work import Rows, Work
from ipclip_app.watermark.apply import apply_watermark

TEXTS_AT_ONCE = 64


class Marks(Protocol):
    """What a service needs of a watermark's secret."""

    @property
    def users(self) -> tuple[str, ...]:
        """Names of the licensees."""

    def matrix(self, user: str, /) -> NDArray[np.float32]:
        """The licensee's matrix (D, D)."""


class BatchEncoder:
    """A backbone, and a matrix for each licensee; for one thread."""

    def __init__(self, backbone: Backbone, matrices: Mapping[str, NDArray[np.float32]] | None = None) -> None:
        """Encode with `backbone`; without matrices nothing is marked."""
        self.backbone = backbone
        self._encoder = Encoder(backbone)
        self._matrices = {licensee: np.array(matrix, dtype=np.float32) for licensee, matrix in (matrices or {}).items()}
        self._is_marked = matrices is not None

    @property
    def batch(self) -> int:
        """Items that are worth being computed together."""
        return max(TEXTS_AT_ONCE, self._encoder.batch_size)

    def encode(self, works: Sequence[Work]) -> list[Rows]:
        """Unit vectors of each request, (items, D) float32 in its own order.

        Raises:
            TooLittleMemoryError: Memory ran out.
            KeyError: A licensee has no matrix although vectors are marked; they never leave unmarked.
        """
        with enough_memory("these requests", self.backbone.device):
            texts = iter(self._texts([tokens for work in works for tokens in work.texts]))
            images = iter(self._images([work.pixels for work in works if work.pixels is not None]))
            arranged = [self._arranged(work, texts, images) for work in works]
            return self._marked(works, [rows.numpy() for rows in arranged])

    def _arranged(self, work: Work, texts: Iterator[Tensor], images: Iterator[Tensor]) -> Tensor:
        own = [next(texts) for _ in work.texts]
        pictures = [next(images) for _ in range(sum(work.kinds))]
        return work.arrange(own, pictures)

    def _texts(self, texts: Sequence[Tokens]) -> Tensor:
        return trimmed_text_features(self.backbone, texts).cpu()

    def _images(self, pixels: Sequence[Tensor]) -> Tensor:
        if not pixels:
            return torch.empty(0, self.backbone.embed_dim)
        encoding = self._encoder.encode(torch.cat(list(pixels)))
        while True:
            try:
                next(encoding)
            except StopIteration as end:
                feature: Tensor = end.value.feature
                return feature

    def _marked(self, works: Sequence[Work], rows: Sequence[Rows]) -> list[Rows]:
        """One product for each licensee in the batch, however many requests are his."""
        marked: list[Rows] = list(rows)
        if not self._is_marked:
            return marked
        for licensee in {work.licensee for work in works}:
            places = [place for place, work in enumerate(works) if work.licensee == licensee]
            own = apply_watermark(np.concatenate([rows[place] for place in places]), self._matrices[licensee or ""])
            ends = np.cumsum([len(rows[place]) for place in places])[:-1]
            for place, part in zip(places, np.split(own, ends), strict=True):
                marked[place] = part
        return marked
