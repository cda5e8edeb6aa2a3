"""The owner's triggers, each a file in a folder of the program, and what one does to an image."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ipclip_app.errors import TriggerFileError
from ipclip_app.jobs.sample import AUTHORIZED, sample_domain
from ipclip_app.paths import is_file
from ipclip_app.progress import Job, Report
from ipclip_app.storage import data_folder

if TYPE_CHECKING:
    from PIL import Image

    from ipclip_app.data.trigger import Trigger

PHASE: Final = "trigger"


@dataclass(frozen=True)
class ShelvedTrigger:
    """A trigger that can be chosen.

    Attributes:
        path: Its file; None for the published grid.
        kind: `grid` or `secret`.
        identity: What tells it from others.
        share: Of the pixels that it paints, 0 to 1.
    """

    path: Path | None
    kind: Literal["grid", "secret"]
    identity: str
    share: float


PUBLISHED: Final = ShelvedTrigger(None, "grid", "", 0.75)
"""The published grid, whose identity nobody needs to read out."""


@dataclass(frozen=True)
class Picture:
    """An image for the screen.

    Attributes:
        width: Pixels in a row.
        height: Rows.
        pixels: Red, green and blue of each pixel, a byte each, without gaps.
    """

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class Stamped:
    """An image before and after a trigger was stamped on it."""

    before: Picture
    after: Picture


def trigger_folder() -> Path:
    """Where new triggers are kept."""
    return data_folder() / "triggers"


def list_triggers() -> Job[tuple[ShelvedTrigger, ...]]:
    """The triggers of the owner's folder by the names of their files; what is damaged there is passed over."""
    yield Report(PHASE, 0, 1)
    found: list[ShelvedTrigger] = []
    for path in sorted(trigger_folder().glob("*.json")):
        try:
            found.append(_look(path))
        except TriggerFileError:
            continue
    yield Report(PHASE, 1, 1)
    return tuple(found)


def look_at(path: Path) -> Job[ShelvedTrigger]:
    """What a file holds.

    Raises:
        TriggerFileError: It is no trigger.
    """
    yield Report(PHASE, 0, 1)
    return _look(path)


def create_trigger(path: Path | None = None, fit: tuple[Path, str] | None = None) -> Job[ShelvedTrigger]:
    """Draw a secret trigger and keep it in a file that its owner alone may read.

    Args:
        path: The new file; None for one in the owner's folder, named after the trigger.
        fit: Images and a backbone's reference, on which it shall be fair; None for any trigger.

    Raises:
        TriggerExistsError: The file is there already.
        OutputError: The file cannot be written.
        IpclipError: The images or the backbone cannot be used.
    """
    from ipclip_app.data.trigger import new_trigger, write_trigger

    yield Report(PHASE, 0, 1)
    trigger = new_trigger() if fit is None else (yield from _fair(*fit))
    place = path or trigger_folder() / f"trigger-{trigger.identity}.json"
    write_trigger(place, trigger)
    return _shelved(place, trigger)


def _fair(images: Path, reference: str) -> "Job[Trigger]":
    from ipclip_app.jobs.fair_trigger import fair_trigger_for

    drawn = yield from fair_trigger_for([images], reference)
    return drawn.trial.trigger


def stamp_sample(trigger: Path | None, image: Path | None, side: int, enlarged: int = 1) -> Job[Stamped]:
    """Show on an image what a trigger does, at the size at which it is shown.

    Args:
        trigger: A trigger file; None for the published grid.
        image: The image; None for one of the sample project.
        side: Pixels of both sides of what is shown, the middle of the image.
        enlarged: By how much the stamped picture will be enlarged; it is smaller for it.

    Raises:
        IpclipError: The trigger or the image cannot be read.
    """
    from ipclip_app.data.images import read_image

    yield Report(PHASE, 0, 1)
    whole = read_image(image or sample_image())
    after = read(trigger).stamp(square(whole, side // enlarged))
    return Stamped(picture_of(square(whole, side)), picture_of(after))


def read(trigger: Path | None) -> "Trigger":
    """The trigger of a file, or the published one for None.

    Raises:
        TriggerFileError: The file is no trigger.
    """
    from ipclip_app.data.trigger import GRID, read_trigger

    return GRID if trigger is None else read_trigger(trigger)


def _look(path: Path) -> ShelvedTrigger:
    return _shelved(path, read(path))


def _shelved(path: Path, trigger: "Trigger") -> ShelvedTrigger:
    from ipclip_app.data.trigger_pattern import GRID_SHARE, SHARE

    return ShelvedTrigger(path, trigger.kind, trigger.identity, GRID_SHARE if trigger.kind == "grid" else SHARE)


def sample_image() -> Path:
    """An image of the sample project, the same every time."""
    return min(filter(is_file, sample_domain(AUTHORIZED).rglob("*.*")), key=str)


def square(image: "Image.Image", side: int) -> "Image.Image":
    """The middle of an image, at so many pixels on each side."""
    from PIL import ImageOps

    return ImageOps.fit(image, (side, side))


def picture_of(image: "Image.Image") -> Picture:
    """An RGB image for the screen."""
    return Picture(image.width, image.height, image.tobytes())
