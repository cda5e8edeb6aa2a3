"""`ipclip-app --benchmark`: every part in a process of its own, with folders that are thrown away."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console

from ipclip_app.errors import MeasurementError
from ipclip_app.gui.measuring.figure import Figure
from ipclip_app.gui.measuring.part import NAMES
from ipclip_app.gui.measuring.report import as_document, as_table

UNUSABLE: Final = 2
_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY")


def run(*, as_json: bool, parts: Sequence[str] = NAMES) -> int:
    """Measure, print, and return the exit code: 0 whether or not the goals are met.

    Args:
        as_json: Print a document in place of a table.
        parts: What to measure.
    """
    figures: dict[str, list[Figure]] = {}
    with tempfile.TemporaryDirectory() as home:
        environment = environment_of(home, os.environ)
        for part in parts:
            sys.stderr.write(f"Measuring {part.replace('_', ' ')}…\n")
            try:
                figures[part] = _measure(part, environment)
            except MeasurementError as error:
                sys.stderr.write(f"{error}\n")
                return UNUSABLE
    if as_json:
        sys.stdout.write(json.dumps(as_document(figures), indent=2) + "\n")
    else:
        Console().print(as_table([figure for found in figures.values() for figure in found]))
    return 0


def environment_of(home: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a measurement: folders of its own, and no screen where there is none.

    Args:
        home: Where data and caches go.
        environment: What surrounds this process.
    """
    own = {"IPCLIP_DATA_DIR": os.path.join(home, "data"), "IPCLIP_CACHE_DIR": os.path.join(home, "cache")}  # noqa: PTH118
    has_screen = sys.platform != "linux" or any(environment.get(name) for name in _DISPLAYS)
    screen = {} if has_screen else {"QT_QPA_PLATFORM": "offscreen"}
    return {**screen, **environment, **own}


def _measure(part: str, environment: Mapping[str, str]) -> list[Figure]:
    command = [sys.executable, "-m", "ipclip_app.gui.measuring.part", part]
    ran = subprocess.run(  # noqa: S603 - this program itself
        command, capture_output=True, text=True, errors="replace", check=False, env=environment
    )
    if ran.returncode:
        complaint = ran.stderr.strip().rpartition("\n")[2]
        raise MeasurementError(part.replace("_", " "), complaint)
    return [Figure.from_json(content) for content in json.loads(ran.stdout)]
