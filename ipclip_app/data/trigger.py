"""The pixel trigger: a pattern that an owner stamps on images, and control patterns of equal strength.

It is stamped on the decoded image at its own size, before any resizing (the paper's ownership verification and
applicability authorization). The grid is that of the release: known to everybody, hard on the picture, and lost where
an image is made smaller. A secret trigger is drawn from a seed that its owner alone has; it scales with the image, so
that it survives resizing, compression and moderate crops.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from PIL import Image

from ipclip_app.data.trigger_file import SEED_BYTES, TriggerKind, TriggerRecord, read_record, write_record
from ipclip_app.data.trigger_pattern import Grid, Pattern, draw_tile, paint
from ipclip_app.data.trigger_waves import Texture, draw_texture
from ipclip_app.errors import DamagedTriggerError

IDENTITY_DIGITS: Final = 16
_DOMAIN: Final = b"ipclip-app trigger, first family: "
"""Another family of patterns needs another one, because an identity stands for what is drawn."""
_PUBLIC: Final = bytes(SEED_BYTES)
"""In place of a seed for the grid, whose identity and controls everybody may know."""


@dataclass(frozen=True)
class Trigger:
    """An owner's trigger.

    Attributes:
        kind: `grid`, every pixel on an even row or an even column, or `secret`, a pattern drawn from the seed.
        seed: SEED_BYTES random bytes that only the owner knows; empty for the grid.

    Raises:
        ValueError: The kind is unknown, or the seed does not suit it.
    """

    kind: TriggerKind
    seed: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        if self.kind not in {"grid", "secret"} or len(self.seed) != (SEED_BYTES if self.kind == "secret" else 0):
            raise ValueError(f"A trigger of the kind '{self.kind}' has no seed of {len(self.seed)} bytes.")

    @cached_property
    def identity(self) -> str:
        """Tells triggers apart, in IDENTITY_DIGITS hexadecimal digits; nothing about the seed follows from it."""
        return self._derive("identity").hex()[:IDENTITY_DIGITS]

    def stamp(self, image: Image.Image) -> Image.Image:
        """A copy of an RGB image with the trigger."""
        return paint(image, self._pattern)

    def control(self, number: int) -> "Control":
        """The control pattern of a number from 0 on: as strong and of the same family, but not this trigger.

        A control of a secret trigger is drawn like it, with as many white and black pixels, from a seed that follows
        from the owner's and the number; none of its waves comes near one of the owner's. The grid's controls are tiles
        of 8 pixels that leave as many pixels alone as the grid does, in no regular order; they harm a picture more.

        Raises:
            ValueError: The number is negative.
        """
        if number < 0:
            raise ValueError(f"There is no control pattern {number}.")
        seed, own = self._derive(f"control {number}"), self._pattern
        pattern = draw_texture(seed, (own.lines, *own.waves)) if isinstance(own, Texture) else draw_tile(seed)
        return Control(f"{self.identity}.{number}", pattern)

    @cached_property
    def _pattern(self) -> Pattern:
        return Grid() if self.kind == "grid" else draw_texture(self._derive("pattern"))

    def _derive(self, purpose: str) -> bytes:
        return hmac.digest(self.seed or _PUBLIC, _DOMAIN + f"{self.kind} {purpose}".encode(), hashlib.sha256)


@dataclass(frozen=True)
class Control:
    """A pattern that is stamped like a trigger and is none.

    Attributes:
        identity: The trigger's, a dot and the control's number.
        pattern: What is stamped.
    """

    identity: str
    pattern: Pattern = field(repr=False)

    def stamp(self, image: Image.Image) -> Image.Image:
        """A copy of an RGB image with the pattern."""
        return paint(image, self.pattern)


GRID: Final = Trigger("grid")


def new_trigger() -> Trigger:
    """A secret trigger that nobody has seen before."""
    return Trigger("secret", secrets.token_bytes(SEED_BYTES))


def write_trigger(path: Path, trigger: Trigger, *, force: bool = False) -> None:
    """Write a trigger file atomically, readable by its owner alone from the first byte on.

    Args:
        path: The new file.
        trigger: The trigger.
        force: Replace a file that is there already, which is lost then.

    Raises:
        TriggerExistsError: The file exists, and `force` is not set.
        OutputError: The file cannot be written.
    """
    write_record(path, TriggerRecord(trigger.kind, trigger.identity, trigger.seed), force=force)


def read_trigger(path: Path) -> Trigger:
    """Read what `write_trigger` wrote.

    Raises:
        TriggerFileError: The file cannot be read, is damaged or of a newer version; a class of its own tells the last
            two.
    """
    record = read_record(path)
    trigger = Trigger(record.kind, record.seed)
    if record.identity != trigger.identity:
        raise DamagedTriggerError(path, "its seed is not that of its identity")
    return trigger
