"""What the list of runs shows before there is any."""

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.empty_card import EmptyCard
from ipclip_app.gui.theme import Theme


class NoRuns(EmptyCard):
    """Says that there are no runs and how to get one.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        translate = QCoreApplication.translate
        words = translate(
            "NoRuns",
            "Every protection that you train is kept here, so that you can look at it again or go on with it.",
        )
        super().__init__(theme, "protect", translate("NoRuns", "No runs yet"), words)
