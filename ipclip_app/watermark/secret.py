"""An owner's secret: one matrix for each licensee, and the pairs that are asked to find them again."""

from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

Mode = Literal["exact", "trigger"]
Method = Literal["rotation", "closed-form", "learned"]
METHODS: Final = {"exact": ("rotation",), "trigger": ("closed-form", "learned")}
MOST_USERS: Final = 1000
LONGEST_NAME: Final = 200


@dataclass(frozen=True, eq=False)
class PairPool:
    """Trigger pairs: images and texts that resemble nothing, of which each licensee owns a secret half.

    A licensee's matrix brings his half closer together. The other half are his controls: which pairs are whose was
    drawn at random, so that in the answers of a model that does not know the matrices neither half can stand out.

    Attributes:
        pictures: The images at the network's input size, (P, height, width, 3).
        texts: Their texts, P.
        image_embeddings: Clean embeddings of the images, unit rows (P, D).
        text_embeddings: Clean embeddings of the texts, unit rows (P, D).
        own: Which pairs are whose, (users, P).

    Raises:
        ValueError: The shapes do not fit, or a licensee has all pairs or none.
    """

    pictures: NDArray[np.uint8]
    texts: tuple[str, ...]
    image_embeddings: NDArray[np.float32]
    text_embeddings: NDArray[np.float32]
    own: NDArray[np.bool_]

    def __post_init__(self) -> None:
        count = len(self.texts)
        shapes = (self.pictures.shape[:1], self.image_embeddings.shape[:1], self.own.shape[1:])
        fitting = all(shape == (count,) for shape in shapes) and self.pictures.shape[3:] == (3,)
        if not fitting or self.image_embeddings.shape != self.text_embeddings.shape:
            raise ValueError("Pictures, texts and embeddings of the trigger pairs are not as many.")
        if not (self.own.any(axis=1) & ~self.own.all(axis=1)).all():
            raise ValueError("Each licensee owns some of the trigger pairs and not all of them.")

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def least(self) -> int:
        """The fewest first pairs of which each licensee owns some and not all."""
        return 1 + int(np.maximum(self.own.argmax(axis=1), self.own.argmin(axis=1)).max())

    def first(self, count: int) -> "PairPool":
        """The first pairs alone, for who may not ask about all.

        Args:
            count: Their number, `least` to all.

        Raises:
            ValueError: A licensee owns all of so few, or none.
        """
        return PairPool(
            self.pictures[:count],
            self.texts[:count],
            self.image_embeddings[:count],
            self.text_embeddings[:count],
            self.own[:, :count],
        )


@dataclass(frozen=True, eq=False)
class WatermarkSecret:
    """What only the owner knows.

    Attributes:
        mode: `exact`, rotations, or `trigger`, matrices that also bring trigger pairs closer.
        method: How the matrices were made, one of METHODS of the mode.
        backbone: Identity of the model, 64 hexadecimal digits.
        users: Names of the licensees, all different.
        matrices: One W for each licensee, (users, D, D).
        pool: The trigger pairs, in trigger mode.
        ordinary: Second moment of ordinary embeddings, (D, D), from which the closed form makes further matrices.

    Raises:
        ValueError: The parts do not fit each other.
    """

    mode: Mode
    method: Method
    backbone: str
    users: tuple[str, ...]
    matrices: NDArray[np.float32] = field(repr=False)
    pool: PairPool | None = field(default=None, repr=False)
    ordinary: NDArray[np.float32] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode) or self.method not in METHODS[self.mode]:
            raise ValueError(f"There is no method '{self.method}' of the mode '{self.mode}'.")
        if not self.users or len(set(self.users)) != len(self.users) or not all(map(is_name, self.users)):
            raise ValueError("Each licensee has a name of his own, a line of text.")
        if self.matrices.shape != (len(self.users), self.dimension, self.dimension):
            raise ValueError(f"Matrices {self.matrices.shape} are not those of {len(self.users)} licensees.")
        if not np.isfinite(self.matrices).all():
            raise ValueError("A matrix holds a number that is not finite.")
        if (self.pool is None) != (self.mode == "exact"):
            raise ValueError("Trigger pairs belong to the trigger mode.")
        if self.pool and (len(self.pool.own), self.pool.image_embeddings.shape[1]) != self.matrices.shape[:2]:
            raise ValueError("The trigger pairs are not those of the matrices.")
        if self.ordinary is not None and (self.pool is None or self.ordinary.shape != self.matrices.shape[1:]):
            raise ValueError("A moment of ordinary embeddings belongs to the pairs of the trigger mode.")

    @property
    def dimension(self) -> int:
        """D, the width of an embedding."""
        return int(self.matrices.shape[-1])

    def as_it_was(self, licensees: int) -> "WatermarkSecret":
        """The secret of its first licensees, before others were added, who stand behind them.

        Args:
            licensees: Their number, 1 to all.
        """
        pool = None if self.pool is None else replace(self.pool, own=self.pool.own[:licensees])
        return replace(self, users=self.users[:licensees], matrices=self.matrices[:licensees], pool=pool)

    def matrix(self, user: str) -> NDArray[np.float32]:
        """The licensee's W, (D, D); embeddings are rows, e W.

        Raises:
            KeyError: There is no such licensee.
        """
        if user not in self.users:
            raise KeyError(user)
        matrix: NDArray[np.float32] = self.matrices[self.users.index(user)]
        return matrix


def is_name(text: str) -> bool:
    """Whether a licensee may be called that: one line, no blanks around it, at most LONGEST_NAME characters."""
    return 0 < len(text) <= LONGEST_NAME and text.isprintable() and text == text.strip()
