"""From image files to the pixels of their views; runs in threads."""

from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from ipclip_app.data.augment import NOTHING, Materials, draw_views
from ipclip_app.data.images import PIXEL_LIMIT, content_digest, read_image
from ipclip_app.errors import ChangedImageError, ElongatedImageError, ImageError, ImageMemoryError
from ipclip_app.model.device import is_out_of_memory
from ipclip_app.model.preprocessing import Preprocessing


@dataclass(frozen=True)
class ViewOrder:
    """Views to be drawn of one image.

    Attributes:
        digest: SHA-256 of the image's bytes.
        paths: The files with these bytes.
        views: Names of the views.
    """

    digest: str
    paths: tuple[Path, ...]
    views: tuple[str, ...]


@dataclass(frozen=True)
class PreparedViews:
    """What became of an order.

    Attributes:
        order: The order.
        pixels: (views, 3, H, W), or None when none of the files is usable.
        errors: Why not, one per file.
    """

    order: ViewOrder
    pixels: Tensor | None
    errors: tuple[ImageError, ...] = ()


def prepare_views(order: ViewOrder, preprocessing: Preprocessing, materials: Materials = NOTHING) -> PreparedViews:
    """Read the first usable one of the files, draw its views with `materials` and turn them into pixels."""
    errors: list[ImageError] = []
    for path in order.paths:
        try:
            return PreparedViews(order, _pixels(path, order, preprocessing, materials))
        except ImageError as error:
            errors.append(error)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            errors.append(ImageMemoryError(path))
    return PreparedViews(order, None, tuple(errors))


def _pixels(path: Path, order: ViewOrder, preprocessing: Preprocessing, materials: Materials) -> Tensor:
    if content_digest(path) != order.digest:
        raise ChangedImageError(path)  # its statistics would be kept under the wrong content
    image = read_image(path)
    drawn = draw_views(image, order.views, order.digest, materials)
    return torch.stack([scaled(path, view, preprocessing) for view in drawn])


def scaled(path: Path, view: Image.Image, preprocessing: Preprocessing) -> Tensor:
    """An RGB image as pixels (3, H, W).

    Raises:
        ElongatedImageError: Its longer side would become larger than an image may be.
    """
    short, long = sorted(view.size)
    if preprocessing.size**2 * long > PIXEL_LIMIT * short:
        raise ElongatedImageError(path, *view.size)
    return preprocessing.apply(view)
