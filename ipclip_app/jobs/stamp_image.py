"""Stamps one image for whoever calls the library, for instance a licensee who may use a model on his own images."""

from os import PathLike
from pathlib import Path

from PIL import Image

from ipclip_app.data.images import opened_image, read_image
from ipclip_app.data.trigger import GRID, Trigger, read_trigger


def stamp(image: str | PathLike[str] | Image.Image, trigger: Trigger | str | PathLike[str]) -> Image.Image:
    """Stamp the trigger on an image.

    Args:
        image: A file, or an image that Pillow has opened or made; it is not changed.
        trigger: A trigger, its file, or `grid`.

    Returns:
        A new upright RGB image of the same size, transparency on white.

    Raises:
        ImageError: The image cannot be used.
        TriggerFileError: The trigger's file cannot be used.
    """
    if not isinstance(trigger, Trigger):
        trigger = GRID if trigger == GRID.kind else read_trigger(Path(trigger))
    if isinstance(image, Image.Image):
        return trigger.stamp(opened_image(Path("image"), image))
    return trigger.stamp(read_image(Path(image)))
