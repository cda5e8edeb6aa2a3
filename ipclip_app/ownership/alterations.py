"""What happens to a stamped image on its way to a suspect, whether by a thief's doing or not."""

import io
from collections.abc import Callable, Mapping
from typing import Final

from PIL import Image

_QUALITY: Final = 50
_CUT: Final = 0.05


def as_jpeg(image: Image.Image) -> Image.Image:
    """The image after compression as JPEG of quality 50."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY)
    with Image.open(stream, formats=("JPEG",)) as compressed:
        return compressed.convert("RGB")


def halved(image: Image.Image) -> Image.Image:
    """The image at half its width and height."""
    width, height = image.size
    return image.resize((max(1, width // 2), max(1, height // 2)), Image.Resampling.BICUBIC)


def cropped(image: Image.Image) -> Image.Image:
    """The image without 10% of its width and height, a half of it on either side."""
    width, height = image.size
    across, down = round(width * _CUT), round(height * _CUT)
    return image.crop((across, down, width - across, height - down))


def unaltered(image: Image.Image) -> Image.Image:
    """The image itself."""
    return image


ALTERATIONS: Final[Mapping[str, Callable[[Image.Image], Image.Image]]] = {
    "none": unaltered,
    "jpeg_50": as_jpeg,
    "half_size": halved,
    "crop_10": cropped,
}
