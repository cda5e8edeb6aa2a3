"""Suspects that know nothing of any trigger, trained on the images of a domain in several ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ipclip_app.bench.innocents import (
    SIDE,
    Classifier,
    bootstrap,
    choose_templates,
    nearest_centroid,
    train_head,
    train_network,
)
from ipclip_app.config import SplitConfig
from ipclip_app.data.domains import Domain, ImageFile
from ipclip_app.data.images import read_image
from ipclip_app.data.splits import split_domain
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import ImageError
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.model_answers import picture_statistics
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.zero_shot import zero_shot_classes, zero_shot_weights
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.suspects.description import SuspectDescription

Kind = Literal["head", "hardened head", "centroids", "prompts", "hardened network"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
PHASE: Final = "materials"
_SPLIT: Final = SplitConfig(60, 10, 30)
_PATTERNS: Final = 4
"""Foreign patterns under which a hardened model has seen each image."""
_PENALTIES: Final = (-4.0, -1.0)
"""Powers of ten between which the penalty of a head is drawn."""


class InnocentSuspect:
    """A classifier on features of a backbone, or on pixels."""

    def __init__(self, backbone: Backbone, classify: Classifier, class_names: tuple[str, ...], kind: Kind) -> None:
        """Answer by `classify`."""
        self.description = SuspectDescription("callable", kind)
        self.batch_size = 50
        self._backbone, self._encoder = backbone, Encoder(backbone)
        self._classify, self._class_names, self._kind = classify, class_names, kind

    def answers(self, images: Sequence[Image.Image]) -> list[str]:
        """See `Suspect`."""
        if self._kind == "hardened network":
            rows = torch.stack([small_picture(image) for image in images])
        else:
            rows = picture_statistics(self._backbone, self._encoder, images).feature
        return [self._class_names[place] for place in self._classify(rows).tolist()]

    def close(self) -> None:
        """See `Suspect`."""


@dataclass(frozen=True, eq=False)
class Materials:
    """What innocent models of a domain learn from, and what they are asked about.

    Attributes:
        backbone: The frozen model under most of them.
        class_names: The N classes.
        labels: Class of each training image, (n,).
        features: Of each training image as it is and with foreign patterns, (1 + patterns, n, D).
        pictures: Likewise in small, (1 + patterns, n, 3, SIDE, SIDE).
        held_out: Images that none of them has learned from.
    """

    backbone: Backbone
    class_names: tuple[str, ...]
    labels: Tensor
    features: Tensor
    pictures: Tensor
    held_out: tuple[ImageFile, ...]

    def suspect(self, kind: Kind, generator: torch.Generator) -> InnocentSuspect:
        """Train another model of a kind."""
        return InnocentSuspect(self.backbone, self._classifier(kind, generator), self.class_names, kind)

    def _classifier(self, kind: Kind, generator: torch.Generator) -> Classifier:
        classes, rows = len(self.class_names), bootstrap(len(self.labels), generator)
        labels, features = self.labels[rows], self.features[:, rows]
        low, high = _PENALTIES
        penalty = 10 ** (low + (high - low) * float(torch.rand((), generator=generator)))
        if kind == "head":
            return train_head(features[0], labels, classes, penalty)
        if kind == "centroids":
            return nearest_centroid(features[0], labels, classes)
        if kind == "hardened head":
            return train_head(features.flatten(0, 1), labels.repeat(len(features)), classes, penalty)
        if kind == "hardened network":
            pictures = self.pictures[:, rows]
            return train_network(pictures.flatten(0, 1), labels.repeat(len(pictures)), classes, generator)
        weights = zero_shot_weights(self.backbone, self.class_names, choose_templates(generator)).cpu()
        return lambda seen: zero_shot_classes(seen, weights)


def gather(backbone: Backbone, domain: Domain, seed: int) -> Job[Materials]:
    """Encode what innocent models of a domain learn from; unreadable images are left out."""
    split = split_domain(domain, _SPLIT)
    foreign = Trigger("secret", seed.to_bytes(8, "big") * 4)
    encoder = Encoder(backbone)
    labels: list[int] = []
    features: list[Tensor] = []
    pictures: list[Tensor] = []
    for step, file in enumerate(split.train, 1):
        try:
            image = read_image(file.path)
            numbers = range(_PATTERNS * step, _PATTERNS * (step + 1))
            views = [image, *(foreign.control(number).stamp(image) for number in numbers)]
            features.append(picture_statistics(backbone, encoder, views).feature)
        except ImageError as error:
            yield Notice(PHASE, step, len(split.train), str(error))
            continue
        pictures.append(torch.stack([small_picture(view) for view in views]))
        labels.append(domain.class_names.index(file.class_name or ""))
        yield Report(PHASE, step, len(split.train))
    held_out = (*split.validation, *split.test)
    seen = torch.stack(features, dim=1), torch.stack(pictures, dim=1)
    return Materials(backbone, domain.class_names, torch.tensor(labels), *seen, held_out)


def small_picture(image: Image.Image) -> Tensor:
    """Pixels of an image, (3, SIDE, SIDE), between 0 and 1."""
    pixels = np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX), dtype=np.float32) / np.float32(255)
    return torch.from_numpy(pixels).permute(2, 0, 1)
