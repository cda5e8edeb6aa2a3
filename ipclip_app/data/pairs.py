"""Two domains with the classes they share: the authorized and the unauthorized images of a run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ipclip_app.data.class_names import class_key, enumerate_names
from ipclip_app.data.domains import Domain, restrict
from ipclip_app.errors import FolderError, NoCommonClassError, TooFewClassesError, TooFewImagesError
from ipclip_app.paths import real_path

MINIMUM_IMAGES: Final = 3
MINIMUM_CLASSES: Final = 2


@dataclass(frozen=True)
class DomainPair:
    """Two domains restricted to the classes both have; an unlabelled unauthorized domain keeps all its images.

    Attributes:
        authorized: The domain on which the model shall work.
        unauthorized: The domain on which it shall fail; its classes bear the authorized folders' names.
        class_names: The common classes, sorted.
        left_out: Number of images left out by reason, only reasons that occur.
        notices: One sentence for each thing the user should know.
    """

    authorized: Domain
    unauthorized: Domain
    class_names: tuple[str, ...]
    left_out: Mapping[str, int]
    notices: tuple[str, ...]


def require_distinct(authorized: Path, unauthorized: Path) -> None:
    """Check that two domain folders are different and none contains the other.

    Raises:
        FolderError: They overlap.
    """
    first, second = real_path(authorized), real_path(unauthorized)
    if first == second:
        reason = "is given as the authorized and as the unauthorized folder"
    elif first.is_relative_to(second) or second.is_relative_to(first):
        reason = f"overlaps with {authorized}, because one folder lies inside the other"
    else:
        return
    raise FolderError(unauthorized, reason, "give two separate folders")


def pair_domains(authorized: Domain, unauthorized: Domain) -> DomainPair:
    """Restrict two domains to the classes that both have with at least MINIMUM_IMAGES different images each.

    So many are needed for one image each in training, validation and test. Names are compared by `class_key`.

    Raises:
        FolderError: The folders overlap, or the authorized one has no class subfolders.
        NoCommonClassError: No class name occurs in both.
        TooFewClassesError: Fewer than MINIMUM_CLASSES classes remain.
        TooFewImagesError: The unlabelled unauthorized domain has fewer than MINIMUM_IMAGES different images.
    """
    require_distinct(authorized.root, unauthorized.root)
    _require_labelled(authorized)
    labelled = [domain for domain in (authorized, unauthorized) if domain.labelled]
    common = _common_names(labelled)
    if not common:
        raise NoCommonClassError(authorized.root, unauthorized.root)
    scarce = {key for domain in labelled for key in _scarce_keys(domain)}
    names = tuple(name for name in common if class_key(name) not in scarce)
    _require_enough(authorized, unauthorized, names)
    left_out, notices = _left_out(labelled, common, scarce)
    kept = restrict(unauthorized, names) if unauthorized.labelled else unauthorized
    pair = DomainPair(restrict(authorized, names), kept, names, left_out, notices)
    return _with_shared_content(pair)


def lone_domain(authorized: Domain) -> DomainPair:
    """A domain that stands on both sides, for scenarios that make the unauthorized images from the authorized ones.

    Raises:
        FolderError: It has no class subfolders.
        TooFewClassesError: Fewer than MINIMUM_CLASSES classes have MINIMUM_IMAGES different images.
    """
    _require_labelled(authorized)
    scarce = _scarce_keys(authorized)
    names = tuple(name for name in authorized.class_names if class_key(name) not in scarce)
    _require_classes(str(authorized.root), names, "it")
    left_out, notices = _left_out([authorized], authorized.class_names, scarce)
    kept = restrict(authorized, names)
    return DomainPair(kept, kept, names, left_out, notices)


def _require_labelled(authorized: Domain) -> None:
    if not authorized.labelled:
        reason = "has no class subfolders, which the authorized folder needs"
        raise FolderError(authorized.root, reason, "put the images of each class into a subfolder of its name")


def _require_classes(what: str, names: tuple[str, ...], where: str) -> None:
    if len(names) < MINIMUM_CLASSES:
        remedy = f"add classes, or images: each class needs {MINIMUM_IMAGES} different ones in {where}"
        raise TooFewClassesError(what, len(names), MINIMUM_CLASSES, remedy)


def _common_names(domains: list[Domain]) -> tuple[str, ...]:
    """The first domain's spelling of the classes that every domain has."""
    keys = [{class_key(name) for name in domain.class_names} for domain in domains]
    return tuple(name for name in domains[0].class_names if all(class_key(name) in known for known in keys))


def _scarce_keys(domain: Domain) -> set[str]:
    return {class_key(name) for name, count in domain.distinct_counts().items() if count < MINIMUM_IMAGES}


def _require_enough(authorized: Domain, unauthorized: Domain, names: tuple[str, ...]) -> None:
    _require_classes(f"{authorized.root} and {unauthorized.root}", names, "each folder")
    if unauthorized.distinct_count() < MINIMUM_IMAGES:
        raise TooFewImagesError(str(unauthorized.root), unauthorized.distinct_count(), MINIMUM_IMAGES)


def _left_out(
    domains: list[Domain], common: tuple[str, ...], scarce: set[str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Count the images of the classes that are not used, by reason, and say so in sentences."""
    shared = {class_key(name) for name in common}
    scarce = scarce & shared
    absent = {class_key(name) for domain in domains for name in domain.class_names} - shared
    counts: Counter[str] = Counter()
    notices: list[str] = []
    alike = len({domain.name for domain in domains}) < len(domains)
    for domain in domains:
        for reason, keys in (
            (f"class only in {domain.root if alike else domain.name}", absent),
            (f"class with fewer than {MINIMUM_IMAGES} different images", scarce),
        ):
            names = [name for name in domain.class_names if class_key(name) in keys]
            images = len(restrict(domain, names).files)
            if images:
                counts[reason] += images
                notices.append(f"{domain.root}: {images} image(s) left out ({reason}): {enumerate_names(names)}.")
    return dict(counts), tuple(notices)


def _with_shared_content(pair: DomainPair) -> DomainPair:
    """Add a notice when images have the same content in both domains."""
    shared = {file.digest for file in pair.authorized.files} & {file.digest for file in pair.unauthorized.files}
    if not shared:
        return pair
    notice = (
        f"{len(shared)} image(s) lie both in {pair.authorized.root} and in {pair.unauthorized.root}; no model can tell "
        "them apart: run `ipclip doctor` on both folders and remove them from one."
    )
    return replace(pair, notices=(*pair.notices, notice))
