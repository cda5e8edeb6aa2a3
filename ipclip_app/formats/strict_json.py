"""JSON in one way of writing only, read without trusting who wrote it."""

import json
from typing import Any, Final

from ipclip_app.formats.malformed import Malformed

LONGEST_NUMBER: Final = 32
"""Characters of a number."""

DUPLICATE: Final = "names the same key twice"
NUMBER: Final = "holds a number of too many digits"
CONSTANT: Final = "holds a number that is not finite"
DEPTH: Final = "is nested too deeply"
TEXT: Final = "is no UTF-8 text"
SYNTAX: Final = "is no JSON"


def encode(content: Any) -> bytes:  # noqa: ANN401 - JSON is any tree
    """The one way to write `content`: sorted keys, no spaces, UTF-8, shortest floats, a newline at the end.

    Raises:
        ValueError: A number is not finite, or a text is no Unicode.
    """
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def decode(data: bytes) -> Any:  # noqa: ANN401 - JSON is any tree
    """Read JSON whose size the caller has bounded; memory stays below some twenty times that size.

    Raises:
        Malformed: It is no JSON, repeats a key, nests too deeply, or holds a number that is too long or not finite.
    """
    try:
        text = data.decode()
        return json.loads(
            text, object_pairs_hook=_unique, parse_int=_integer, parse_float=_number, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        raise Malformed(TEXT) from error
    except RecursionError as error:
        raise Malformed(DEPTH) from error
    except json.JSONDecodeError as error:
        raise Malformed(SYNTAX) from error
    except ValueError as error:
        raise Malformed(str(error)) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError(DUPLICATE)
    return content


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(NUMBER)
    return int(digits)


def _number(digits: str) -> float:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(NUMBER)
    value = float(digits)
    if value in {float("inf"), -float("inf")}:
        raise ValueError(CONSTANT)
    return value


def _refuse_constant(_: str) -> float:
    raise ValueError(CONSTANT)
