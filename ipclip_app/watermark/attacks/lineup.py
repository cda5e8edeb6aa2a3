"""Ranks many licensees by the figures of a verdict; what does not depend on a suspect is computed once."""

import numpy as np

from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.readings import PoolReader
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.secret import WatermarkSecret


class Lineup:
    """All licensees of a secret, and what each one's copy would answer to the questions."""

    def __init__(self, secret: WatermarkSecret, clean: Rows) -> None:
        """Mark the clean embeddings of the questions (B, D), those of the pool first, for every licensee."""
        units = unit_rows(clean)
        self._marked = np.stack([apply_watermark(units, each).astype(np.float32) for each in secret.matrices])
        self._pairs = 0 if secret.pool is None else len(secret.pool)
        self._reader = None if secret.pool is None else PoolReader(secret.pool, secret.matrices)

    def scores(self, suspect: Rows) -> tuple[Rows | None, Rows | None]:
        """Of the distribution test and of the trigger pairs, (users,) each; None where one cannot be had."""
        return self.by_distribution(suspect), self.by_triggers(suspect)

    def by_distribution(self, suspect: Rows) -> Rows | None:
        """Mean cosine of a suspect's embeddings with each licensee's, (users,); None for another width."""
        if suspect.shape != self._marked.shape[1:]:
            return None
        scores: Rows = np.tensordot(self._marked, unit_rows(suspect).astype(np.float32), axes=2) / len(suspect)
        return scores

    def by_triggers(self, suspect: Rows) -> Rows | None:
        """Agreement of a suspect's changes of the pool's cosines with each licensee's, (users,); None without one."""
        if self._reader is None:
            return None
        return self._reader.agreements(
            self._reader.changes(suspect[: self._pairs], suspect[self._pairs : 2 * self._pairs])
        )
