"""A small world of embeddings: images and texts in two cones, as contrastive models make them."""

from dataclasses import dataclass

import numpy as np
import pytest

from ipclip_app.watermark.closed_form import PairMoments, closed_form, ordinary_moment
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.pair_pool import choose_pairs, draw_halves
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.secret import PairPool, WatermarkSecret

DIMENSION = 48
PAIRS = 40
USERS = 6


@dataclass(frozen=True)
class World:
    """Ordinary embeddings and a secret whose trigger pairs lie elsewhere."""

    images: Rows
    texts: Rows
    labels: np.ndarray
    candidates: tuple[Rows, Rows]
    secret: WatermarkSecret

    @property
    def pool(self) -> PairPool:
        assert self.secret.pool is not None
        return self.secret.pool

    @property
    def asked(self) -> Rows:
        """Clean embeddings of pool pictures, pool texts, ordinary images and their texts."""
        ordinary = self.images[:20], self.texts[self.labels[:20]]
        return np.concatenate([self.pool.image_embeddings, self.pool.text_embeddings, *ordinary]).astype(np.float64)


@pytest.fixture(scope="session")
def world() -> World:
    generator = np.random.default_rng(0)
    gap = generator.standard_normal((2, DIMENSION))
    spread = np.geomspace(1, 0.02, DIMENSION)
    classes = generator.standard_normal((5, DIMENSION)) * spread
    labels = np.arange(200) % 5
    images = unit_rows(gap[0] / 4 + classes[labels] + 0.6 * generator.standard_normal((200, DIMENSION)) * spread)
    texts = unit_rows(gap[1] / 4 + classes)
    sides = [unit_rows(side / 2 + 0.6 * generator.standard_normal((160, DIMENSION))) for side in gap]
    candidates = sides[0], sides[1]
    chosen = choose_pairs(candidates, (images, texts), PAIRS)
    own = draw_halves(USERS, PAIRS, generator)
    moments = PairMoments(sides[0][chosen], sides[1][chosen], ordinary_moment(images, texts))
    matrices = [closed_form(moments, half, random_orthogonal(DIMENSION, generator)) for half in own]
    pool = PairPool(
        np.zeros((PAIRS, 2, 2, 3), np.uint8),
        tuple(f"text {index}" for index in range(PAIRS)),
        moments.images.astype(np.float32),
        moments.texts.astype(np.float32),
        own,
    )
    names = tuple(f"licensee {index}" for index in range(USERS))
    secret = WatermarkSecret("trigger", "closed-form", "0" * 64, names, np.stack(matrices).astype(np.float32), pool)
    return World(images, texts, labels, candidates, secret)


@pytest.fixture
def secret() -> WatermarkSecret:
    """Two licensees, four pairs, eight dimensions."""
    generator = np.random.default_rng(0)
    sides = np.eye(8, dtype=np.float32)
    own = np.array([[True, False, True, False], [False, True, True, False]])
    pictures = generator.integers(0, 256, (4, 2, 2, 3)).astype(np.uint8)
    pool = PairPool(pictures, ("a", "grün", 'c "d"', "e\\f"), sides[:4], sides[4:], own)
    matrices = generator.standard_normal((2, 8, 8)).astype(np.float32)
    moment = np.eye(8, dtype=np.float32) / 8
    return WatermarkSecret("trigger", "closed-form", "0a" * 32, ("Søn & Co", '"b"'), matrices, pool, moment)
