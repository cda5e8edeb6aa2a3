"""Who is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SuspectKind = Literal["bundle", "run", "callable", "endpoint", "file"]


@dataclass(frozen=True)
class SuspectDescription:
    """Who was asked, for the evidence.

    Attributes:
        kind: What it is.
        address: Where it is, without anything secret.
        facts: What else tells it from others, by name.
    """

    kind: SuspectKind
    address: str
    facts: Mapping[str, str] = field(default_factory=dict)
