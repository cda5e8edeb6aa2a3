"""What is wrong with the folders of one or several domains, found before a training stumbles over it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ipclip_app.data.class_names import class_key, enumerate_names
from ipclip_app.data.domains import Domain, ImageFile, ScannedDomain
from ipclip_app.data.findings import Finding, Severity, image_finding
from ipclip_app.data.pairs import MINIMUM_CLASSES, MINIMUM_IMAGES
from ipclip_app.errors import ImageError

CLASS_IMBALANCE: Final = 5
DOMAIN_IMBALANCE: Final = 10


@dataclass(frozen=True)
class ExaminedDomain:
    """A domain every file of which has been decoded.

    Attributes:
        scanned: What the scan found.
        damaged: Files that the scan took for images but that cannot be decoded.
    """

    scanned: ScannedDomain
    damaged: tuple[ImageError, ...]

    @property
    def usable(self) -> Domain:
        """The domain without its damaged files; a class of which nothing is left disappears."""
        lost = {error.path for error in self.damaged}
        files = tuple(file for file in self.scanned.domain.files if file.path not in lost)
        names = tuple(sorted({file.class_name for file in files if file.class_name is not None}))
        return replace(self.scanned.domain, files=files, class_names=names)


def examine(domains: Sequence[ExaminedDomain]) -> Iterator[Finding]:
    """Findings of every domain by itself, then of the domains with each other."""
    for domain in domains:
        yield from map(image_finding, (*domain.scanned.failures, *domain.damaged))
        yield from _folders(domain.scanned)
        yield from _duplicates_within(domain.usable)
        yield from _few_images(domain)
        yield from _class_imbalance(domain.usable)
    usable = [domain.usable for domain in domains]
    yield from _duplicates_across(usable)
    yield from _missing_classes([domain for domain in usable if domain.labelled])
    yield from _domain_imbalance(usable)


def empty_folder(path: Path) -> Finding:
    """The finding that a folder holds no image."""
    return Finding("empty_folder", "warning", (path,), f"{path} contains no image.", "Fill it or remove it.")


def unreadable_folder(path: Path) -> Finding:
    """The finding that a folder cannot be listed."""
    return Finding("unreadable", "error", (path,), f"{path} cannot be listed.", "Check that you may read it.")


def _folders(scanned: ScannedDomain) -> Iterator[Finding]:
    root = scanned.domain.root
    for names in scanned.collisions:
        sentence = f"The class folders {enumerate_names(names)} of {root} mean the same name to CLIP."
        paths = tuple(root / name for name in names)
        yield Finding("name_collision", "error", paths, sentence, "Merge them or rename one.")
    yield from map(empty_folder, scanned.empty_folders)


def _duplicates_within(domain: Domain) -> Iterator[Finding]:
    for files in _repeated(domain.files):
        paths = tuple(file.path for file in files)
        classes = sorted({file.class_name for file in files if file.class_name is not None})
        if len(classes) > 1:
            sentence = f"{enumerate_names(paths)} have the same content but the classes {enumerate_names(classes)}."
            yield Finding("duplicate_within", "error", paths, sentence, "Keep the image in the class it belongs to.")
        else:
            sentence = f"{enumerate_names(paths)} have the same content."
            remedy = "Remove the copies; they count as one image and stay in one part of the split."
            yield Finding("duplicate_within", "warning", paths, sentence, remedy)


def _few_images(domain: ExaminedDomain) -> Iterator[Finding]:
    usable = domain.usable
    counts = usable.distinct_counts()
    for name in domain.scanned.domain.class_names:
        count = counts.get(name, 0)
        if count < MINIMUM_IMAGES:
            sentence = f"The class {name} of {usable.root} has {count} different usable image(s) and would be left out."
            yield _too_few(usable.root / name, "warning", sentence, f"Add images up to {MINIMUM_IMAGES} or more.")
    enough = sum(count >= MINIMUM_IMAGES for count in counts.values())
    if usable.labelled and enough < MINIMUM_CLASSES:
        sentence = f"{usable.root} has {enough} class(es) with at least {MINIMUM_IMAGES} different usable images."
        yield _too_few(usable.root, "error", sentence, f"Fill {MINIMUM_CLASSES} classes or more.")
    if not usable.labelled and usable.distinct_count() < MINIMUM_IMAGES:
        sentence = f"{usable.root} has {usable.distinct_count()} different usable image(s)."
        yield _too_few(usable.root, "error", sentence, f"Add images up to {MINIMUM_IMAGES} or more.")


def _too_few(path: Path, severity: Severity, sentence: str, remedy: str) -> Finding:
    return Finding("few_images", severity, (path,), sentence, remedy)


def _class_imbalance(domain: Domain) -> Iterator[Finding]:
    counts = domain.distinct_counts()
    if not counts:
        return
    small, large = min(counts, key=counts.__getitem__), max(counts, key=counts.__getitem__)
    if counts[large] > CLASS_IMBALANCE * counts[small]:
        sentence = (
            f"The class {large} of {domain.root} has {counts[large]} different images but {small} only "
            f"{counts[small]}, which is more than {CLASS_IMBALANCE} to 1."
        )
        paths = (domain.root / large, domain.root / small)
        yield Finding("imbalance", "warning", paths, sentence, f"Add images of {small} or remove some of {large}.")


def _domain_imbalance(domains: Sequence[Domain]) -> Iterator[Finding]:
    counts = {domain.root: domain.distinct_count() for domain in domains}
    if len(counts) < 2:  # noqa: PLR2004 - a comparison takes two
        return
    small, large = min(counts, key=counts.__getitem__), max(counts, key=counts.__getitem__)
    if counts[large] > DOMAIN_IMBALANCE * counts[small]:
        sentence = (
            f"{large} has {counts[large]} different images but {small} only {counts[small]}, "
            f"which is more than {DOMAIN_IMBALANCE} to 1."
        )
        yield Finding("imbalance", "warning", (large, small), sentence, f"Add images to {small}.")


def _duplicates_across(domains: Sequence[Domain]) -> Iterator[Finding]:
    home = {file.path: domain.root for domain in domains for file in domain.files}
    for files in _repeated([file for domain in domains for file in domain.files]):
        roots = {home[file.path] for file in files}
        if len(roots) > 1:
            paths = tuple(file.path for file in files)
            sentence = f"{enumerate_names(paths)} have the same content but lie in different domains."
            remedy = "Keep the image in one domain; no model can accept and refuse it at once."
            yield Finding("duplicate_across", "error", paths, sentence, remedy)


def _missing_classes(domains: Sequence[Domain]) -> Iterator[Finding]:
    """Classes that not every labelled domain has; an error when no class is left in common."""
    known = {domain.root: {class_key(name): name for name in domain.class_names} for domain in domains}
    everywhere = set.intersection(*map(set, known.values())) if known else set()
    for key in sorted({key for names in known.values() for key in names} - everywhere):
        having = {root: names[key] for root, names in known.items() if key in names}
        lacking = [root for root in known if root not in having]
        paths = tuple(root / name for root, name in having.items())
        sentence = f"The class {next(iter(having.values()))} of {enumerate_names(having)} has no counterpart in "
        remedy = "Add a folder of that name, or rename the one that means the same; otherwise the class is left out."
        yield Finding("class_missing", "warning", paths, f"{sentence}{enumerate_names(lacking)}.", remedy)
    if known and not everywhere:
        sentence = f"{enumerate_names(known)} have no class in common."
        remedy = "Name the class folders of all domains alike."
        yield Finding("class_missing", "error", tuple(known), sentence, remedy)


def _repeated(files: Sequence[ImageFile]) -> list[list[ImageFile]]:
    """Groups of files with equal content, in the order of their first files."""
    groups: dict[str, list[ImageFile]] = {}
    for file in files:
        groups.setdefault(file.digest, []).append(file)
    return [group for group in groups.values() if len(group) > 1]
