"""Makes a secret trigger, one that is fair on the owner's images where these and a model are known."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import say_notices
from ipclip_app.gui.triggers.shelf import create_trigger
from ipclip_app.progress import Report


class TriggerMaker(QObject):
    """One trigger at a time.

    Args:
        context: What the page works with.
        parent: Owner.
    """

    moved = Signal(str)
    """How far it is, in words; empty as soon as there is nothing to wait for."""
    made = Signal(object)
    """A `ShelvedTrigger`."""
    failed = Signal(object)

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._fit: tuple[Path, str] | None = None
        self._job = LatestJob(context.background, self)
        self._job.reported.connect(self._tell)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)

    @property
    def is_running(self) -> bool:
        """Whether a trigger is being made."""
        return self._job.is_running

    def fit_to(self, images: Path | None, backbone: str) -> None:
        """Try the next trigger on these images with this model; on none where there are no images."""
        self._fit = None if images is None else (images, backbone)

    def make(self) -> None:
        """Begin."""
        self._job.start(partial(create_trigger, fit=self._fit))
        if self._fit is not None:
            self.moved.emit(self.tr("Looking for a trigger that is fair on your images…"))

    def stop(self) -> None:
        """End without one."""
        self._job.stop()
        self.moved.emit("")

    def _tell(self, reports: list[Report]) -> None:
        say_notices(self._context.say, reports)

    def _take(self, trigger: object) -> None:
        self.moved.emit("")
        self.made.emit(trigger)

    def _fail(self, failure: object) -> None:
        self.moved.emit("")
        self.failed.emit(failure)
