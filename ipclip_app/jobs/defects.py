"""Writes down what the program did not foresee, so that the user can report it."""

import os
import sys
import time
import traceback
from pathlib import Path

from ipclip_app.errors import IpclipError
from ipclip_app.storage import data_folder, write_bytes


class DefectError(IpclipError):
    """The program itself is at fault."""


def describe_defect(error: Exception) -> DefectError:
    """Keep the traceback in a log file and say in one sentence where it is."""
    summary = " ".join(f"{type(error).__name__}: {error}".split())
    details = "".join(traceback.format_exception(error))
    try:
        place = f"the details are in {_log(details)}"
    except IpclipError:
        place = f"no log could be written; the details are:\n{details}"
    return DefectError(f"This is a defect of the program ({summary}); {place}")


def _log(details: str) -> Path:
    name = f"ipclip-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    path = data_folder() / "logs" / name
    write_bytes(path, f"{sys.argv}\n{details}".encode(errors="backslashreplace"))
    return path
