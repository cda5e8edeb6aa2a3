"""Attacks that cost nothing: serve embeddings as they are, or with fewer digits."""

from dataclasses import dataclass

import numpy as np

from ipclip_app.watermark.attacks.attack import Copies, Disguise
from ipclip_app.watermark.rows import Rows


@dataclass(frozen=True)
class Untouched:
    """Serves what was stolen as it is."""

    name = "none"
    together = False
    harm = "nothing is changed"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:  # noqa: ARG002 - nothing to decide
        """See `Attack`."""
        return lambda copies: copies.marked


@dataclass(frozen=True)
class HalfPrecision:
    """Rounds to 16-bit floating point numbers."""

    name = "float16"
    together = False
    harm = "digits are lost"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:  # noqa: ARG002 - nothing to decide
        """See `Attack`."""
        return lambda copies: copies.marked.astype(np.float16).astype(np.float64)


@dataclass(frozen=True)
class Rounding:
    """Rounds to integers between those of the row's largest number.

    Attributes:
        bits: Of each integer, 2 or more, one of them for the sign.
    """

    bits: int
    together = False
    harm = "digits are lost"

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"{self.bits}-bit rounding"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:  # noqa: ARG002 - nothing to decide
        """See `Attack`."""
        return self._rounded

    def _rounded(self, copies: Copies) -> Rows:
        largest = np.abs(copies.marked).max(axis=1, keepdims=True)
        steps = 2 ** (self.bits - 1) - 1
        rounded: Rows = np.round(copies.marked / largest * steps) * largest / steps
        return rounded
