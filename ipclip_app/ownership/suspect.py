"""What is asked: anything that names a class, or gives each class a score, for an image."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from PIL import Image

from ipclip_app.ownership.answers import Answer

SuspectKind = Literal["bundle", "run", "callable", "endpoint"]


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


class Suspect(Protocol):
    """A classifier that may be a copy of the owner's model."""

    @property
    def description(self) -> SuspectDescription:
        """Who it is."""

    @property
    def batch_size(self) -> int:
        """Images to be given at once, at most."""

    def answers(self, images: Sequence[Image.Image]) -> Sequence[Answer]:
        """One answer for each RGB image, in their order.

        Raises:
            SuspectError: It gives none that can be used.
            TryAgain: It may do so later.
        """

    def close(self) -> None:
        """Let go of connections and files."""


class TryAgain(Exception):  # noqa: N818 - a request for patience
    """A suspect cannot answer now.

    Attributes:
        seconds: How long to wait.
        reason: Why, half a sentence.
    """

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason
