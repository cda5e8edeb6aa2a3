"""Runs one part of the benchmark in this process and writes its figures as JSON."""

import importlib
import json
import sys
from collections.abc import Sequence
from typing import Final

from ipclip_app.errors import IpclipError
from ipclip_app.gui.app import make_application
from ipclip_app.gui.measuring.figure import Figure

NAMES: Final = ("startup", "loop_delay", "stop_latency", "redraw", "large_folder", "audit_delay")
"""Modules of this package with a function `measure`."""


def measure(name: str) -> Sequence[Figure]:
    """The figures of one part."""
    module = importlib.import_module(f"ipclip_app.gui.measuring.{name}")
    found: Sequence[Figure] = module.measure()
    return found


def _main(name: str) -> None:
    application = make_application(sys.argv)
    application.setQuitOnLastWindowClosed(False)  # parts open several windows
    try:
        figures = measure(name)
    except IpclipError as error:
        sys.exit(str(error))
    sys.stdout.write(json.dumps([figure.to_json() for figure in figures]))


if __name__ == "__main__":
    _main(sys.argv[1])
