"""A folder of images as a domain: which classes it has and which files belong to them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ipclip_app.data.class_names import class_key, colliding_names, display_name
from ipclip_app.data.folders import FolderListing, list_folder, require_folder, visible_entries
from ipclip_app.data.images import content_digest, looks_like_image
from ipclip_app.errors import ClassCollisionError, FolderError, ImageError, StrayImageError
from ipclip_app.paths import is_folder, real_path
from ipclip_app.progress import Job, Report


@dataclass(frozen=True)
class ImageFile:
    """One image: where it lies, its class (None when unlabelled) and the SHA-256 of its bytes."""

    path: Path
    class_name: str | None
    digest: str


@dataclass(frozen=True)
class Domain:
    """A folder of images in one style.

    Attributes:
        name: The folder's name.
        root: The folder.
        files: Its images, sorted by class and path.
        class_names: Sorted names of the classes that have images, empty when unlabelled.
    """

    name: str
    root: Path
    files: tuple[ImageFile, ...]
    class_names: tuple[str, ...]

    @property
    def labelled(self) -> bool:
        """Whether the images lie in class subfolders."""
        return bool(self.class_names)

    def distinct_count(self) -> int:
        """Number of images that differ in content."""
        return len({file.digest for file in self.files})

    def distinct_counts(self) -> dict[str, int]:
        """Number of images of each class that differ in content."""
        contents = {(file.class_name, file.digest) for file in self.files}
        counts = Counter(name for name, _ in contents)
        return {name: counts[name] for name in self.class_names}


@dataclass(frozen=True)
class ScannedDomain:
    """What a folder holds.

    Attributes:
        domain: Its images.
        failures: Files that are left out, each with its reason.
        empty_folders: Class folders without any image.
        collisions: Groups of class folders that mean the same name; empty unless the scan was tolerant.
    """

    domain: Domain
    failures: tuple[ImageError, ...]
    empty_folders: tuple[Path, ...] = ()
    collisions: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Discovery:
    """The domains of a folder.

    Attributes:
        domains: In a fixed order; the folder alone if it is a domain itself.
        unreadable: Folders beside the domains that cannot be listed; those in a domain are found by scanning it.
    """

    domains: tuple[Path, ...]
    unreadable: tuple[Path, ...] = ()


def discover_domains(root: Path) -> Job[Discovery]:
    """Decide whether a folder is one domain or a folder of domains, with one report per folder listed.

    It is a folder of domains when more of its subfolders keep their images one level deeper than directly.

    Raises:
        FolderError: It is missing, no folder, must not be read, or holds no image.
    """
    require_folder(root)
    listings, unreadable = yield from _list_subfolders(root)
    flat = [listing.root for listing in listings if _any_image(listing.loose)]
    deep = [listing.root for listing in listings if listing.root not in flat and _is_labelled(listing)]
    if len(deep) > len(flat):
        domains = tuple(listing.root for listing in listings if listing.root in (*flat, *deep))
        return Discovery(domains, unreadable)
    if not flat and not deep and not unreadable and not _any_image((yield from list_folder(root)).loose):
        raise FolderError(root, "contains no image", "give a folder with images or with one subfolder per class")
    return Discovery((root,))


def scan_domain(root: Path, *, needs_classes: bool = False, tolerant: bool = False) -> Job[ScannedDomain]:
    """Read a folder as a domain: list it, then hash every file; nothing is decoded.

    Images nested deeper than a class subfolder belong to it. Without class subfolders the domain is unlabelled.

    Args:
        root: The folder of one domain.
        needs_classes: Refuse an unlabelled folder.
        tolerant: Report class folders that mean the same name, and accept a folder of which nothing is usable.

    Raises:
        FolderError: The folder is missing, unreadable, without any image or without the classes it needs.
        ClassCollisionError: Two class folders mean the same name.
    """
    listing = yield from list_folder(root)
    labelled = _is_labelled(listing)
    if needs_classes and not labelled and _any_image(listing.loose):
        raise FolderError(root, "has no class subfolders", "put the images of each class into a subfolder of its name")
    collisions = colliding_names(name for name, paths in listing.subfolders.items() if labelled and _any_image(paths))
    if collisions and not tolerant:
        raise ClassCollisionError(root, collisions[0])
    files, failures = yield from _hash(_candidates(listing) if labelled else [(None, path) for path in listing.loose])
    if not files and not tolerant:
        raise FolderError(root, _why_nothing(failures), "give a folder with images or with one subfolder per class")
    names = tuple(sorted({file.class_name for file in files if file.class_name is not None}))
    empty = _empty_folders(listing) if labelled else ()
    strays = tuple(StrayImageError(path) for path in listing.loose if labelled and looks_like_image(path))
    domain = Domain(real_path(root).name, root, files, names)
    return ScannedDomain(domain, (*listing.unreadable, *strays, *failures), empty, collisions)


def restrict(domain: Domain, class_names: Sequence[str]) -> Domain:
    """Keep the images whose class is one of `class_names`, under the spelling given there."""
    spelling = {class_key(name): name for name in class_names}
    known = {name: spelling[class_key(name)] for name in domain.class_names if class_key(name) in spelling}
    files = tuple(replace(file, class_name=known[file.class_name]) for file in domain.files if file.class_name in known)
    names = tuple(sorted({file.class_name for file in files if file.class_name is not None}))
    return replace(domain, files=files, class_names=names)


def _subfolders(root: Path) -> list[Path]:
    """The visible folders in `root`, each real folder once, without links back to `root` or above."""
    found: dict[Path, Path] = {}
    for entry in filter(is_folder, visible_entries(root)):
        if not real_path(root).is_relative_to(real_path(entry)):
            found.setdefault(real_path(entry), entry)
    return list(found.values())


def _list_subfolders(root: Path) -> Job[tuple[list[FolderListing], tuple[Path, ...]]]:
    listings: list[FolderListing] = []
    unreadable: list[Path] = []
    for folder in _subfolders(root):
        try:
            listings.append((yield from list_folder(folder)))
        except FolderError:
            unreadable.append(folder)
    return listings, tuple(unreadable)


def _any_image(paths: Iterable[Path]) -> bool:
    return any(map(looks_like_image, paths))


def _is_labelled(listing: FolderListing) -> bool:
    return any(map(_any_image, listing.subfolders.values()))


def _empty_folders(listing: FolderListing) -> tuple[Path, ...]:
    """Class folders that neither hold an image, be it damaged, nor a folder that cannot be looked into."""
    folders = [listing.root / name for name, paths in listing.subfolders.items() if not _any_image(paths)]
    locked = [error.path for error in listing.unreadable]
    return tuple(folder for folder in folders if not any(path.is_relative_to(folder) for path in locked))


def _candidates(listing: FolderListing) -> list[tuple[str | None, Path]]:
    return [(display_name(name), path) for name, paths in listing.subfolders.items() for path in paths]


def _hash(candidates: list[tuple[str | None, Path]]) -> Job[tuple[tuple[ImageFile, ...], tuple[ImageError, ...]]]:
    files: list[ImageFile] = []
    failures: list[ImageError] = []
    for step, (class_name, path) in enumerate(candidates):
        yield Report("scan", step, len(candidates))
        try:
            files.append(ImageFile(path, class_name, content_digest(path)))
        except ImageError as error:
            failures.append(error)
    yield Report("scan", len(candidates), len(candidates))
    return tuple(files), tuple(failures)


def _why_nothing(failures: Sequence[ImageError]) -> str:
    if not failures:
        return "contains no image"
    return f"contains no usable image ({len(failures)} file(s) left out, the first being {failures[0].path.name})"
