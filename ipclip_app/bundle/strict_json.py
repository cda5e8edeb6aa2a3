"""JSON of an entry, in one way of writing only, read without trusting who wrote it."""

from typing import Any

from ipclip_app.bundle.damage import Damage
from ipclip_app.formats import strict_json
from ipclip_app.formats.malformed import Malformed
from ipclip_app.formats.strict_json import CONSTANT, DEPTH, DUPLICATE, NUMBER, SYNTAX, TEXT, encode

__all__ = ["CONSTANT", "DEPTH", "DUPLICATE", "NUMBER", "SYNTAX", "TEXT", "decode", "encode"]


def decode(data: bytes, entry: str) -> Any:  # noqa: ANN401 - JSON is any tree
    """Read JSON whose size the caller has bounded; memory stays below some twenty times that size.

    Raises:
        Damage: It is no JSON, repeats a key, nests too deeply, or holds a number that is too long or not finite.
    """
    try:
        return strict_json.decode(data)
    except Malformed as error:
        raise Damage(entry, error.reason) from error
