"""What was dropped: folders to look into, or a sentence that says what can be dropped instead."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData


@dataclass(frozen=True)
class Dropped:
    """Paths on this computer, or a complaint.

    Whether a path is a folder is not asked here: a disk may take long to answer.

    Attributes:
        paths: What may be folders of images; empty where there is a complaint.
        complaint: Why nothing could be taken; empty where something was.
    """

    paths: tuple[Path, ...] = ()
    complaint: str = ""


def read_drop(content: QMimeData) -> Dropped:
    """Tell what is being dropped."""
    local = tuple(Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile())
    if local:
        return Dropped(local)
    translate = QCoreApplication.translate
    if content.hasUrls():
        sentence = translate("Dropped", "This is a web link. Save its images to a folder and drop that folder here.")
    elif content.hasText():
        sentence = translate("Dropped", "This is text. Drop a folder of images from your file manager here.")
    else:
        sentence = translate("Dropped", "This cannot be used. Drop a folder of images from your file manager here.")
    return Dropped(complaint=sentence)
