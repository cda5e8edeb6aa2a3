"""From what was sent to what the model takes: tokens and pixels. Runs in a few threads beside the model's own."""

import base64
import binascii
from pathlib import Path
from threading import Event

import torch
from torch import Tensor

from ipclip_app.data.containers import HEAD_BYTES, image_format
from ipclip_app.data.images import image_of
from ipclip_app.errors import DecompressionBombError, ElongatedImageError, ImageError, ImageMemoryError
from ipclip_app.jobs.view_preparation import scaled
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.trimmed_text import Tokens, bounded_tokenizer
from ipclip_app.service.limits import Limits
from ipclip_app.service.question import EncodedImage, Question
from ipclip_app.service.refusal import RefusalError, invalid, too_large, unavailable
from ipclip_app.service.work import Work

_FORMATS = frozenset({"JPEG", "PNG", "WEBP", "GIF", "BMP"})
_UNUSABLE = "An image cannot be decoded; send a whole JPEG, PNG, WebP, GIF or BMP file in base64."
_REASONS = {
    "too_small": "An image has too few pixels on a side.",
    "elongated": "An image is far too long and thin for the model; crop it.",
}


class Preparation:
    """Knows the model's preprocessing and tokenizer."""

    def __init__(self, backbone: Backbone, limits: Limits) -> None:
        """Prepare for `backbone`."""
        self._preprocessing = backbone.preprocessing
        self._context_length = backbone.context_length
        self._limits = limits
        self._tokenizer = bounded_tokenizer()

    def prepare(self, question: Question, licensee: str | None, given_up: Event) -> Work:
        """What the model is to compute; stops early, with less, when nobody waits for it any more.

        Raises:
            RefusalError: An image cannot be used.
        """
        texts: list[Tokens] = []
        pixels: list[Tensor] = []
        for place, item in enumerate(question.items):
            if given_up.is_set():
                break
            if isinstance(item, EncodedImage):
                pixels.append(self._pixels(item, f"input[{place}]"))
            else:
                texts.append(self._tokenizer.tokens(item, self._context_length))
        kinds = tuple(isinstance(item, EncodedImage) for item in question.items)
        return Work(licensee, tuple(texts), torch.stack(pixels) if pixels else None, kinds)

    def _pixels(self, item: EncodedImage, place: str) -> Tensor:
        path = Path(place)
        try:
            content = base64.b64decode(item.base64.encode("ascii"), validate=True)
        except (UnicodeEncodeError, binascii.Error) as error:
            raise invalid("An image is not in base64.", place) from error
        if image_format(content[:HEAD_BYTES]) not in _FORMATS:
            raise invalid(_UNUSABLE, place, "unusable_image")
        try:
            image = image_of(path, content, self._limits.pixels)
            self._require_bearable(path, image.size)
            return scaled(path, image, self._preprocessing)
        except ImageError as error:
            raise self._refusal(error, place) from error

    def _require_bearable(self, path: Path, size: tuple[int, int]) -> None:
        """Scaling the short side to the model's may make a long and thin image a giant."""
        short, long = sorted(size)
        if self._preprocessing.size**2 * long > self._limits.pixels * short:
            raise ElongatedImageError(path, *size)

    def _refusal(self, error: ImageError, place: str) -> RefusalError:
        if isinstance(error, DecompressionBombError):
            return too_large(f"An image has more than {self._limits.pixels:,} pixels; scale it down.", place)
        if isinstance(error, ImageMemoryError):
            return unavailable("Memory ran out on an image; try again later.", self._limits.retry_seconds, "memory")
        return invalid(_REASONS.get(error.kind, _UNUSABLE), place, "unusable_image")
