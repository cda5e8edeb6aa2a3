"""Attacks that turn the whole space."""

from dataclasses import dataclass

import numpy as np

from ipclip_app.watermark.attacks.attack import Copies, Disguise
from ipclip_app.watermark.attacks.noise import noisy
from ipclip_app.watermark.matrices import random_orthogonal


@dataclass(frozen=True)
class Rotation:
    """Multiplies by a random rotation, which leaves all cosines as they are.

    Attributes:
        noise: Length of noise that is added besides; see `Noise`.
    """

    noise: float = 0.0
    together = False

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"rotation and noise {self.noise:g}" if self.noise else "rotation"

    @property
    def harm(self) -> str:
        """Why it may win."""
        remains = "only cosines within the answers remain, which exact mode leaves as they are"
        noise = ", and noise drowns what trigger pairs tell" if self.noise else ""
        return f"a rotation costs nothing and looks like another licensee's matrix; {remains}{noise}"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:
        """See `Attack`."""
        turn = random_orthogonal(gathered.marked.shape[1], generator)
        return lambda copies: noisy(copies.marked @ turn, self.noise, generator)
