"""What is asked: anything that names a class, or gives each class a score, for an image."""

from collections.abc import Sequence
from typing import Protocol

from PIL import Image

from ipclip_app.ownership.answers import Answer
from ipclip_app.suspects.description import SuspectDescription


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
