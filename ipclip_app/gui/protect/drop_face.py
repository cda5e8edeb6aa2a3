"""What a drop target looks like in each of its states."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect import counts
from ipclip_app.gui.protect.drop_words import Side, drop_words
from ipclip_app.gui.protect.thumbnail_strip import ThumbnailStrip

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import DomainPreview

State = Literal["empty", "hovering", "counting", "filled"]
STATES: Final[tuple[State, ...]] = ("empty", "hovering", "counting", "filled")
_LARGE: Final = 40
_SMALL: Final = 20


class DropFace(QWidget):
    """Title, an error if there is one, and one of four faces: empty, hovering, counting, filled.

    Args:
        parent: The card.
        context: Colours and background.
        side: Which of the two folders.

    Attributes:
        state: Which face is shown.
        error: What could not be taken; hidden while there is nothing to tell.
    """

    def __init__(self, parent: QWidget, context: WindowContext, side: Side) -> None:
        super().__init__(parent)
        self._card = parent
        self._theme = context.theme
        self._side = side
        self.state: State = "empty"
        self.words = drop_words(side)
        self._build_texts()
        self._build_buttons()
        self.strip = ThumbnailStrip(context)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Counting images"))
        self._stack = QStackedWidget()
        for page in (self._empty(), self._hovering(), self._counting(), self._filled()):
            self._stack.addWidget(page)
        self._arrange(parent)
        context.theme.changed.connect(self._paint_icons)
        self._paint_icons()

    def show_state(self, state: State) -> None:
        """Show one of the faces as it was left; the keyboard's focus stays in the card."""
        focused = self.window().focusWidget()
        inside = focused is not None and self._stack.isAncestorOf(focused)
        self.state = state
        self._stack.setCurrentIndex(STATES.index(state))
        if inside and state != "hovering":
            {"empty": self.pick_button, "counting": self.cancel_button, "filled": self.change_button}[state].setFocus()

    def show_empty(self) -> None:
        """Nothing is chosen."""
        self._hide_error()
        self.strip.clear()
        self._describe(self.hint.text())
        self.show_state("empty")

    def show_hovering(self, complaint: str) -> None:
        """Something is held above the card; `complaint` tells what is wrong with it, if anything."""
        self._hide_error()
        self.release.setText(complaint or self.tr("Release to use this folder"))
        colours = self._theme.colours
        icon = line_icon("error", colours.bad) if complaint else line_icon("folder", colours.accent)
        self._release_icon.setPixmap(icon.pixmap(_LARGE, _LARGE))
        self.show_state("hovering")

    def show_counting(self, name: str) -> None:
        """A folder is being looked into."""
        self._hide_error()
        self.counted_name.setText(self.tr("Looking into {folder}…").format(folder=counts.breakable(name)))
        self.show_count(0)
        self._describe(self.counted_name.text())
        self.show_state("counting")

    def show_count(self, count: int) -> None:
        """So many images were found."""
        self.count.setText(counts.images(count))

    def show_domain(self, domain: "DomainPreview") -> None:
        """A folder is chosen."""
        self._hide_error()
        if self.name.toolTip() != str(domain.root) or self.strip.pictures == 0:
            self.strip.show_images(domain.samples)
        self.name.setText(counts.breakable(domain.name))
        self.name.setToolTip(str(domain.root))
        self.place.setText(counts.breakable(str(domain.root)))
        self.summary.setText(counts.of_domain(domain))
        self.summary.setToolTip(_class_list(domain))
        self._describe(f"{domain.name}: {self.summary.text()}")
        self.show_state("filled")

    def show_error(self, sentence: str) -> None:
        """Tell above the face why something could not be taken."""
        self.error.setText(counts.breakable(sentence))
        self._error_row.show()
        self._describe(sentence)

    def nothing_found(self, folder: Path) -> str:
        """The sentence for a folder without images."""
        sentence = self.tr("{folder} contains no images. Drop a folder with one subfolder of images for each class.")
        return sentence.format(folder=folder)

    def too_many(self, folder: Path, domains: int) -> str:
        """The sentence for a folder of more domains than anybody would choose among."""
        sentence = self.tr(
            "{folder} holds {count} groups of images in folders within folders, too many to choose among. "
            "Drop a folder with one subfolder of images for each class."
        )
        return sentence.format(folder=folder, count=counts.grouped(domains))

    def _describe(self, text: str) -> None:
        self._card.setAccessibleDescription(text)

    def _hide_error(self) -> None:
        self.error.clear()
        self._error_row.hide()

    def _build_texts(self) -> None:
        self.title = labelled(self.words.title, "heading")
        self.purpose = labelled(self.words.purpose, "muted")
        self.hint = labelled(self.words.hint, "muted")
        self.invitation = labelled(self.tr("Drop a folder here"), "heading")
        self.release, self.counted_name, self.name = (labelled("", "heading") for _ in range(3))
        self.count, self.place = labelled("", "muted"), labelled("", "muted")
        self.error, self.summary = labelled("", "bad"), labelled("", "")
        for label in (self.hint, self.invitation, self.release):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _build_buttons(self) -> None:
        self.pick_button = QPushButton(self.words.choose)
        self.change_button = QPushButton(self.tr("Change…"))
        self.clear_button = QPushButton(self.tr("Clear"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        for button, action in (
            (self.pick_button, self.tr("Choose a folder")),
            (self.change_button, self.tr("Change the folder")),
            (self.clear_button, self.tr("Clear the folder")),
            (self.cancel_button, self.tr("Cancel counting")),
        ):
            button.setAccessibleName(f"{self.words.title}: {action}")
        self.clear_button.setProperty("role", "quiet")

    def _arrange(self, parent: QWidget) -> None:
        self._side_icon, self._error_icon = QLabel(), QLabel()
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(self._side_icon)
        heading.addWidget(self.title, 1)
        self._error_row = QWidget()
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.error, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(heading)
        layout.addWidget(self.purpose)
        layout.addWidget(self._error_row)
        layout.addWidget(self._stack, 1)
        outer = QVBoxLayout(parent)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)

    def _empty(self) -> QWidget:
        self._folder_icon = QLabel()
        return _centred(self._folder_icon, self.invitation, self.hint, self.pick_button)

    def _hovering(self) -> QWidget:
        self._release_icon = QLabel()
        return _centred(self._release_icon, self.release)

    def _counting(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        for widget in (self.counted_name, self.count, self.progress):
            layout.addWidget(widget)
        layout.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return page

    def _filled(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        for widget in (self.name, self.summary, self.strip, self.place):
            layout.addWidget(widget)
        layout.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.change_button)
        buttons.addWidget(self.clear_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        return page

    def _paint_icons(self) -> None:
        colours = self._theme.colours
        side = ("tick", colours.good) if self._side == "authorized" else ("cross", colours.bad)
        for label, (name, colour), size in (
            (self._side_icon, side, _SMALL),
            (self._error_icon, ("error", colours.bad), _SMALL),
            (self._folder_icon, ("folder", colours.muted), _LARGE),
        ):
            label.setPixmap(line_icon(name, colour).pixmap(size, size))


def _centred(icon: QLabel, *widgets: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    layout.addStretch(1)
    layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignHCenter)
    for widget in widgets:
        centre = Qt.AlignmentFlag.AlignHCenter if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)
        layout.addWidget(widget, 0, centre)
    layout.addStretch(1)
    return page


def _class_list(domain: "DomainPreview") -> str:
    return "\n".join(f"{name}: {counts.grouped(count)}" for name, count in list(domain.classes.items())[:40])
