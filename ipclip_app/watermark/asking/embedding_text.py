"""An embedding as text: its little-endian single-precision numbers in base64, as embedding services send it."""

import base64
import binascii
from typing import Final

import numpy as np
from numpy.typing import NDArray

_KIND: Final = np.dtype("<f4")


def text_of(embedding: NDArray[np.floating]) -> str:
    """An embedding (D,) as text."""
    return base64.b64encode(embedding.astype(_KIND).tobytes()).decode()


def embedding_of(text: str) -> NDArray[np.float32]:
    """The embedding (D,) that a text stands for.

    Raises:
        ValueError: It stands for none.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("It is no base64.") from error
    if len(data) % _KIND.itemsize:
        raise ValueError("It does not hold whole numbers of 4 bytes.")
    return np.frombuffer(data, _KIND).astype(np.float32)
