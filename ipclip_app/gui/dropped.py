"""What was dropped: paths to look into, or a sentence that says what can be dropped instead."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent


@dataclass(frozen=True)
class Dropped:
    """Paths on this computer, or a complaint.

    Whether a path is a folder is not asked here: a disk may take long to answer.

    Attributes:
        paths: What may be files and folders; empty where there is a complaint.
        complaint: Why nothing could be taken; empty where something was.
    """

    paths: tuple[Path, ...] = ()
    complaint: str = ""


@dataclass(frozen=True)
class Complaints:
    """What to say of what cannot be taken, each time with what can be dropped instead.

    Attributes:
        link: Of the address of a page or an image on the web.
        text: Of words.
        other: Of anything else.
    """

    link: str
    text: str
    other: str


def read_content(content: QMimeData, complaints: Complaints, most: int | None = None) -> Dropped:
    """Tell what is being dropped, or so many paths of it: whoever only holds thousands should not wait for all."""
    local = tuple(islice((Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()), most))
    if local:
        return Dropped(local)
    if content.hasUrls():
        return Dropped(complaint=complaints.link)
    return Dropped(complaint=complaints.text if content.hasText() else complaints.other)


def accept_copy(event: QDropEvent) -> None:
    """Accept as a copy: a file manager that offers to move would delete the owner's files afterwards."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
