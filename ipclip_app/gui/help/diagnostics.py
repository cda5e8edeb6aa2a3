"""What a report of a defect needs to know of this machine, without anything that tells whose it is.

Only facts that are safe by themselves are gathered: no messages, no paths, no names of files. Should the name of the
user, of the machine or the home folder stand in one of them nevertheless, it is blotted out.
"""

import getpass
import os
import platform
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from ipclip_app import __version__
from ipclip_app.gui.app_settings import AppSettings
from ipclip_app.gui.recent_defects import RecentDefect

if TYPE_CHECKING:
    from ipclip_app.jobs.engine import EngineFacts

BLOT: Final = "(left out)"
_PREFIXES: Final = ("IPCLIP_", "HF_", "QT_", "OMP_", "CUDA_")


def diagnostics(settings: AppSettings, facts: "EngineFacts | None", defects: Iterable[RecentDefect]) -> str:
    """The report, in English whatever the window speaks.

    Args:
        settings: What the owner set.
        facts: What computes; None while it loads.
        defects: The latest errors.
    """
    sections = (_program(), _machine(), _engine(facts), _settings(settings), _errors(defects))
    return blotted("\n".join(line for section in sections for line in section) + "\n", _secrets())


def blotted(text: str, secrets: Iterable[str]) -> str:
    """The text without any of the secrets, whatever their case."""
    for secret in sorted({secret for secret in secrets if secret}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", BLOT, text, flags=re.IGNORECASE)
    return text


def _secrets() -> Iterator[str]:
    home = Path.home()
    yield from (str(home), home.as_posix(), home.name, platform.node(), platform.node().partition(".")[0])
    try:
        yield getpass.getuser()
    except (OSError, KeyError, ImportError):
        return


def _program() -> Iterator[str]:
    yield f"IP-CLIP {__version__}"
    yield f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {PySide6.__version__}"


def _machine() -> Iterator[str]:
    yield f"System: {platform.system()} {platform.release()} {platform.machine()}, platform {_platform()}"
    for screen in QGuiApplication.screens():
        size = screen.size()
        yield f"Screen: {size.width()} x {size.height()}, scale {screen.devicePixelRatio():g}"


def _platform() -> str:
    return QGuiApplication.platformName()


def _engine(facts: "EngineFacts | None") -> Iterator[str]:
    if facts is None:
        yield "Engine: not loaded"
        return
    yield "Engine: " + ", ".join(f"{name} {version}" for name, version in facts.versions.items())
    yield f"Threads: {facts.threads}"
    for device in facts.devices:
        yield f"Device: {device.name}, {device.title}, {device.memory_mb} MiB"


def _settings(settings: AppSettings) -> Iterator[str]:
    yield f"Theme {settings.theme}, language {settings.language}, threads {settings.threads or 'automatic'}"
    yield f"Offline: {settings.offline}, cache limit: {settings.cache_limit_mb or 'automatic'}"
    yield f"Runs folder: {'chosen' if settings.runs_folder else 'automatic'}"
    names = sorted(name for name in os.environ if name.startswith(_PREFIXES))
    yield f"Variables that are set: {', '.join(names) or 'none'}"


def _errors(defects: Iterable[RecentDefect]) -> Iterator[str]:
    for defect in defects:
        yield f"{defect.time} {defect.kind}"
        yield from (f"    {frame}" for frame in defect.frames)
