"""What every page of the window works with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.app_settings import SettingsStore
from ipclip_app.gui.background import Background
from ipclip_app.gui.engine import Engine
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.theme import Theme


class Navigation(QObject):
    """Lets a page call for another one without knowing it."""

    wanted = Signal(str)
    """The name of the page's entry; where there is no such page nothing happens."""
    handed = Signal(str, object)
    """The same with what that page shall take, a `Found`."""


@dataclass(frozen=True, eq=False)
class WindowContext:
    """Shared by the pages.

    Attributes:
        settings: What the owner set.
        theme: Colours.
        engine: The libraries that compute.
        background: Starts jobs.
        say: Tells something in the window's message area.
        navigation: Calls for another page.
    """

    settings: SettingsStore
    theme: Theme
    engine: Engine
    background: Background
    say: Callable[[Message], None]
    navigation: Navigation = field(default_factory=Navigation)
