"""Makes a matrix for each of many licensees, every one from a stream of random numbers of its own."""

import hashlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ipclip_app.progress import Job, Report
from ipclip_app.watermark.closed_form import PairMoments, closed_form
from ipclip_app.watermark.learned import learn_matrix
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.pair_pool import draw_halves
from ipclip_app.watermark.rows import Rows
from ipclip_app.watermark.secret import Method

PHASE: Final = "matrices"


@dataclass(frozen=True)
class Randomness:
    """Streams of random numbers: the same entropy gives the same ones, whatever else is drawn from it.

    Each is seeded by a hash, so that whoever finds the state of one, as from a matrix that he knows, finds no other.

    Attributes:
        entropy: A number that nobody guesses, or a seed.
    """

    entropy: int

    def stream(self, purpose: str, index: int = 0) -> np.random.Generator:
        """One of the streams.

        Args:
            purpose: What it is for.
            index: Which of that purpose.
        """
        seed = hashlib.sha256(f"{self.entropy}/{purpose}/{index}".encode()).digest()
        return np.random.default_rng(int.from_bytes(seed))


@dataclass(frozen=True, eq=False)
class MatrixPlan:
    """What the matrices are made from.

    Attributes:
        method: How.
        dimension: D.
        randomness: Where rotations and halves come from.
        moments: Of pairs and ordinary embeddings; None for rotations.
    """

    method: Method
    dimension: int
    randomness: Randomness
    moments: PairMoments | None

    def halves(self, places: range) -> NDArray[np.bool_]:
        """Which pairs are whose, (licensees, P), for licensees at these places of a secret."""
        pairs = 0 if self.moments is None else len(self.moments.images)
        rows = [draw_halves(1, pairs, self.randomness.stream("halves", place)) for place in places]
        return np.concatenate(rows) if rows else np.zeros((0, pairs), dtype=np.bool_)


def make_matrices(plan: MatrixPlan, places: range, own: NDArray[np.bool_]) -> Job[NDArray[np.float32]]:
    """Make W for licensees.

    Args:
        plan: What from.
        places: Their places in the secret.
        own: Which pairs are whose, (licensees, P); not looked at for rotations.

    Returns:
        (licensees, D, D), rounded to single precision.
    """
    made = np.empty((len(places), plan.dimension, plan.dimension), dtype=np.float32)
    for step, place in enumerate(places):
        yield Report(PHASE, step, len(places))
        generator = plan.randomness.stream("matrix", place)
        rotation = random_orthogonal(plan.dimension, generator)
        if plan.method == "rotation" or plan.moments is None:
            made[step] = rotation
        elif plan.method == "closed-form":
            made[step] = closed_form(plan.moments, own[step], rotation)
        else:
            made[step] = yield from _learned(plan.moments, own[step], rotation, generator)
    yield Report(PHASE, len(places), len(places))
    return made


def _learned(moments: PairMoments, own: NDArray[np.bool_], rotation: Rows, generator: np.random.Generator) -> Job[Rows]:
    return (yield from learn_matrix(moments.images[own], moments.texts[own], rotation, int(generator.integers(2**62))))


def moments_of(sides: tuple[NDArray[np.float32], NDArray[np.float32]], ordinary: NDArray[np.floating]) -> PairMoments:
    """The moments as they can be told again from a secret: of embeddings in the precision in which it keeps them."""
    images, texts = (side.astype(np.float64) for side in sides)
    return PairMoments(images, texts, ordinary.astype(np.float32).astype(np.float64))
