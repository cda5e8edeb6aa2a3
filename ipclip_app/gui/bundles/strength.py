"""How hard a passphrase is to guess, told while it is typed."""

import math
import string
from itertools import pairwise
from typing import Final, Literal

Strength = Literal["none", "short", "weak", "fair", "strong"]
SHORTEST: Final = 8
"""Fewest characters that a key accepts."""
_FAIR_BITS: Final = 50
_STRONG_BITS: Final = 75
_FOREIGN: Final = 100
"""Letters to choose from beyond those of ASCII, a low guess."""


def strength(passphrase: str) -> Strength:
    """A rough answer: the length counts most, and what repeats or runs on counts little."""
    if not passphrase:
        return "none"
    if len(passphrase) < SHORTEST:
        return "short"
    bits = _surprises(passphrase) * math.log2(_alphabet(passphrase))
    return "weak" if bits < _FAIR_BITS else "fair" if bits < _STRONG_BITS else "strong"


def _surprises(passphrase: str) -> int:
    """Characters that do not follow from the one before, as in `aaa` or `123`."""
    steps = [ord(after) - ord(before) for before, after in pairwise(passphrase)]
    return 1 + sum(step not in {-1, 0, 1} for step in steps)


def _alphabet(passphrase: str) -> int:
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation, " ")
    used = sum(len(kind) for kind in kinds if set(kind) & set(passphrase))
    return used if passphrase.isascii() else used + _FOREIGN
