"""The rail shows the whole title of every page, however long the language makes it."""

from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from ipclip_app.gui.rail import NavigationRail
from ipclip_app.gui.theme import Theme


def test_the_longest_title_fits_even_while_its_page_is_in_front(theme: Theme, qtbot: QtBot) -> None:
    rail = NavigationRail(theme)
    qtbot.addWidget(rail)
    short, long = rail.add("protect", "Protect"), rail.add("settings", "Voreinstellungen")
    with qtbot.waitExposed(rail):
        rail.show()
    rail.select(1)

    bold = QFont(long.font())
    bold.setWeight(QFont.Weight.DemiBold)
    assert long.width() > QFontMetrics(bold).horizontalAdvance(long.text())
    assert short.width() == long.width()
    assert rail.width() > long.width()
