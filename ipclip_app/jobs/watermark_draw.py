"""Draws secrets over known embeddings, fast enough for hundreds of them, and says what their owner would ask."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ipclip_app.jobs.watermark_world import World
from ipclip_app.progress import Job, Report, run_to_end
from ipclip_app.watermark.attacks.lab import Material
from ipclip_app.watermark.closed_form import PairMoments, closed_form, ordinary_moment
from ipclip_app.watermark.learned import learn_matrix
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.pair_pool import PAIRS, choose_pairs, draw_halves
from ipclip_app.watermark.rows import Rows
from ipclip_app.watermark.secret import Method, PairPool, WatermarkSecret

QUERIES: Final = 200
_REFERENCE: Final = 200
"""Ordinary images that an owner has at hand when he makes a secret."""
_SHARE: Final = 3
"""At most one of so many images is asked about; thefts and their use are measured on the others."""
_IDENTITY: Final = "0" * 64


@dataclass(frozen=True, eq=False)
class Draw:
    """A secret and what its owner asks.

    Attributes:
        secret: It.
        pairs: Places of the pool's pairs among the pictures and texts that resemble nothing.
        images: Places of the images that are asked about besides.
        captions: Places of the captions.
    """

    secret: WatermarkSecret
    pairs: NDArray[np.intp]
    images: NDArray[np.intp]
    captions: NDArray[np.intp]

    def questions(self, world: World) -> Rows:
        """What a model makes of the questions: of the pool's pictures, of its texts, of images, of captions."""
        parts = world.pictures[self.pairs], world.texts[self.pairs], world.images[self.images]
        return np.concatenate([*parts, world.captions[self.captions]])


def draw_secret(world: World, method: Method, users: int, seed: int, queries: int = QUERIES) -> Job[Draw]:
    """Draw a secret with pairs, matrices and questions of its own; learning takes long, the rest milliseconds.

    Args:
        world: What the owner's model says.
        method: How the matrices are made.
        users: Number of licensees.
        seed: Decides everything.
        queries: Questions to a suspect, those about the pool included.
    """
    generator = np.random.default_rng((seed, 2))
    order = generator.permutation(len(world.images))
    reference = order[:_REFERENCE]
    pairs = _pairs(world, reference, generator) if method != "rotation" else np.zeros(0, dtype=np.intp)
    own = draw_halves(users, len(pairs), generator) if len(pairs) else None
    moments = PairMoments(
        world.pictures[pairs], world.texts[pairs], ordinary_moment(world.images[reference], world.captions)
    )
    matrices = np.zeros((users, world.dimension, world.dimension), dtype=np.float32)
    for user in range(users):
        rotation = random_orthogonal(world.dimension, generator)
        if own is None:
            matrices[user] = rotation
        elif method == "closed-form":
            matrices[user] = closed_form(moments, own[user], rotation)
        else:
            chosen = moments.images[own[user]], moments.texts[own[user]]
            matrices[user] = yield from learn_matrix(*chosen, rotation, seed)
        yield Report("matrices", user + 1, users)
    names = tuple(f"licensee {number}" for number in range(1, users + 1))
    pool = None if own is None else _pool(moments, own)
    secret = WatermarkSecret("exact" if pool is None else "trigger", method, _IDENTITY, names, matrices, pool)
    left = max(0, queries - 2 * len(pairs))
    captions = generator.permutation(len(world.captions))[: left // 2]
    return Draw(secret, pairs, order[::-1][: min(left - len(captions), len(order) // _SHARE)].copy(), captions)


def drawn(world: World, method: Method, users: int, seed: int, queries: int = QUERIES) -> Draw:
    """The same at once, for what takes milliseconds."""
    return run_to_end(draw_secret(world, method, users, seed, queries))


def _pairs(world: World, reference: NDArray[np.intp], generator: np.random.Generator) -> NDArray[np.intp]:
    """Pairs chosen from a random half of the candidates, with pictures and texts put together anew."""
    count = max(len(world.pictures) // 2, min(PAIRS, len(world.pictures)))
    half = generator.permutation(len(world.pictures))[:count]
    chosen = choose_pairs(
        (world.pictures[half], world.texts[half]), (world.images[reference], world.captions), min(PAIRS, count)
    )
    return half[chosen]


def _pool(moments: PairMoments, own: NDArray[np.bool_]) -> PairPool:
    """A pool whose pictures nobody will look at any more."""
    count = len(moments.images)
    sides = moments.images.astype(np.float32), moments.texts.astype(np.float32)
    return PairPool(np.zeros((count, 1, 1, 3), np.uint8), ("",) * count, *sides, own)


@dataclass(frozen=True, eq=False)
class Parts:
    """Places of the images that no question is about: those that a thief has asked about, and those for tests."""

    gathered: NDArray[np.intp]
    tested: NDArray[np.intp]


def other_images(world: World, asked: NDArray[np.intp], seed: int) -> Parts:
    """Halve the images that are not asked about."""
    left = np.random.default_rng((seed, 3)).permutation(np.setdiff1d(np.arange(len(world.images)), asked))
    return Parts(left[: len(left) // 2], left[len(left) // 2 :])


def lab_material(world: World, draw: Draw, seed: int) -> Material:
    """What the lab needs; the thief has asked about half of the other images, all captions and texts of his own."""
    parts = other_images(world, draw.images, seed)
    gathered = np.concatenate([world.images[parts.gathered], world.captions, world.words])
    order = np.random.default_rng((seed, 4)).permutation(len(gathered))
    return Material(draw.questions(world), gathered[order], world.tested(parts.tested))
