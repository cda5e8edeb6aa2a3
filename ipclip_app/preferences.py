"""What holds for everything that this process does: whether it may ask the network, how much it may keep of images.

The environment counts most, then what the owner set in the window, then the program's own choice.
"""

import os
from dataclasses import dataclass
from typing import Final

from ipclip_app.errors import UsageError

OFFLINE_VARIABLES: Final = ("IPCLIP_OFFLINE", "HF_HUB_OFFLINE")
OFFLINE_SETTING: Final = "the setting Offline"
LIMIT_VARIABLE: Final = "IPCLIP_CACHE_LIMIT_MB"
DEFAULT_LIMIT_MB: Final = 2048
MEGABYTE: Final = 2**20
_YES: Final = {"1", "true", "yes", "on"}


@dataclass
class Preferences:
    """What the owner set for the whole process; whoever has settings writes it, the engine reads it.

    Attributes:
        offline: Whether the network is never asked.
        cache_limit_mb: Most MiB of cached statistics, 0 for the program's own choice.
    """

    offline: bool = False
    cache_limit_mb: int = 0


preferences: Final = Preferences()


def let_threads_sleep() -> None:
    """Let the threads of an operation sleep while they wait for work; to be called before torch is loaded.

    Threads that spin instead make a busy machine three times slower, and an idle one hardly faster.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def offline_variable() -> str:
    """The variable of the environment that forbids downloads, empty if none does."""
    return next((name for name in OFFLINE_VARIABLES if os.environ.get(name, "").lower() in _YES), "")


def offline_switch() -> str:
    """What forbids downloads, in words for the owner; empty if they are allowed."""
    return offline_variable() or (OFFLINE_SETTING if preferences.offline else "")


def cache_limit() -> int:
    """Most bytes of cached statistics, 0 to store nothing.

    Raises:
        UsageError: IPCLIP_CACHE_LIMIT_MB is not a number of megabytes.
    """
    text = os.environ.get(LIMIT_VARIABLE)
    if not text:
        return (preferences.cache_limit_mb or DEFAULT_LIMIT_MB) * MEGABYTE
    if not text.isdecimal():
        raise UsageError(
            f"{LIMIT_VARIABLE} is '{text}', not a whole number of megabytes; set it to 2048, for instance."
        )
    return int(text) * MEGABYTE
