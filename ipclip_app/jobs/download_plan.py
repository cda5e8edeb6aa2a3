"""What a download would take, told before it begins."""

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from ipclip_app.model.backbone_download import look_up
from ipclip_app.model.pretrained import find_published
from ipclip_app.model.transfer import SPARE
from ipclip_app.paths import is_folder
from ipclip_app.progress import Report


@dataclass(frozen=True)
class DownloadPlan:
    """A download that has not begun.

    Attributes:
        name: The published backbone.
        folder: Where it will be.
        size: Bytes of the weights, 0 if the server does not tell.
        arrived: Bytes that an earlier attempt has left, and that are not fetched again.
        free: Free bytes of the disk.
    """

    name: str
    folder: Path
    size: int
    arrived: int
    free: int

    @property
    def lacking(self) -> int:
        """Bytes that the disk lacks, 0 if there is room."""
        return max(0, self.size - self.arrived + SPARE - self.free)


def plan_download(name: str) -> Generator[Report, None, DownloadPlan]:
    """Ask the server for the size and the disk for its free space.

    Args:
        name: A published backbone, `ARCHITECTURE/TAG`.

    Raises:
        BackboneError: There is no such backbone, downloads are switched off, or the server cannot be asked.
    """
    yield Report("look", 0, 1)
    published = find_published(name)
    size, arrived = look_up(published)
    yield Report("look", 1, 1)
    return DownloadPlan(published.name, published.folder, size, arrived, _free(published.folder))


def _free(folder: Path) -> int:
    """Free bytes where the folder is or will be."""
    standing = next(place for place in (folder, *folder.parents) if is_folder(place))
    return shutil.disk_usage(standing).free
