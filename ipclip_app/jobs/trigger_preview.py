"""What a trigger looks like."""

import os
from pathlib import Path
from typing import Final

from PIL import Image

from ipclip_app.data.stamped_file import encode_picture
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import OutputExistsError, UsageError
from ipclip_app.storage import write_bytes

SIZE: Final = (512, 384)
_GROUND: Final = (38, 70, 110)
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)


def draw_preview(trigger: Trigger) -> Image.Image:
    """A picture of SIZE that shows the pattern on one colour."""
    return trigger.stamp(Image.new("RGB", SIZE, _GROUND))


def preview_trigger(trigger: Trigger, path: Path | None = None, *, force: bool = False) -> tuple[float, float]:
    """Look at a trigger and write its picture, if a path is given, readable by its owner alone.

    Returns:
        The shares of white and of black pixels, 0 to 1.

    Raises:
        UsageError: The path does not end with .png.
        OutputExistsError: The file exists, and `force` is not set.
        OutputError: The file cannot be written.
    """
    if path is not None and path.suffix.lower() != ".png":
        raise UsageError(f"{path}: the picture of a trigger is a PNG file; let its name end with .png.")
    if path is not None and os.path.lexists(path) and not force:
        raise OutputExistsError(path)
    picture = draw_preview(trigger)
    if path is not None:
        write_bytes(path, encode_picture(picture, "PNG"), private=True)
    counts = {colour: count for count, colour in picture.getcolors() or ()}
    pixels = picture.width * picture.height
    return counts.get(_WHITE, 0) / pixels, counts.get(_BLACK, 0) / pixels
