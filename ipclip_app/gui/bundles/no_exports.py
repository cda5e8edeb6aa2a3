"""What the list of exports shows before there is any."""

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.empty_card import EmptyCard
from ipclip_app.gui.theme import Theme


class NoExports(EmptyCard):
    """Says that nothing was exported yet, and what a bundle is for.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        translate = QCoreApplication.translate
        words = translate(
            "NoExports",
            "A bundle lets a licensee use the protected model of a run until the day that you choose. What you export "
            "is listed here, so that you know who has what and can renew it.",
        )
        super().__init__(theme, "bundles", translate("NoExports", "Nothing exported yet"), words)
