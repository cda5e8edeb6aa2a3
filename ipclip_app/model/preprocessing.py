"""How a picture becomes the pixels that a backbone was trained on."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final, Self

from open_clip.constants import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD
from open_clip.transform import image_transform
from PIL import Image
from torch import Tensor

from ipclip_app.errors import BackboneConfigError

CHANNELS: Final = 3
INTERPOLATIONS: Final = ("bicubic", "bilinear", "random")
RESIZE_MODES: Final = ("shortest", "squash", "longest")

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Preprocessing:
    """Resize, crop and normalize exactly as open_clip's inference transform does.

    Attributes:
        size: Side of the square result in pixels.
        mean: Mean per channel, of values between 0 and 1.
        std: Deviation per channel, positive.
        interpolation: `bicubic` or `bilinear`.
        resize_mode: `shortest` (resize the shorter side, crop the middle), `squash` or `longest` (pad).
        fill_color: Grey level of the padding of `longest`, 0 to 255.
    """

    size: int
    mean: Triple = OPENAI_DATASET_MEAN
    std: Triple = OPENAI_DATASET_STD
    interpolation: str = "bicubic"
    resize_mode: str = "shortest"
    fill_color: int = 0

    def apply(self, image: Image.Image) -> Tensor:
        """Turn an RGB image into pixels.

        Returns:
            float32 of shape (3, size, size).
        """
        pixels: Tensor = self._transform(image)
        return pixels

    def to_json(self) -> dict[str, Any]:
        """All settings as plain JSON values."""
        content = asdict(self)
        return content | {"mean": list(self.mean), "std": list(self.std)}

    @classmethod
    def from_config(cls, content: Mapping[str, Any], image_size: int, source: str) -> Self:
        """Read a `preprocess_cfg` of open_clip; absent size, interpolation or resize mode mean its defaults.

        Args:
            content: The configuration.
            image_size: Side that the image tower takes, in pixels; it decides the size, as in open_clip.
            source: What to name in errors.

        Raises:
            BackboneConfigError: mean or std are missing, or a setting is out of range or contradicts the image tower.
        """
        _check_size(content.get("size"), image_size, source)
        _check_choice(content.get("mode") or "RGB", ("RGB",), "mode", source)
        interpolation = _check_choice(
            content.get("interpolation") or "bicubic", INTERPOLATIONS, "interpolation", source
        )
        resize_mode = _check_choice(content.get("resize_mode") or "shortest", RESIZE_MODES, "resize_mode", source)
        if interpolation == "random":  # a training augmentation; at inference open_clip takes bicubic
            interpolation = "bicubic"
        mean = _triple(content.get("mean"), "mean", source)
        std = _triple(content.get("std"), "std", source)
        if min(std) <= 0:
            raise BackboneConfigError(
                source, f"its std {list(std)} is not positive", "write the values used in training"
            )
        return cls(image_size, mean, std, interpolation, resize_mode, _grey(content.get("fill_color") or 0, source))

    @cached_property
    def _transform(self) -> Any:  # noqa: ANN401 - open_clip is untyped
        return image_transform(
            self.size,
            is_train=False,
            mean=self.mean,
            std=self.std,
            interpolation=self.interpolation,
            resize_mode=self.resize_mode,
            fill_color=self.fill_color,
        )


def square_side(size: object) -> int | None:
    """Side of a square size written as 224, [224, 224] or [3, 224, 224]; None for anything else."""
    if isinstance(size, int) and not isinstance(size, bool):
        return size if size > 0 else None
    if isinstance(size, list | tuple) and len(size) >= 2 and size[-1] == size[-2]:  # noqa: PLR2004 - height and width
        return square_side(size[-1])
    return None


def _check_size(size: object, image_size: int, source: str) -> None:
    if image_size <= 0:
        raise BackboneConfigError(source, "it has no usable image size", "write the size in pixels")
    if size is not None and square_side(size) != image_size:
        raise BackboneConfigError(
            source,
            f"its preprocessing size {size} contradicts its image tower, which takes {image_size} pixels",
            f'write "size": {image_size} or leave it out',
        )


def _check_choice(value: object, choices: tuple[str, ...], key: str, source: str) -> str:
    if value not in choices:
        raise BackboneConfigError(source, f"its {key} is '{value}'", f"write one of {', '.join(choices)}")
    return str(value)


def _grey(value: object, source: str) -> int:
    if isinstance(value, int) and 0 <= value <= 255:  # noqa: PLR2004 - the range of a byte
        return value
    raise BackboneConfigError(source, f"its fill_color is {value}", "write a grey level from 0 to 255")


def _triple(value: Any, key: str, source: str) -> Triple:  # noqa: ANN401 - from JSON
    if value is None:
        raise BackboneConfigError(
            source,
            f"its preprocess_cfg has no {key}",
            f"write the {key} that the model was trained with, for CLIP's own "
            f"{list(OPENAI_DATASET_MEAN if key == 'mean' else OPENAI_DATASET_STD)}",
        )
    numbers = list(value) if isinstance(value, list | tuple) else [value] * CHANNELS
    if len(numbers) != CHANNELS or not all(_is_finite(number) for number in numbers):
        raise BackboneConfigError(source, f"its {key} is {value}", "write three numbers, one per colour channel")
    return float(numbers[0]), float(numbers[1]), float(numbers[2])


def _is_finite(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return False
