"""Where the images of a run lie now, if they were moved since it was trained."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFormLayout, QWidget

from ipclip_app.config import PAIRED, SCENARIOS
from ipclip_app.gui.bundles.bundle_jobs import Places, scenario_of
from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.protect.collapsible import Collapsible

_WIDEST: Final = 600
_LOST: Final = frozenset({"FolderError", "RunChangedError", "NoCommonClassError", "TooFewImagesError"})


class MovedImages(Collapsible):
    """Two folders, or one where the run's scenario has no other; out of sight until they are needed.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        content = QWidget()
        super().__init__(self.tr("If the images ha&ve moved"), content, context.theme)
        self._paired = True
        self._job = LatestJob(context.background, self)
        self._job.succeeded.connect(self._offer)
        self.authorized = PathField(self.tr("Folder of the authorized images"), "", "folder")
        self.unauthorized = PathField(self.tr("Folder of the unauthorized images"), "", "folder")
        self.form = QFormLayout(content)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(16)
        self.form.addRow(self.tr("Authorized images"), self.authorized)
        self.form.addRow(self.tr("Unauthorized images"), self.unauthorized)
        for field in (self.authorized, self.unauthorized):
            field.line.setPlaceholderText(self.tr("Empty: where they lay in training"))
        content.setMaximumWidth(_WIDEST)

    @property
    def places(self) -> Places:
        """What was filled in."""
        return Places(self.authorized.path, self.unauthorized.path if self._paired else None)

    def ask_for(self, run: Path | None) -> None:
        """Ask for the folders that a run was trained on."""
        self._job.stop()
        if run is not None:
            self._job.start(partial(scenario_of, run))

    def reset(self) -> None:
        """Where they lay in training."""
        self.authorized.set_path(None)
        self.unauthorized.set_path(None)
        self.button.setChecked(False)

    def help_with(self, failure: Failure) -> None:
        """Come into sight where the images were not found."""
        if failure.kind in _LOST:
            self.open()

    def _offer(self, scenario: str) -> None:
        """A run whose scenario is not known may have both."""
        self._paired = scenario in PAIRED or scenario not in SCENARIOS
        self.form.setRowVisible(self.unauthorized, self._paired)
