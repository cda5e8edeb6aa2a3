"""What every page of the window works with."""

from collections.abc import Callable
from dataclasses import dataclass

from ipclip_app.gui.app_settings import SettingsStore
from ipclip_app.gui.background import Background
from ipclip_app.gui.engine import Engine
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.theme import Theme


@dataclass(frozen=True, eq=False)
class WindowContext:
    """Shared by the pages.

    Attributes:
        settings: What the owner set.
        theme: Colours.
        engine: The libraries that compute.
        background: Starts jobs.
        say: Tells something in the window's message area.
    """

    settings: SettingsStore
    theme: Theme
    engine: Engine
    background: Background
    say: Callable[[Message], None]
