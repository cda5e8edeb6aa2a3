"""What a value in a manifest may be; each check names the key and refuses everything else."""

import base64
import binascii
import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from ipclip_app.bundle import limits
from ipclip_app.bundle.damage import Damage
from ipclip_app.bundle.names import MANIFEST

TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_LINES: Final = frozenset("\n\t")
_CONTROLS: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDIRECTIONAL: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make a text look like another one."""
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_IDENTIFIER: Final = re.compile(r"[0-9a-f]{32}")
_FINGERPRINT: Final = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


def refuse(key: str, problem: str) -> Damage:
    """The refusal of a value."""
    return Damage(MANIFEST, f"has a '{key}' that {problem}")


def require_keys(content: object, key: str, names: Iterable[str]) -> dict[str, Any]:
    """Check that `content` is an object with these keys and no others."""
    if not isinstance(content, dict):
        raise refuse(key, "is no object")
    wanted = set(names)
    for name in sorted(wanted - content.keys()):
        raise refuse(key, f"lacks '{name}'")
    if content.keys() - wanted:
        raise refuse(key, "has a key that this format does not know")
    return content


def require_text(key: str, value: object, longest: int = limits.TEXT, *, lines: bool = False) -> None:
    """Check for a text that is not empty and shows as what it is: no control characters, no hidden direction."""
    if not isinstance(value, str):
        raise refuse(key, "is no text")
    if not value.strip() or len(value) > longest:
        raise refuse(key, f"is empty or longer than {longest} characters")
    if not value.isascii() or not value.isprintable():
        allowed = _LINES if lines else frozenset[str]()
        if any(_is_hidden(character) for character in set(value) - allowed):
            raise refuse(key, "holds control characters")


def _is_hidden(character: str) -> bool:
    return character in _BIDIRECTIONAL or unicodedata.category(character) in _CONTROLS


def require_integer(key: str, value: object, lowest: int, highest: int) -> None:
    """Check for a whole number between two bounds."""
    if type(value) is not int or not lowest <= value <= highest:
        raise refuse(key, f"is no whole number from {lowest} to {highest}")


def require_number(key: str, value: object, lowest: float = -math.inf, highest: float = math.inf) -> None:
    """Check for a finite number from one bound to another, written with a decimal point."""
    if not isinstance(value, float) or not math.isfinite(value) or not lowest <= value <= highest:
        raise refuse(key, f"is no finite number from {lowest} to {highest}")


def require_time(key: str, value: object) -> None:
    """Check for a moment in UTC, in whole seconds."""
    if not isinstance(value, datetime) or value.tzinfo is not UTC or value.microsecond:
        raise refuse(key, "is no time in UTC of whole seconds")


def parse_time(key: str, value: object) -> datetime:
    """Read a moment as the manifest writes it."""
    try:
        time = datetime.strptime(value, TIME).replace(tzinfo=UTC) if isinstance(value, str) else None
    except ValueError:
        time = None
    if time is None or time.strftime(TIME) != value:
        raise refuse(key, "is no time like 2026-01-31T23:59:59Z")
    return time


def require_hash(key: str, value: object) -> None:
    """Check for a SHA-256 in hexadecimal."""
    _require_form(key, value, _HASH, "is no SHA-256")


def require_identifier(key: str, value: object) -> None:
    """Check for 32 hexadecimal digits."""
    _require_form(key, value, _IDENTIFIER, "is no identifier")


def require_fingerprint(key: str, value: object) -> None:
    """Check for the fingerprint of a public key."""
    _require_form(key, value, _FINGERPRINT, "is no fingerprint")


def require_public_key(key: str, value: object) -> None:
    """Check for 32 bytes in base64, in its one way of writing."""
    try:
        raw = base64.b64decode(value, validate=True) if isinstance(value, str) and value.isascii() else b""
    except binascii.Error:
        raw = b""
    if len(raw) != 32 or base64.b64encode(raw).decode() != value:  # noqa: PLR2004 - the length of every such key
        raise refuse(key, "is no public key")


def _require_form(key: str, value: object, form: re.Pattern[str], problem: str) -> None:
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise refuse(key, problem)
