"""A suspect behind a Python function, for whatever has no address on the web."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from ipclip_app.errors import SuspectError
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.suspects.python_function import load_function
from ipclip_app.suspects.shorten import shorten
from ipclip_app.watermark.asking.questions import Question
from ipclip_app.watermark.asking.suspect import BadEmbeddings, Embeddings, require_embeddings

BATCH: Final = 16
_CONTRACT: Final = (
    "it must take a list of Pillow images, or a list of texts, and return an array with a row of numbers for each"
)


class CallableSuspect:
    """Asks a function `embed(inputs)`: a list of RGB Pillow images or of texts in, as many rows of numbers out."""

    batch_size: Final = BATCH

    def __init__(self, address: str, function: Callable[[list[Any]], Any]) -> None:
        """Ask `function`, which is called `address` in texts."""
        self.description = SuspectDescription("callable", address)
        self._address, self._function = address, function

    def embeddings(self, questions: Sequence[Question]) -> Embeddings:
        """See `EmbeddingSuspect`."""
        try:
            found = self._function([question.item for question in questions])
            if hasattr(found, "detach"):  # a tensor, perhaps with a gradient and on another device
                found = found.detach().cpu().float().numpy()
        except (Exception, SystemExit) as error:
            reason = f"failed with {type(error).__name__} ({shorten(error)})"
            raise SuspectError(self._address, reason, _CONTRACT) from error
        try:
            return require_embeddings(found, len(questions))
        except BadEmbeddings as error:
            raise SuspectError(self._address, f"answers with {error}", _CONTRACT) from error

    def close(self) -> None:
        """See `EmbeddingSuspect`."""


def load_callable(reference: str) -> CallableSuspect:
    """Find `module:function`; a module may also lie in the folder in which the program was started.

    Raises:
        SuspectError: There is none, or its module fails when it is imported.
    """
    return CallableSuspect(reference, load_function(reference, _CONTRACT))
