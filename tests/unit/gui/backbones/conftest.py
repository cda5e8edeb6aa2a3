"""A backbones page whose engine is there, with a stand-in for the internet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.backbones.page import BackbonesPage
from ipclip_app.gui.context import WindowContext
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts

FACTS = EngineFacts((ComputeDevice("cpu", "A processor", 2048),), {}, 1)


@pytest.fixture(autouse=True)
def no_foreign_folders(own_folders: Path) -> None:
    """Neither the user's downloads nor his Hugging Face cache are looked at."""


@pytest.fixture
def waiting_page(context: WindowContext, qtbot: QtBot) -> BackbonesPage:
    """The page while the engine is loading."""
    page = BackbonesPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.shown()
    return page


@pytest.fixture
def page(waiting_page: BackbonesPage, context: WindowContext, qtbot: QtBot) -> BackbonesPage:
    """The page with its list."""
    context.engine.facts = FACTS
    context.engine.ready.emit(FACTS)
    qtbot.waitUntil(lambda: bool(waiting_page.list.model.entries), timeout=60_000)
    return waiting_page


@pytest.fixture
def choose(page: BackbonesPage, qtbot: QtBot) -> Callable[[str], None]:
    """`choose(name)`: type the name into the search field and take the first row."""

    def take(name: str) -> None:
        page.list.search.clear()
        qtbot.keyClicks(page.list.search, name)
        assert page.list.current is not None
        assert page.list.current.name == name

    return take
