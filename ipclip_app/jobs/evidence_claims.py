"""What evidence claims against what follows from the answers in it, whatever it proves; loads no torch."""

import math
from collections.abc import Mapping
from typing import Any, Final

_TOLERANCE: Final = 1e-6


class Untrue(Exception):  # noqa: N818 - what is wrong with the content, not a failure of the program
    """Evidence says what does not follow from the answers in it; the text is the rest of a sentence about it."""


def require_same(told: Any, found: Any, scale: float = 1.0, name: str = "") -> None:  # noqa: ANN401 - JSON is any tree
    """Compare what evidence tells with what was computed anew, up to the rounding of another machine.

    Args:
        told: Figures from the evidence.
        found: The same figures, computed anew.
        scale: How large a figure usually is; p-values are compared by their ratio alone.
        name: What the figures are called.

    Raises:
        Untrue: They differ.
    """
    if isinstance(found, Mapping):
        if not isinstance(told, Mapping) or told.keys() != found.keys():
            raise Untrue("tells other figures than this program")
        for key, value in found.items():
            require_same(told[key], value, scale, key)
    elif isinstance(found, list):
        if not isinstance(told, list) or len(told) != len(found):
            raise Untrue("tells other figures than this program")
        for one, other in zip(told, found, strict=True):
            require_same(one, other, scale, name)
    elif not _is_same(told, found, 0.0 if "p_value" in name else _TOLERANCE * scale):
        raise Untrue(f"tells a {name} that does not follow from its answers")


def genuine_words(trusted_as: str | None, *, issuer_given: bool, followed: bool = True) -> str:
    """That evidence is intact, and how far its signer is known.

    Args:
        trusted_as: What the user calls the signer; None if he is none of the trusted ones.
        issuer_given: Whether the user named the signer.
        followed: Whether what it says was computed anew.
    """
    genuine = "The evidence is intact"
    if followed:
        genuine += ", and what it says follows from the answers in it"
    if trusted_as is not None:
        return f"{genuine}; its signer is trusted as '{trusted_as}'."
    if issuer_given:
        return f"{genuine}; its signer is the one who was expected."
    return f"{genuine}; its signer is unknown, so anybody may have made it: give --issuer, or trust his key."


def _is_same(told: Any, found: Any, tolerance: float) -> bool:  # noqa: ANN401 - JSON is any tree
    if isinstance(found, float) and isinstance(told, int | float) and not isinstance(told, bool):
        return math.isclose(told, found, rel_tol=_TOLERANCE, abs_tol=tolerance)
    return type(told) is type(found) and bool(told == found)
