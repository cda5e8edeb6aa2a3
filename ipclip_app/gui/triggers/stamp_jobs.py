"""Stamps everything that was given, one image or folder after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ipclip_app.errors import ImageError, OutputError
from ipclip_app.gui.triggers.shelf import read
from ipclip_app.paths import is_folder
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.jobs.stamp import StampSummary


@dataclass(frozen=True)
class StampWish:
    """What the owner has chosen.

    Attributes:
        trigger: The trigger's file; None for the published grid.
        sources: Images and folders.
        out: The folder for the copies; a folder's copies go to one of its name in it.
        force: Replace copies that are there.
    """

    trigger: Path | None
    sources: tuple[Path, ...]
    out: Path
    force: bool = False


@dataclass(frozen=True)
class Stamping:
    """What came out.

    Attributes:
        out: Where the copies are.
        stamped: How many.
        left_out: What could not be used, with the reason.
    """

    out: Path
    stamped: int
    left_out: tuple[ImageError, ...]


def stamp_all(wish: StampWish) -> Job[Stamping]:
    """Stamp images and folders; an image that cannot be used does not keep the others from it.

    Raises:
        IpclipError: The trigger cannot be read, or copies cannot be written where they shall go.
    """
    from ipclip_app.jobs.stamp import StampRequest, stamp

    trigger = read(wish.trigger)
    _make_folder(wish.out)
    stamped, left_out = 0, list[ImageError]()
    for source in wish.sources:
        out = wish.out / source.name if is_folder(source) else wish.out
        try:
            summary: StampSummary = yield from stamp(StampRequest(trigger, source, out, wish.force))
        except ImageError as error:
            left_out.append(error)
        else:
            stamped += summary.stamped
            left_out.extend(summary.left_out)
    return Stamping(wish.out, stamped, tuple(left_out))


def named_first(sources: Sequence[Path]) -> str:
    """What to call several sources in a sentence."""
    return ", ".join(source.name or str(source) for source in sources[:3]) + (", …" if len(sources) > 3 else "")  # noqa: PLR2004 - see above


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error
