"""What an owner does with backbones: see them, add his own, download published ones, remove them."""

import shutil
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ipclip_app.errors import (
    BackboneNotFoundError,
    BackboneWeightsError,
    IncompleteInstallationError,
    OutputError,
    UsageError,
)
from ipclip_app.model.backbone_download import download, read_record
from ipclip_app.model.backbone_files import WEIGHTS_FILE
from ipclip_app.model.backbone_loading import DEMO, load_backbone
from ipclip_app.model.backbone_registry import RegisteredBackbone, register, registered, require_name, unregister
from ipclip_app.model.pretrained import RECOMMENDATIONS, PublishedBackbone, find_published, usable_published
from ipclip_app.paths import from_home, is_folder, real_path
from ipclip_app.progress import Report
from ipclip_app.resources import resource_path

Kind = Literal["demo", "added", "downloaded", "damaged", "available"]


@dataclass(frozen=True)
class BackboneEntry:
    """A line of the list of backbones.

    Attributes:
        name: What to give as `--backbone`.
        kind: `demo` (shipped), `added` by the owner, `downloaded`, `damaged` (remove it first) or `available`.
        location: Folder or reference; empty while only available.
        size: Bytes on the disk, 0 if not known.
        identity: Identity at the time it was added, else empty.
        recommended: Whether a new owner should choose among those.
    """

    name: str
    kind: Kind
    location: str = ""
    size: int = 0
    identity: str = ""
    recommended: bool = False


def list_backbones() -> tuple[BackboneEntry, ...]:
    """All backbones: the shipped one, the added ones, then the published ones with the downloaded ones first.

    Raises:
        BackboneConfigError: The list of added backbones is damaged.
    """
    added = [_added(entry) for entry in registered().values()]
    published = [_published(backbone) for backbone in usable_published()]
    published.sort(key=lambda entry: entry.kind == "available")
    return (_demo(), *added, *published)


def add_backbone(name: str, reference: str, *, replace: bool = False) -> Generator[Report, None, BackboneEntry]:
    """Load a backbone of the owner's strictly and remember it under a name; its files stay where they are.

    Args:
        name: What to call it.
        reference: A folder, or `ARCHITECTURE=FILE`.
        replace: Whether an added backbone of that name may be replaced.

    Raises:
        UsageError: The reference is neither, or the name is taken or not allowed.
        BackboneError: The backbone cannot be used; the error tells why.
    """
    if "=" not in reference and not is_folder(from_home(reference)):
        raise UsageError(f"{reference} is not a folder; give one, or a checkpoint file as ARCHITECTURE=FILE.")
    if name in registered() and not replace:
        raise UsageError(f"A backbone named '{name}' was added already; choose another name or pass --force.")
    require_name(name)
    yield Report("load", 0, 1)
    backbone = load_backbone(reference if "=" in reference else real_path(from_home(reference)))
    entry = RegisteredBackbone(name, backbone.name, backbone.identity)
    register(entry)
    yield Report("load", 1, 1)
    return _added(entry)


def identify_backbone(name: str) -> Generator[Report, None, str]:
    """Load a backbone that is at hand and return its identity, 64 hexadecimal digits.

    Raises:
        BackboneError: It cannot be used; the error tells why.
    """
    yield Report("load", 0, 1)
    identity = load_backbone(name).identity
    yield Report("load", 1, 1)
    return identity


def download_backbone(name: str, pause: Callable[[float], None] = time.sleep) -> Generator[Report, None, BackboneEntry]:
    """Download `ARCHITECTURE/TAG`; steps are bytes. Closing cancels, calling again continues.

    Args:
        name: A published backbone.
        pause: Waits the given number of seconds before another attempt after a failure.

    Raises:
        BackboneError: There is no such backbone, it cannot be used, or the download failed.
        OutputError: The data folder cannot be written.
    """
    published = find_published(name)
    path = yield from download(published, pause)
    return BackboneEntry(published.name, "downloaded", str(path), path.stat().st_size)


def remove_backbone(name: str) -> BackboneEntry:
    """Forget an added backbone, or delete a download, finished or not; the owner's own files are never touched.

    Raises:
        BackboneNotFoundError: Nothing of that name was added or downloaded.
        OutputError: The download cannot be deleted.
    """
    if name in registered():
        return _added(unregister(name))
    published = find_published(name)
    if not is_folder(published.folder):
        raise BackboneNotFoundError(name, "it was not downloaded into the data folder", "see `ipclip backbone list`")
    try:
        shutil.rmtree(published.folder)
    except OSError as error:
        raise OutputError(published.folder, error.strerror or str(error)) from error
    return BackboneEntry(published.name, "available")


def _demo() -> BackboneEntry:
    try:
        folder = resource_path("backbones/demo")
    except IncompleteInstallationError:
        return BackboneEntry(DEMO, "demo")  # loading it says what is missing
    return BackboneEntry(DEMO, "demo", str(folder), _size(folder / WEIGHTS_FILE))


def _added(entry: RegisteredBackbone) -> BackboneEntry:
    _, _, file = entry.reference.partition("=")
    weights = Path(file) if file and not is_folder(Path(entry.reference)) else Path(entry.reference) / WEIGHTS_FILE
    return BackboneEntry(entry.name, "added", entry.reference, _size(weights), entry.identity)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _published(backbone: PublishedBackbone) -> BackboneEntry:
    name, recommended = backbone.name, backbone.name in RECOMMENDATIONS
    try:
        record = read_record(backbone)
    except BackboneWeightsError:
        return BackboneEntry(name, "damaged", str(backbone.folder), recommended=recommended)
    if record is not None:
        return BackboneEntry(name, "downloaded", str(backbone.folder), record.size, recommended=recommended)
    cached = backbone.in_hub_cache()
    if cached is not None:
        return BackboneEntry(name, "downloaded", str(cached), _size(cached), recommended=recommended)
    return BackboneEntry(name, "available", recommended=recommended)
