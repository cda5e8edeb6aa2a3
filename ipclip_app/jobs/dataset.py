"""From two folders to the images of a run: classes in common, parts of the split, and a fingerprint of it all."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import SplitConfig
from ipclip_app.data.domains import ImageFile, scan_domain
from ipclip_app.data.pairs import pair_domains, require_distinct
from ipclip_app.data.splits import Split, split_domain
from ipclip_app.progress import Job, Notice

PHASE: Final = "scan"


@dataclass(frozen=True)
class Dataset:
    """The images of a run.

    Attributes:
        class_names: The N classes in common, sorted.
        authorized: Parts of the authorized domain.
        unauthorized: Parts of the unauthorized domain.
        labelled: Whether the unauthorized images have classes of their own.
        left_out: Number of images left out, by reason.
        roots: The authorized and the unauthorized folder.
    """

    class_names: tuple[str, ...]
    authorized: Split
    unauthorized: Split
    labelled: bool
    left_out: dict[str, int]
    roots: tuple[Path, Path]

    def seen(self) -> frozenset[str]:
        """Digests of all training and validation images of both domains."""
        splits = (self.authorized, self.unauthorized)
        return frozenset(file.digest for split in splits for file in (*split.train, *split.validation))

    def fingerprint(self) -> str:
        """SHA-256 over classes, parts and contents; the same wherever the folders lie and whatever files are called."""
        parts = {
            f"{domain}.{part}": sorted((file.class_name or "", file.digest) for file in getattr(split, part))
            for domain, split in (("authorized", self.authorized), ("unauthorized", self.unauthorized))
            for part in ("train", "validation", "test")
        }
        content = json.dumps([self.class_names, self.labelled, parts], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def summary(self) -> dict[str, Any]:
        """Counts for people, as JSON values."""
        counts = {
            name: {part: len(getattr(split, part)) for part in ("train", "validation", "test")}
            for name, split in (("authorized", self.authorized), ("unauthorized", self.unauthorized))
        }
        return {
            "classes": list(self.class_names),
            "images": counts,
            "unauthorized_labels": "folders" if self.labelled else "pseudo",
            "left_out": self.left_out,
        }


def read_dataset(authorized: Path, unauthorized: Path, split: SplitConfig) -> Job[Dataset]:
    """Scan, pair and split two domains; every image or class left out is announced.

    Raises:
        FolderError, NoCommonClassError, ClassCollisionError, TooFewImagesError: The folders do not make a run.
    """
    require_distinct(authorized, unauthorized)
    scanned_a = yield from scan_domain(authorized, needs_classes=True)
    scanned_u = yield from scan_domain(unauthorized)
    for failure in (*scanned_a.failures, *scanned_u.failures):  # they may be why no pair comes about
        yield Notice(PHASE, 0, 0, str(failure))
    pair = pair_domains(scanned_a.domain, scanned_u.domain)
    for sentence in pair.notices:
        yield Notice(PHASE, 0, 0, sentence)
    left_out = dict(pair.left_out)
    unusable = len(scanned_a.failures) + len(scanned_u.failures)
    if unusable:
        left_out["not usable"] = unusable
    return Dataset(
        pair.class_names,
        split_domain(pair.authorized, split),
        split_domain(pair.unauthorized, split),
        pair.unauthorized.labelled,
        left_out,
        (authorized, unauthorized),
    )


def class_indices(files: tuple[ImageFile, ...], class_names: tuple[str, ...]) -> list[int]:
    """Position of each labelled file's class among the run's classes."""
    index = {name: position for position, name in enumerate(class_names)}
    return [index[file.class_name] for file in files if file.class_name is not None]
