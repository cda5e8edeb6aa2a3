"""Examines folders of images before a training: every file is hashed and decoded, nothing is changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipclip_app.data.class_names import printable
from ipclip_app.data.doctor import ExaminedDomain, empty_folder, examine, unreadable_folder
from ipclip_app.data.domains import ImageFile, ScannedDomain, discover_domains, scan_domain
from ipclip_app.data.findings import Finding
from ipclip_app.data.folders import visible_entries
from ipclip_app.data.images import read_image
from ipclip_app.errors import ImageError
from ipclip_app.jobs.read_ahead import THREADS, read_ahead
from ipclip_app.paths import is_folder, real_path
from ipclip_app.progress import Job, Report


@dataclass(frozen=True)
class DomainSummary:
    """How many images a domain has.

    Attributes:
        name: The folder's name.
        root: The folder.
        usable: Images that can be decoded.
        left_out: Files and folders that cannot be used.
        classes: Usable images per class, empty when unlabelled.
    """

    name: str
    root: Path
    usable: int
    left_out: int
    classes: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        """The counts as plain JSON values."""
        return {
            "name": printable(self.name),
            "root": printable(str(self.root)),
            "labelled": bool(self.classes),
            "usable": self.usable,
            "left_out": self.left_out,
            "classes": dict(self.classes),
        }


@dataclass(frozen=True)
class Examination:
    """What the doctor found, errors first."""

    domains: tuple[DomainSummary, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """Number of findings that spoil a result, stop a training or lose an image."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Number of the other findings."""
        return len(self.findings) - self.errors

    def to_json(self) -> dict[str, Any]:
        """The examination as plain JSON values."""
        return {
            "domains": [domain.to_json() for domain in self.domains],
            "findings": [finding.to_json() for finding in self.findings],
            "errors": self.errors,
            "warnings": self.warnings,
        }


def examine_folders(folders: Sequence[Path]) -> Job[Examination]:
    """Examine domains, or folders of domains, each by itself and all with each other.

    Phases: `folders` (listing), `scan` (hashing), `decode`; latency of cancelling is about one image.

    Raises:
        FolderError: A given folder is missing, no folder, must not be read, or holds no image.
    """
    roots, findings = yield from _domains_in(folders)
    scans: dict[Path, ScannedDomain] = {}
    for root in roots:
        scans[root] = yield from scan_domain(root, tolerant=True)
    damage = yield from _decode([file for scan in scans.values() for file in scan.domain.files])
    domains = [_examined(scan, damage) for scan in scans.values()]
    findings.extend(examine(domains))
    findings.sort(key=lambda finding: finding.severity != "error")
    return Examination(tuple(map(_summary, domains)), tuple(findings))


def _domains_in(folders: Sequence[Path]) -> Job[tuple[list[Path], list[Finding]]]:
    """The domains below the folders, each once, and what is wrong with the folders beside them."""
    found: dict[Path, Path] = {}
    findings: list[Finding] = []
    for folder in folders:
        discovery = yield from discover_domains(folder)
        for domain in discovery.domains:
            found.setdefault(real_path(domain), domain)
        findings.extend(map(unreadable_folder, discovery.unreadable))
        if discovery.domains != (folder,):
            known = (*discovery.domains, *discovery.unreadable)
            beside = [entry for entry in visible_entries(folder) if is_folder(entry) and not entry.is_symlink()]
            findings.extend(empty_folder(entry) for entry in beside if entry not in known)
    return list(found.values()), findings


def _decode(files: Sequence[ImageFile]) -> Job[dict[Path, ImageError]]:
    """Decode every file; the errors of those that cannot be."""
    damage: dict[Path, ImageError] = {}
    yield Report("decode", 0, len(files))
    with closing(read_ahead(_damage, [file.path for file in files], THREADS, 2 * THREADS)) as errors:
        for step, error in enumerate(errors, start=1):
            if error is not None:
                damage[error.path] = error
            yield Report("decode", step, len(files))
    return damage


def _damage(path: Path) -> ImageError | None:
    try:
        read_image(path)
    except ImageError as error:
        return error
    return None


def _examined(scan: ScannedDomain, damage: Mapping[Path, ImageError]) -> ExaminedDomain:
    return ExaminedDomain(scan, tuple(damage[file.path] for file in scan.domain.files if file.path in damage))


def _summary(domain: ExaminedDomain) -> DomainSummary:
    usable, scanned = domain.usable, domain.scanned
    classes = Counter(file.class_name for file in usable.files if file.class_name is not None)
    counts = {name: classes[name] for name in scanned.domain.class_names}
    left_out = len(scanned.failures) + len(domain.damaged)
    return DomainSummary(usable.name, usable.root, len(usable.files), left_out, counts)
