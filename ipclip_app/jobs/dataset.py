"""From two folders to the images of a run: classes in common, parts of the split, and a fingerprint of it all."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import SplitConfig
from ipclip_app.data.domains import ImageFile, scan_domain
from ipclip_app.data.pairs import DomainPair, lone_domain, pair_domains, require_distinct
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
        roots: The authorized and the unauthorized folder; the authorized one twice where it stands on both sides.
    """

    class_names: tuple[str, ...]
    authorized: Split
    unauthorized: Split
    labelled: bool
    left_out: dict[str, int]
    roots: tuple[Path, Path]

    @property
    def is_lone(self) -> bool:
        """Whether one domain stands on both sides."""
        return self.roots[0] == self.roots[1]

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


def read_dataset(authorized: Path, unauthorized: Path | None, split: SplitConfig) -> Job[Dataset]:
    """Scan, pair and split two domains; every image or class left out is announced.

    Args:
        authorized: Folder of the authorized domain.
        unauthorized: Folder of the unauthorized domain; None where its images are made from the authorized ones.
        split: Shares of the parts.

    Raises:
        FolderError, NoCommonClassError, ClassCollisionError, TooFewImagesError: The folders do not make a run.
    """
    if unauthorized is not None:
        require_distinct(authorized, unauthorized)
    scanned_a = yield from scan_domain(authorized, needs_classes=True)
    scanned_u = None if unauthorized is None else (yield from scan_domain(unauthorized))
    failures = (*scanned_a.failures, *(scanned_u.failures if scanned_u else ()))
    for failure in failures:  # they may be why no pair comes about
        yield Notice(PHASE, 0, 0, str(failure))
    pair = pair_domains(scanned_a.domain, scanned_u.domain) if scanned_u else lone_domain(scanned_a.domain)
    for sentence in pair.notices:
        yield Notice(PHASE, 0, 0, sentence)
    left_out = dict(pair.left_out) | ({"not usable": len(failures)} if failures else {})
    return _split(pair, split, left_out, (authorized, unauthorized or authorized))


def _split(pair: DomainPair, split: SplitConfig, left_out: dict[str, int], roots: tuple[Path, Path]) -> Dataset:
    authorized, unauthorized = (split_domain(domain, split) for domain in (pair.authorized, pair.unauthorized))
    return Dataset(pair.class_names, authorized, unauthorized, pair.unauthorized.labelled, left_out, roots)


def class_indices(files: tuple[ImageFile, ...], class_names: tuple[str, ...]) -> list[int]:
    """Position of each labelled file's class among the run's classes."""
    index = {name: position for position, name in enumerate(class_names)}
    return [index[file.class_name] for file in files if file.class_name is not None]
