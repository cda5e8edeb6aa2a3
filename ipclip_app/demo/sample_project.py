"""Writes the sample project: one folder per style (a domain), in it one folder per class with numbered pictures."""

from pathlib import Path

from ipclip_app.demo.drawing import STYLE_NAMES
from ipclip_app.demo.drawn_set import Purpose, cells, draw_picture
from ipclip_app.demo.scenes import CLASS_NAMES
from ipclip_app.errors import OutputExistsError

IMAGES_PER_CLASS = 36
_QUALITY = 86  # WebP; keeps pencil strokes and grain


def write_sample(root: Path, *, seed: int = 0, per_class: int = IMAGES_PER_CLASS) -> int:
    """Draw `root/style/class/NNN.webp`, `per_class` of each class in each style.

    Returns:
        Number of pictures written.

    Raises:
        OutputExistsError: `root` exists already, so that a user's own pictures are never mixed with drawn ones.
    """
    if root.exists():
        raise OutputExistsError(root)
    places = list(cells(per_class))
    for class_index, style_index, number in places:
        folder = root / STYLE_NAMES[style_index] / CLASS_NAMES[class_index]
        folder.mkdir(parents=True, exist_ok=True)
        picture = draw_picture(class_index, style_index, Purpose.SAMPLE, seed, number)
        picture.save(folder / f"{number:03d}.webp", quality=_QUALITY, method=6)
    return len(places)
