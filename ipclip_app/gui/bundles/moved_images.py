"""Where the images of a run lie now, if they were moved since it was trained."""

from typing import Final

from PySide6.QtWidgets import QFormLayout, QWidget

from ipclip_app.gui.bundles.bundle_jobs import Places
from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.protect.collapsible import Collapsible
from ipclip_app.gui.theme import Theme

_WIDEST: Final = 600
_LOST: Final = frozenset({"FolderError", "RunChangedError", "NoCommonClassError", "TooFewImagesError"})


class MovedImages(Collapsible):
    """Two folders, out of sight until they are needed.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        content = QWidget()
        super().__init__(self.tr("If the images ha&ve moved"), content, theme)
        self.authorized = PathField(self.tr("Folder of the authorized images"), "", "folder")
        self.unauthorized = PathField(self.tr("Folder of the unauthorized images"), "", "folder")
        form = QFormLayout(content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("Authorized images"), self.authorized)
        form.addRow(self.tr("Unauthorized images"), self.unauthorized)
        for field in (self.authorized, self.unauthorized):
            field.line.setPlaceholderText(self.tr("Empty: where they lay in training"))
        content.setMaximumWidth(_WIDEST)

    @property
    def places(self) -> Places:
        """What was filled in."""
        return Places(self.authorized.path, self.unauthorized.path)

    def reset(self) -> None:
        """Where they lay in training."""
        self.authorized.set_path(None)
        self.unauthorized.set_path(None)
        self.button.setChecked(False)

    def help_with(self, failure: Failure) -> None:
        """Come into sight where the images were not found."""
        if failure.kind in _LOST:
            self.open()
