"""The empty face of the page: where to drop what is to be audited, and how to pick it without a mouse."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.audit.intake import BUNDLE
from ipclip_app.gui.dropped import Dropped
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.theme import Theme

_ICON = QSize(44, 44)


class DropZone(QFrame):
    """An invitation with two buttons.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "drop")
        self._icon = QLabel()
        self.invitation = labelled("", "heading")
        self.hint = labelled("", "muted")
        self.files_button = QPushButton(self.tr("Choose i&mages…"))
        self.folder_button = QPushButton(self.tr("Choose a &folder…"))
        self._arrange()
        theme.changed.connect(self._paint)
        self._paint()
        self.show_waiting(0)

    def show_waiting(self, count: int) -> None:
        """Tell what is missing before so many files and folders can be audited; 0 to invite."""
        self.invitation.setText(self._waiting(count) if count else self.tr("Drop images and folders here"))
        self.hint.setText(
            self.tr("Choose a bundle or a run above: the audit begins at once.")
            if count
            else self.tr("Thousands at once, folders of any depth. Nothing is changed or sent anywhere.")
        )

    def _waiting(self, count: int) -> str:
        if count == 1:
            return self.tr("One file or folder waits for its judge")
        return self.tr("{count} files and folders wait for their judge").format(count=grouped(count))

    def _arrange(self) -> None:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.files_button)
        row.addWidget(self.folder_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(6)
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.invitation, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def _paint(self) -> None:
        self._icon.setPixmap(line_icon("audit", self._theme.colours.muted).pixmap(_ICON, self.devicePixelRatioF()))


class DropCover(QFrame):
    """Lies over the page while something is held above it, and says what would happen.

    Args:
        page: What it covers.
        theme: Colours.
    """

    def __init__(self, page: QWidget, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self._theme = theme
        self.setProperty("role", "drop")
        self.setProperty("active", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # the page hears what is dropped
        self._icon = QLabel()
        self.words = labelled("", "heading")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.words)
        layout.addStretch(1)
        self.hide()

    def cover(self, drop: Dropped) -> None:
        """Appear and tell what would become of what is held."""
        colours = self._theme.colours
        bundle = len(drop.paths) == 1 and drop.paths[0].suffix.lower() == BUNDLE
        promise = self.tr("Release to let this bundle judge") if bundle else self.tr("Release to audit this")
        self.words.setText(drop.complaint or promise)
        icon = line_icon("error", colours.bad) if drop.complaint else line_icon("audit", colours.accent)
        self._icon.setPixmap(icon.pixmap(_ICON, self.devicePixelRatioF()))
        self.setGeometry(self._page.rect().adjusted(12, 12, -12, -12))
        self.raise_()
        self.show()
