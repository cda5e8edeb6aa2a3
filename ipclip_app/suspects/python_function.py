"""Finds a function by its name, for whatever has no address on the web."""

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ipclip_app.errors import SuspectError
from ipclip_app.suspects.shorten import shorten

_REFERENCE: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*(\.[^\W\d]\w*)*")


def is_function(text: str) -> bool:
    """Whether a text has the form `module:function`."""
    return _REFERENCE.fullmatch(text) is not None


def load_function(reference: str, contract: str) -> Callable[..., Any]:
    """Find `module:function`; a module may also lie in the folder in which the program was started.

    Args:
        reference: Its name.
        contract: What it must take and return, in words.

    Raises:
        SuspectError: There is none, or its module fails when it is imported.
    """
    module_name, _, path = reference.partition(":")
    with _working_folder_first():
        try:
            found: Any = importlib.import_module(module_name)
            for name in path.split("."):
                found = getattr(found, name)
        except (Exception, SystemExit) as error:
            remedy = "give it as module:function, and start where the module can be imported"
            raise SuspectError(reference, f"cannot be imported ({shorten(error)})", remedy) from error
    if not callable(found):
        raise SuspectError(reference, "is no function", contract)
    function: Callable[..., Any] = found
    return function


@contextmanager
def _working_folder_first() -> Iterator[None]:
    folder = str(Path.cwd())
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        if folder in sys.path:
            sys.path.remove(folder)
