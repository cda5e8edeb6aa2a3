"""What an owner brings to a verification: his secret, the model that it was made for, and what that model answers."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from PIL import Image

from ipclip_app.errors import BackboneError, BackboneNotFoundError
from ipclip_app.jobs.bundle_backbone import at_hand
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.watermark_request import QuestionRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import DEMO, load_backbone
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.watermark.asking.questions import Questions
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import read_secret

LOADING: Final = "secret"
CLEAN: Final = "clean"
_SHOWN: Final = 12
"""Digits of an identity that tell one backbone from another."""


@dataclass(frozen=True, eq=False)
class Owner:
    """Who asks.

    Attributes:
        secret: His secret.
        backbone: The model that it marks, unmarked.
    """

    secret: WatermarkSecret
    backbone: Backbone


def load_owner(request: QuestionRequest) -> Job[Owner]:
    """Read the secret and load its model.

    Raises:
        SecretFileError: The secret cannot be used.
        PassphraseNeededError, WrongPassphraseError: It cannot be opened.
        BackboneError: The model is another one, or none at hand is it.
    """
    yield Report(LOADING, 0, 2)
    return (yield from load_model(request, read_secret(request.secret, request.passphrase)))


def load_model(request: QuestionRequest, secret: WatermarkSecret) -> Job[Owner]:
    """Load the model of a secret that is open already.

    Raises:
        BackboneError: The model is another one, or none at hand is it.
    """
    yield Report(LOADING, 1, 2)
    device = resolve_device(request.device)
    with enough_memory("this backbone", device):
        backbone = _backbone(request, secret.backbone, device)
    yield Report(LOADING, 2, 2)
    return Owner(secret, backbone)


def clean_embeddings(backbone: Backbone, questions: Questions) -> Job[Rows]:
    """The owner's embeddings of the ordinary pictures and texts.

    Returns:
        Unit rows (2 N, D), rounded to single precision, as evidence keeps them.

    Raises:
        TooLittleMemoryError: The device cannot even encode one picture.
    """
    encoder, parts = Encoder(backbone), []
    pictures = questions.pictures
    for start in range(0, len(pictures), encoder.batch_size):
        yield Report(CLEAN, start, len(pictures))
        some = pictures[start : start + encoder.batch_size]
        pixels = torch.stack([backbone.preprocessing.apply(Image.fromarray(picture)) for picture in some])
        encoding = encoder.encode(pixels)
        while True:
            try:
                sentence = next(encoding)
            except StopIteration as end:
                parts.append(end.value.feature)
                break
            yield Notice(CLEAN, start, len(pictures), sentence)
    texts = backbone.encode_text(questions.texts).cpu()
    yield Report(CLEAN, len(pictures), len(pictures))
    return unit_rows(torch.cat([*parts, texts]).double().numpy()).astype(np.float32).astype(np.float64)


def _backbone(request: QuestionRequest, identity: str, device: torch.device) -> Backbone:
    if request.backbone is not None:
        backbone = load_backbone(request.backbone, device)
        if backbone.identity == identity:
            return backbone
        raise _foreign(request.secret, identity, f"{request.backbone} has the identity {backbone.identity[:_SHOWN]}")
    tried: list[str] = []
    for name in at_hand(identity, DEMO):
        tried.append(name)
        with suppress(BackboneError):  # a damaged one among others is not the one that is needed
            backbone = load_backbone(name, device)
            if backbone.identity == identity:
                return backbone
    raise _foreign(request.secret, identity, f"none at hand is it ({', '.join(tried)})")


def _foreign(path: Path, identity: str, but: str) -> BackboneError:
    reason = f"was made for the model of the identity {identity[:_SHOWN]}, but {but}"
    return BackboneNotFoundError(str(path), reason, "give the one that you serve by --backbone")
