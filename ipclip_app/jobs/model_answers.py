"""What a protected module says of pictures in memory, from statistics rounded as everywhere in the program."""

from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.jobs.view_preparation import scaled
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.device import enough_memory
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.stored_statistics import pack, unpack


class ModelAnswers:
    """A protected module that is asked about pictures."""

    def __init__(self, model: ProtectedModel) -> None:
        """Ask `model`."""
        self._model = model
        self._encoder = Encoder(model.backbone)

    @property
    def batch_size(self) -> int:
        """Pictures to be given at once, at most."""
        return self._encoder.batch_size

    @property
    def class_names(self) -> tuple[str, ...]:
        """The N classes."""
        return self._model.class_names

    def probabilities(self, images: Sequence[Image.Image]) -> Tensor:
        """How sure the module is of each class for each of at least one RGB picture, (B, N).

        Raises:
            ElongatedImageError: One is far too long and thin.
            TooLittleMemoryError: Not even one picture at a time fits.
        """
        model = self._model
        with enough_memory("these images", model.backbone.device):
            statistics = picture_statistics(model.backbone, self._encoder, images)
            return model.judge_statistics(statistics).protected_logits.softmax(dim=1)

    def names(self, images: Sequence[Image.Image]) -> list[str]:
        """The class of each picture; raises as `probabilities`."""
        return [self.class_names[place] for place in self.probabilities(images).argmax(dim=1).tolist()]


def picture_statistics(backbone: Backbone, encoder: Encoder, images: Sequence[Image.Image]) -> ImageStatistics:
    """Statistics of at least one RGB picture, on the CPU.

    Raises:
        ElongatedImageError: One is far too long and thin.
        TooLittleMemoryError: Not even one picture at a time fits.
    """
    named = [(Path(f"image {number}"), image) for number, image in enumerate(images, 1)]
    encoding = encoder.encode(torch.stack([scaled(path, image, backbone.preprocessing) for path, image in named]))
    while True:
        try:
            next(encoding)
        except StopIteration as end:
            return unpack(pack(end.value))
