"""Runs a module of this package in a process of its own, where nothing else was computed before."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ipclip_app.errors import MeasurementError

_PACKAGE_HOME: Final = Path(__file__).parents[2]


def run_child(module: str, arguments: Sequence[str], what: str, variables: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - JSON is any tree
    """The JSON that a module prints when it is run as a program.

    Args:
        module: Its full name.
        arguments: What it is given.
        what: What it measures, for errors.
        variables: Further variables of its environment.

    Raises:
        MeasurementError: The process died, for instance because memory ran out.
    """
    command = [sys.executable, "-m", module, *arguments]
    environment = child_environment() | dict(variables or {})
    found = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - own module
    if found.returncode != 0:
        raise MeasurementError(what, found.stderr.strip().rpartition("\n")[2])
    return json.loads(found.stdout)


def child_environment() -> dict[str, str]:
    """This process's environment, in which the package is found wherever it lies."""
    paths = [str(_PACKAGE_HOME), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
