"""Opens what the program was started with: a run, folders of images, or a bundle."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject

from ipclip_app.errors import FolderError
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import failure_message
from ipclip_app.jobs.run_reading import is_run
from ipclip_app.paths import is_file, is_folder
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.gui.main_window import MainWindow

Kind = Literal["run", "images", "bundle"]
_PAGES: Final[dict[Kind, str]] = {"run": "protect", "images": "protect", "bundle": "bundles"}
"""The name of the page that takes each kind."""
_BUNDLE: Final = ".ipclip"


@dataclass(frozen=True)
class Found:
    """What lies at the paths.

    Attributes:
        kind: `run`, the folder of one run; `images`, folders that may hold some; `bundle`, one file.
        paths: At least one; the authorized images come first.
    """

    kind: Kind
    paths: tuple[Path, ...]


class Opener(QObject):
    """Looks at paths in the background and hands them to the page that takes them.

    Args:
        window: Has the pages.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._looking = LatestJob(window.background, self)
        self._looking.succeeded.connect(self._hand_over)
        self._looking.failed.connect(self._refuse)

    def open(self, paths: Sequence[Path]) -> None:
        """Open what lies there; nothing for no path."""
        if paths:
            self._looking.start(partial(recognize, tuple(path.absolute() for path in paths)))

    def _hand_over(self, found: Found) -> None:
        page = self._window.open_page(_PAGES[found.kind])
        if page is not None:
            page.take(found)

    def _refuse(self, failure: Failure) -> None:
        self._window.messages.say(failure_message(failure))


def recognize(paths: Sequence[Path]) -> Job[Found]:
    """Tell what lies at paths.

    Args:
        paths: At least one.

    Raises:
        FolderError: One of several is no folder, or a single one nothing that can be opened.
    """
    yield Report("open", 0, 1)
    first = paths[0]
    if len(paths) == 1 and is_file(first) and first.suffix.lower() == _BUNDLE:
        return Found("bundle", (first,))
    for path in paths:
        if is_file(path):
            raise FolderError(path, "is a file", "name the folder that contains the images, or that of a run")
        if not is_folder(path):
            raise FolderError(path, "there is no such folder", "check the path")
    yield Report("open", 1, 1)
    return Found("run" if len(paths) == 1 and is_run(first) else "images", tuple(paths))
