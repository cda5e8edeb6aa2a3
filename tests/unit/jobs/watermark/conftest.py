"""A tiny model with the secret of four licensees, and who may have stolen it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from ipclip_app.jobs.watermark_request import EmbeddingSource, QuestionRequest, VerifyRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.closed_form import PairMoments, closed_form, ordinary_moment
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.pair_pool import draw_halves
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.secret import PairPool, WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret
from ipclip_app.watermark.trigger_pictures import draw_picture

PAIRS = 24
USERS = ("Acme", "Borg & <b>Sons</b>", "Cyan", "Delta")
QUERIES = 80
"""24 trigger pairs and 16 ordinary ones."""


@dataclass(frozen=True)
class Model:
    """The owner's model, and what others make of it."""

    backbone: Backbone
    secret: WatermarkSecret

    def clean(self, inputs: Sequence[Any]) -> Rows:
        """What it answers without a watermark."""
        if isinstance(inputs[0], str):
            return self.backbone.encode_text(inputs).double().numpy()
        pixels = torch.stack([self.backbone.preprocessing.apply(image) for image in inputs])
        return self.backbone.statistics(pixels).feature.double().numpy()

    def marked(self, inputs: Sequence[Any], user: str = USERS[1]) -> Rows:
        """What a licensee gets."""
        return apply_watermark(self.clean(inputs), self.secret.matrix(user))

    def turned(self, inputs: Sequence[Any]) -> Rows:
        """What a thief makes of that by a rotation, with three more dimensions."""
        rotation = random_orthogonal(self.secret.dimension + 3, np.random.default_rng(5))
        rows = self.marked(inputs)
        return np.concatenate([rows, np.zeros((len(rows), 3))], axis=1) @ rotation


@pytest.fixture(scope="session")
def model(tiny_vit: Backbone) -> Model:
    """A secret of four licensees, made for a tiny model."""
    generator, size = np.random.default_rng(8), tiny_vit.preprocessing.size
    pictures = [draw_picture(size, generator) for _ in range(PAIRS)]
    texts = tuple(f"{chr(97 + index)} quick {index * 37} fox" for index in range(PAIRS))
    pixels = torch.stack([tiny_vit.preprocessing.apply(Image.fromarray(picture)) for picture in pictures])
    images = unit_rows(tiny_vit.statistics(pixels).feature.double().numpy())
    words = unit_rows(tiny_vit.encode_text(texts).double().numpy())
    own = draw_halves(len(USERS), PAIRS, generator)
    moments = PairMoments(images, words, ordinary_moment(images, words))
    matrices = np.stack([closed_form(moments, half, random_orthogonal(24, generator)) for half in own])
    pool = PairPool(np.stack(pictures), texts, images.astype(np.float32), words.astype(np.float32), own)
    marks = matrices.astype(np.float32)
    return Model(tiny_vit, WatermarkSecret("trigger", "closed-form", tiny_vit.identity, USERS, marks, pool))


@pytest.fixture
def secret(tmp_path: Path, model: Model) -> Path:
    """The owner's secret."""
    write_secret(tmp_path / "owner.secret", model.secret, None)
    return tmp_path / "owner.secret"


@pytest.fixture
def images(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    """24 images of cats, dogs and polar bears."""
    return draw_domain(tmp_path / "images", "photo", classes=("cat", "dog", "polar_bear"), images=8)


@pytest.fixture
def request_about(
    secret: Path, images: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., VerifyRequest]:
    """`request_about("marked", queries=80, **changes)`: ask a function of a module, a file or an address."""
    monkeypatch.setitem(sys.modules, "suspects", SimpleNamespace(**{name: getattr(model, name) for name in WHO}))

    def make(who: str, queries: int = QUERIES, **changes: Any) -> VerifyRequest:
        asked = QuestionRequest(secret, images, None, queries, None, model.backbone.name, "cpu")
        reference = f"suspects:{who}" if who in WHO else who
        return replace(VerifyRequest(asked, EmbeddingSource(reference)), **changes)

    return make


WHO = ("clean", "marked", "turned")


@pytest.fixture
def service(embedding_service: Any, model: Model, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A web service that resells what `Borg` gets; waiting takes no time."""
    monkeypatch.setattr("ipclip_app.suspects.patience.time.sleep", lambda _seconds: None)
    embedding_service.embed = model.marked
    return embedding_service
