"""Stamps an owner's trigger on copies of images, one or a whole tree of folders; loads no torch."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ipclip_app.data.images import read_image
from ipclip_app.data.stamped_file import encode_picture, kind_of_copy, kind_of_name, name_of_copy
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import (
    ImageError,
    ImageMemoryError,
    OutputError,
    OutputExistsError,
    UnreadableImageError,
    UsageError,
)
from ipclip_app.jobs.audit_walk import Found, Walk
from ipclip_app.jobs.read_ahead import THREADS, read_ahead
from ipclip_app.paths import is_folder, real_path
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.storage import write_bytes

FOLDERS: Final = "folders"
PHASE: Final = "stamping"
_LISTED_AT_ONCE: Final = 1000


@dataclass(frozen=True)
class StampRequest:
    """What to stamp.

    Attributes:
        trigger: The trigger.
        source: An image, or a folder of any depth; nothing in it is changed.
        out: For a folder, the one that gets the copies, at the same paths below it. For an image, the copy, or a folder
            that is there and gets it.
        force: Replace copies that are there already.
    """

    trigger: Trigger
    source: Path
    out: Path
    force: bool = False


@dataclass(frozen=True)
class StampSummary:
    """What was stamped.

    Attributes:
        trigger: The trigger's identity.
        out: The folder, or the copy of the one image.
        stamped: Number of copies.
        left_out: Why other files, or whole folders, have no copy.
        seconds: How long it took.
    """

    trigger: str
    out: Path
    stamped: int
    left_out: tuple[ImageError, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values."""
        left_out = [{"path": str(error.path), "error": f"{error.reason}; {error.remedy}"} for error in self.left_out]
        facts = {"trigger": self.trigger, "out": str(self.out), "stamped": self.stamped, "left_out": left_out}
        return facts | {"seconds": self.seconds}


def stamp(request: StampRequest) -> Job[StampSummary]:
    """Write copies with the trigger: JPEG for JPEG, PNG for everything else, upright and without metadata.

    In a folder, what cannot be used is named in a notice and has no copy, and the work goes on. Closing the job leaves
    the copies that are finished, and none by half.

    Yields:
        Reports of the phase `folders`, which lists the files, and of the phase `stamping`, one per file.

    Raises:
        ImageError: The source is one image, and it cannot be used.
        UsageError: The copies would lie among the images or the other way round, or their name tells no known format.
        OutputExistsError: A copy is there already, and `force` is not set.
        OutputError: A copy cannot be written.
    """
    if is_folder(request.source):
        return (yield from _stamp_folder(request))
    return (yield from _stamp_image(request))


def _stamp_image(request: StampRequest) -> Job[StampSummary]:
    started, source = time.monotonic(), request.source
    yield Report(PHASE, 0, 1)
    if is_folder(request.out):
        copy = request.out / _name_of_copy(source)
    elif kind_of_name(request.out) is not None:
        copy = request.out
    else:
        raise UsageError(f"{request.out}: is no folder, and its name does not end with .png or .jpg; choose another.")
    if real_path(copy) == real_path(source):
        raise UsageError(f"{copy}: is the image itself; choose another name for the copy.")
    if os.path.lexists(copy) and not request.force:
        raise OutputExistsError(copy)
    _write_copy(request.trigger, source, copy)
    yield Report(PHASE, 1, 1)
    return StampSummary(request.trigger.identity, copy, 1, (), time.monotonic() - started)


def _stamp_folder(request: StampRequest) -> Job[StampSummary]:
    started = time.monotonic()
    _require_free(request)
    files = yield from _list(request.source)
    left_out: list[ImageError] = []
    yield Report(PHASE, 0, len(files))
    with closing(read_ahead(_Copying(request).copy, files, THREADS, 2 * THREADS)) as results:
        for step, error in enumerate(results, start=1):
            if error is not None:
                left_out.append(error)
                yield Notice(PHASE, step, len(files), f"Left out: {error}")
            yield Report(PHASE, step, len(files))
    stamped, seconds = len(files) - len(left_out), time.monotonic() - started
    return StampSummary(request.trigger.identity, request.out, stamped, tuple(left_out), seconds)


def _require_free(request: StampRequest) -> None:
    """Check that no copy would lie among the images, and that nothing would be overwritten unasked."""
    source, out = real_path(request.source), real_path(request.out)
    if out.is_relative_to(source) or source.is_relative_to(out):
        raise UsageError(
            f"{request.out} and {request.source} lie in one another; choose a folder for the copies alone."
        )
    try:
        occupied = os.path.lexists(request.out) and next(request.out.iterdir(), None) is not None
    except OSError as error:
        raise OutputError(request.out, error.strerror or str(error)) from error
    if occupied and not request.force:
        raise OutputExistsError(request.out)


def _list(folder: Path) -> Job[Sequence[Found]]:
    """All files first, so that no copy is taken for an image, whatever links there are."""
    walk: Iterator[Found] = iter(Walk([folder]))
    files: list[Found] = []
    yield Report(FOLDERS, 0, 0)
    while part := list(islice(walk, _LISTED_AT_ONCE)):
        files.extend(part)
        yield Report(FOLDERS, len(files), 0)
    return files


class _Copying:
    """Writes the copies of a folder's files; runs in threads."""

    def __init__(self, request: StampRequest) -> None:
        self._request = request
        self._real_source = real_path(request.source)

    def copy(self, found: Found) -> ImageError | None:
        """Write the copy of a file, or tell why there is none."""
        if isinstance(found, ImageError):
            return found
        folder = self._request.out / found.parent.relative_to(self._request.source)
        if real_path(folder).is_relative_to(self._real_source):
            raise UsageError(f"{folder}: leads back to the images; remove the link, or choose another folder.")
        try:
            _write_copy(self._request.trigger, found, folder / _name_of_copy(found))
        except ImageError as error:
            return error
        return None


def _write_copy(trigger: Trigger, source: Path, copy: Path) -> None:
    try:
        picture = trigger.stamp(read_image(source))
        content = encode_picture(picture, kind_of_name(copy) or "PNG")
    except MemoryError as error:
        raise ImageMemoryError(source) from error
    except (OSError, ValueError) as error:
        raise ImageError(source, f"cannot be written anew ({error})", "save it as PNG or remove it") from error
    write_bytes(copy, content)


def _name_of_copy(source: Path) -> str:
    try:
        return name_of_copy(source, kind_of_copy(source))
    except OSError as error:
        raise UnreadableImageError(source, error.strerror or str(error)) from error
