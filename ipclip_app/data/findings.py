"""What the doctor finds: a sentence that says what is wrong, another that says what to do, and the files concerned."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from ipclip_app.data.class_names import printable
from ipclip_app.errors import ImageError

Severity = Literal["error", "warning"]

_LOST_IMAGES: Final = frozenset({"unreadable", "truncated", "decompression_bomb", "too_large", "memory"})
_LEFT_OUT_CLASSES: Final = frozenset({"class_missing", "few_images"})
_OF_FOLDERS: Final = _LEFT_OUT_CLASSES | {"imbalance", "empty_folder", "name_collision"}


@dataclass(frozen=True)
class Finding:
    """One thing wrong with the folders.

    Attributes:
        kind: Of an image: `unreadable`, `truncated`, `decompression_bomb`, `too_large`, `memory`, `too_small`,
            `not_an_image` or `stray`; of a folder: `unreadable`, `class_missing`, `few_images`, `imbalance`,
            `empty_folder` or `name_collision`; of several images: `duplicate_within` or `duplicate_across`.
        severity: `error` for what spoils a result, stops a training or loses an image that was meant to be used;
            `warning` for what is left out or merely odd.
        paths: Files and folders concerned, at least one.
        sentence: What is wrong.
        remedy: What to do.
    """

    kind: str
    severity: Severity
    paths: tuple[Path, ...]
    sentence: str
    remedy: str

    @property
    def concerns_images(self) -> bool:
        """Whether `paths` are files rather than folders; a folder that cannot be listed counts as a file."""
        return self.kind not in _OF_FOLDERS

    @property
    def left_out(self) -> bool:
        """Whether a training leaves out what is concerned and goes on with the rest."""
        if self.kind in _LEFT_OUT_CLASSES:
            return self.severity == "warning"
        return self.concerns_images and not self.kind.startswith("duplicate")

    def to_json(self) -> dict[str, Any]:
        """The finding as plain JSON values."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "paths": [printable(str(path)) for path in self.paths],
            "sentence": printable(self.sentence),
            "remedy": printable(self.remedy),
        }


def image_finding(error: ImageError) -> Finding:
    """The finding that an image is left out, with the reason and remedy of its error."""
    severity: Severity = "error" if error.kind in _LOST_IMAGES else "warning"
    reason = f"{error.path} {error.reason}."
    return Finding(error.kind, severity, (error.path,), reason, _sentence(error.remedy))


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."
