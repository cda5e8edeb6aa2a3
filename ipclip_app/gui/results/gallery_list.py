"""A list that paints only the images in sight, in as many columns as fit."""

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ipclip_app.gui.background import Background
from ipclip_app.gui.results.gallery_delegate import NARROWEST, PICTURE, GalleryDelegate
from ipclip_app.gui.results.gallery_model import GalleryModel
from ipclip_app.gui.results.thumbnail_store import ThumbnailStore
from ipclip_app.gui.theme import Theme

_SHARPEST: Final = 2
"""Thumbnails are read as large as the sharpest usual screen shows them."""

_BATCH: Final = 1000
"""Images that are given their places at once, before the window may paint; more than a screen holds."""


class GalleryList(QListView):
    """Test images.

    Args:
        theme: Colours.
        background: Where thumbnails are read.
    """

    def __init__(self, theme: Theme, background: Background) -> None:
        super().__init__()
        self.images = GalleryModel()
        self.store = ThumbnailStore(background, PICTURE * _SHARPEST, self)
        self._painter = GalleryDelegate(theme, self.store, self)
        self.setModel(self.images)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(self.tr("Test images"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.store.loaded.connect(self.viewport().update)
        self.images.modelReset.connect(self.store.forget_wanted)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share among the columns the width that the list arranges in, which keeps room for the scroll bar."""
        width = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width() - 1
        self._painter.width = max(NARROWEST, width // max(1, width // NARROWEST))
        self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
