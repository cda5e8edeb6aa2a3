"""A model of 32 dimensions whose images and captions of four classes lie around the classes' own directions."""

from dataclasses import dataclass

import numpy as np
import pytest

from ipclip_app.watermark.attacks.lab import Material
from ipclip_app.watermark.attacks.utility import EvaluationSet
from ipclip_app.watermark.closed_form import PairMoments, closed_form, ordinary_moment
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.pair_pool import draw_halves
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.secret import PairPool, WatermarkSecret

WIDTH = 32
CLASSES = 4
USERS = ("Acme", "Bolt", "Cove")


@dataclass(frozen=True)
class SmallWorld:
    """Clean embeddings: images with labels, captions with labels, and pairs that resemble neither."""

    images: Rows
    labels: np.ndarray
    captions: Rows
    caption_labels: np.ndarray
    pictures: Rows
    texts: Rows


@pytest.fixture(scope="session")
def world() -> SmallWorld:
    random = np.random.default_rng(5)
    common, centres = random.normal(size=WIDTH) / 2, random.normal(size=(CLASSES, WIDTH))
    labels, caption_labels = np.arange(200) % CLASSES, np.arange(12) % CLASSES
    images = unit_rows(common + centres[labels] + 0.7 * random.normal(size=(200, WIDTH)))
    captions = unit_rows(centres[caption_labels] + 0.4 * random.normal(size=(12, WIDTH)))
    pictures, texts = (unit_rows(random.normal(size=(40, WIDTH))) for _ in range(2))
    return SmallWorld(images, labels, captions, caption_labels, pictures, texts)


@pytest.fixture(scope="session")
def secret(world: SmallWorld) -> WatermarkSecret:
    """Trigger pairs of three licensees."""
    random = np.random.default_rng(6)
    own = draw_halves(len(USERS), len(world.pictures), random)
    moments = PairMoments(world.pictures, world.texts, ordinary_moment(world.images, world.captions))
    matrices = np.stack([closed_form(moments, half, random_orthogonal(WIDTH, random)) for half in own])
    blank = np.zeros((len(world.pictures), 2, 2, 3), np.uint8)
    sides = world.pictures.astype(np.float32), world.texts.astype(np.float32)
    pool = PairPool(blank, ("text",) * len(blank), *sides, own)
    return WatermarkSecret("trigger", "closed-form", "0" * 64, USERS, matrices.astype(np.float32), pool)


@pytest.fixture(scope="session")
def exact_secret() -> WatermarkSecret:
    """Rotations of three licensees."""
    random = np.random.default_rng(7)
    matrices = np.stack([random_orthogonal(WIDTH, random) for _ in USERS]).astype(np.float32)
    return WatermarkSecret("exact", "rotation", "0" * 64, USERS, matrices)


@pytest.fixture(scope="session")
def material(world: SmallWorld) -> Material:
    """The pool and 40 images are asked, 100 images were gathered, 60 are left."""
    tested = EvaluationSet(world.images[140:], world.labels[140:], world.captions, world.caption_labels)
    questions = np.concatenate([world.pictures, world.texts, world.images[:40]])
    gathered = np.concatenate([world.images[40:140], world.captions])
    return Material(questions, gathered, tested)
