"""From two folders to the images of a run: classes in common, parts of the split, and a fingerprint of it all."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import AnySplit, ProtocolSplit, SplitConfig
from ipclip_app.data.domains import Domain, ImageFile, restrict, scan_domain
from ipclip_app.data.pairs import DomainPair, lone_domain, pair_domains, require_distinct
from ipclip_app.data.protocols import admit_domain, protocol_of
from ipclip_app.data.splits import Split, split_domain
from ipclip_app.progress import Job, Notice

PHASE: Final = "scan"
NOT_DRAWN: Final = "not drawn by the protocol"


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
        split: How the parts were formed.
    """

    class_names: tuple[str, ...]
    authorized: Split
    unauthorized: Split
    labelled: bool
    left_out: dict[str, int]
    roots: tuple[Path, Path]
    split: AnySplit = field(default_factory=SplitConfig)

    @property
    def is_lone(self) -> bool:
        """Whether one domain stands on both sides."""
        return self.roots[0] == self.roots[1]

    def seen(self) -> frozenset[str]:
        """Digests of all training and validation images of both domains."""
        splits = (self.authorized, self.unauthorized)
        return frozenset(file.digest for split in splits for file in (*split.train, *split.validation))

    def tested(self, further: Domain) -> tuple[ImageFile, ...]:
        """Images of a further domain to test on: all of the run's classes, or what the protocol draws for tests.

        Raises:
            FolderError, ProtocolImagesError: The domain is not what the protocol needs.
        """
        if isinstance(self.split, ProtocolSplit):
            return split_domain(further, self.split).test
        return restrict(further, self.class_names).files

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


def read_dataset(authorized: Path, unauthorized: Path | None, split: AnySplit) -> Job[Dataset]:
    """Scan, pair and split two domains; every image or class left out is announced.

    Args:
        authorized: Folder of the authorized domain.
        unauthorized: Folder of the unauthorized domain; None where its images are made from the authorized ones.
        split: Shares of the parts, or a published protocol.

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
    admitted = [_admitted(scanned.domain, split) for scanned in (scanned_a, scanned_u) if scanned]
    pair = pair_domains(*admitted) if scanned_u else lone_domain(*admitted)
    for sentence in pair.notices:
        yield Notice(PHASE, 0, 0, sentence)
    left_out = dict(pair.left_out) | ({"not usable": len(failures)} if failures else {})
    return _split(pair, split, left_out, (authorized, unauthorized or authorized))


def _admitted(domain: Domain, split: AnySplit) -> Domain:
    """The domain, under a protocol with its classes only; what it lacks is told before the other is looked at."""
    return admit_domain(domain, protocol_of(split.protocol)) if isinstance(split, ProtocolSplit) else domain


def _split(pair: DomainPair, split: AnySplit, left_out: dict[str, int], roots: tuple[Path, Path]) -> Dataset:
    domains = (pair.authorized,) if roots[0] == roots[1] else (pair.authorized, pair.unauthorized)
    parts = [split_domain(domain, split) for domain in domains]
    kept = sum(len(part.train) + len(part.validation) + len(part.test) for part in parts)
    spare = sum(len(domain.files) for domain in domains) - kept
    reasons = left_out | ({NOT_DRAWN: spare} if spare else {})
    return Dataset(pair.class_names, parts[0], parts[-1], pair.unauthorized.labelled, reasons, roots, split)


def class_indices(files: tuple[ImageFile, ...], class_names: tuple[str, ...]) -> list[int]:
    """Position of each labelled file's class among the run's classes."""
    index = {name: position for position, name in enumerate(class_names)}
    return [index[file.class_name] for file in files if file.class_name is not None]
