"""Reads JSON files that anybody may have changed: what comes back has the expected shape, or the file is damaged."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ipclip_app.paths import is_file

SIZE_LIMIT: Final = 256 << 20
"""Bytes; no file of a run comes near."""

LARGEST: Final = 2**53
"""The largest whole number that every reader of JSON keeps exactly."""

REST: Final = object()
"""Stands in a shape for every other name of an object."""

_ANYTHING: Final = object

Shape = Any
"""`str`, `bool`, `int` or `float` (finite) for a value of that kind, a tuple for alternatives, a list of one shape for
lists, a mapping for objects that have at least these names, anything else for itself."""


class DamagedJsonError(Exception):
    """A file holds no JSON of the expected shape; the text tells where."""


def read_json(path: Path, shape: Shape) -> Any:  # noqa: ANN401 - JSON is any tree
    """Read a file, or None when there is none.

    Raises:
        DamagedJsonError: It cannot be read, is no JSON or not of that shape.
    """
    try:
        status = path.stat()
        if not is_file(path):
            raise DamagedJsonError("it is not a regular file")
        if status.st_size > SIZE_LIMIT:
            raise DamagedJsonError("it is far too large")
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DamagedJsonError(error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise DamagedJsonError(str(error)) from error
    require_shape(content, shape)
    return content


def require_shape(value: Any, shape: Shape, place: str = "") -> None:  # noqa: ANN401 - JSON is any tree
    """Check a value.

    Args:
        value: What was read.
        shape: What is expected.
        place: Names that lead to the value.

    Raises:
        DamagedJsonError: It has another shape.
    """
    if isinstance(shape, tuple):
        fits = any(_fits(value, alternative, place) for alternative in shape)
    elif isinstance(shape, list):
        fits = isinstance(value, list)
        for index, item in enumerate(value if fits else ()):
            require_shape(item, shape[0], f"{place}/{index}")
    elif isinstance(shape, Mapping):
        fits = isinstance(value, dict) and value.keys() >= shape.keys() - {REST}
        for name, item in value.items() if fits else ():
            require_shape(item, shape.get(name, shape.get(REST, _ANYTHING)), f"{place}/{name}")
    else:
        fits = _is_plain(value, shape)
    if not fits:
        raise DamagedJsonError(f"{place or 'it'} is not as expected")


def _fits(value: Any, shape: Shape, place: str) -> bool:  # noqa: ANN401 - JSON is any tree
    try:
        require_shape(value, shape, place)
    except DamagedJsonError:
        return False
    return True


def _is_plain(value: Any, shape: Shape) -> bool:  # noqa: ANN401 - JSON is any tree
    if shape is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max
    if shape is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST
    if isinstance(shape, type):
        return isinstance(value, shape)
    return type(value) is type(shape) and bool(value == shape)
