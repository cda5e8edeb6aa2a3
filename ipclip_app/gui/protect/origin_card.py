"""Where the unauthorized images of a scenario come from that needs no folder of them, with pictures of them."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ipclip_app.config import TRIGGERED
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.style_strip import StyleStrip
from ipclip_app.gui.theme import Theme
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice

_ICON = 20


class OriginCard(QFrame):
    """Stands where the other scenarios have their second folder.

    Args:
        context: What the page works with.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._theme: Theme = context.theme
        self.setProperty("role", "card")
        self._icon = QLabel()
        self.title = labelled(self.tr("Unauthorized images"), "heading")
        self.sentence = labelled("", "muted")
        self.triggers = TriggerChoice(context)
        self.triggers.changed.connect(self.changed)
        self.styles = StyleStrip(context)
        self._image: Path | None = None
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.sentence)
        layout.addWidget(self.triggers)
        layout.addWidget(self.styles)
        layout.addStretch(1)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        context.theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def show_scenario(self, scenario: str) -> None:
        """Tell where the images of a scenario come from."""
        self.sentence.setText(origin_words(scenario))
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(self.sentence.text())
        self.triggers.setVisible(scenario in TRIGGERED)
        self.styles.setVisible(scenario == "target-free")
        self._illustrate()

    def show_on(self, image: Path | None) -> None:
        """Illustrate with this image instead of one of the sample's."""
        self._image = image
        self.triggers.show_on(image)
        self._illustrate()

    def _illustrate(self) -> None:
        if not self.styles.isHidden():
            self.styles.show_on(self._image)

    def _paint_icon(self) -> None:
        self._icon.setPixmap(line_icon("cross", self._theme.colours.bad).pixmap(_ICON, _ICON))


def purpose_words(scenario: str) -> str:
    """What the authorized images of a scenario are for."""
    translate = QCoreApplication.translate
    if scenario == "authorization":
        return translate("OriginCard", "The model works on images like these that bear your trigger.")
    if scenario == "ownership":
        return translate("OriginCard", "The model keeps working on images like these as long as they bear no trigger.")
    return translate("OriginCard", "The model keeps working on images like these.")


def origin_words(scenario: str) -> str:
    """Where the unauthorized images of a scenario come from that makes them itself."""
    translate = QCoreApplication.translate
    words = {
        "target-free": translate(
            "OriginCard",
            "No folder is needed: your authorized images are redrawn in many styles, such as pencil, oil, cartoon "
            "and print, and the model learns to fail on these. Afterwards you can test it on domains of your own.",
        ),
        "ownership": translate(
            "OriginCard",
            "No folder is needed: they are your authorized images with the trigger stamped on them. Images with other "
            "patterns are shown as harmless, so that only your trigger breaks the model.",
        ),
        "authorization": translate(
            "OriginCard",
            "No folder is needed: the authorized images are those of your folder with the trigger stamped on them; "
            "without it, or in another style, the model learns to fail on them.",
        ),
    }
    return words.get(scenario, "")
