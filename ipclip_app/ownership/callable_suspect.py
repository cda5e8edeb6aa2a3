"""A suspect behind a Python function, for whatever has no address on the web."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PIL import Image

from ipclip_app.errors import SuspectError
from ipclip_app.ownership.answers import Answer, BadAnswer, name_of
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.suspects.python_function import load_function
from ipclip_app.suspects.shorten import shorten

BATCH: Final = 16
_CONTRACT: Final = "it must take a list of Pillow images and return a list of class names, or of {name: score}"


class CallableSuspect:
    """Asks a function `classify(images)`: a list of RGB Pillow images in, as many class names or mappings out."""

    batch_size: Final = BATCH

    def __init__(self, address: str, function: Callable[[list[Image.Image]], Any]) -> None:
        """Ask `function`, which is called `address` in texts."""
        self.description = SuspectDescription("callable", address)
        self._address = address
        self._function = function

    def answers(self, images: Sequence[Image.Image]) -> list[str]:
        """See `Suspect`."""
        try:
            found: Sequence[Answer] = list(self._function(list(images)))
        except Exception as error:
            reason = f"failed with {type(error).__name__} ({shorten(error)})"
            raise SuspectError(self._address, reason, _CONTRACT) from error
        if len(found) != len(images):
            raise SuspectError(self._address, f"gave {len(found)} answers for {len(images)} images", _CONTRACT)
        try:
            return [name_of(answer) for answer in found]
        except BadAnswer as error:
            raise SuspectError(self._address, f"answers {error}", _CONTRACT) from error

    def close(self) -> None:
        """See `Suspect`."""


def load_callable(reference: str) -> CallableSuspect:
    """Find `module:function`; a module may also lie in the folder in which the program was started.

    Raises:
        SuspectError: There is none, or its module fails when it is imported.
    """
    return CallableSuspect(reference, load_function(reference, _CONTRACT))
