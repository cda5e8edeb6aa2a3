"""What an owner asks for when he wants proof that a service is his, and marked for a licensee; loads no torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ipclip_app.config import Device
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.errors import UsageError

QUERIES: Final = 200
MOST_QUERIES: Final = 5000
"""So that evidence with the answers in it stays below the size that is read again."""
LEVEL: Final = 0.01
HIGHEST_LEVEL: Final = 0.05
LARGEST_SEED: Final = 2**53 - 1
"""Every reader of JSON keeps it exactly."""


@dataclass(frozen=True)
class EmbeddingSource:
    """Whom to ask, and what it takes to do so.

    Attributes:
        reference: A web address, a file of embeddings or `module:function`.
        headers: What is sent along to a web address.
        timeout: Seconds that it may take to answer.
        model: Name by which it knows its model.
        encoding: How it shall write embeddings, `base64` or `float`.
        batch: Inputs of one request.
        max_queries: Embeddings that it may be asked for in all, failed requests included; None for twice the queries.

    Raises:
        UsageError: The budget allows for nothing.
    """

    reference: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 30.0
    model: str = "clip"
    encoding: str = "base64"
    batch: int = 16
    max_queries: int | None = None

    def __post_init__(self) -> None:
        if self.max_queries is not None and self.max_queries < 1:
            raise UsageError("The suspect must be asked 1 query at least; give a larger --max-queries.")


@dataclass(frozen=True)
class QuestionRequest:
    """What the questions follow from.

    Attributes:
        secret: File of the owner's secret.
        images: Folder of ordinary images, with class subfolders.
        passphrase: Opens the secret; None where it needs none.
        queries: Number of embeddings, even; half are of images.
        seed: Decides the ordinary pairs; None for one that follows from secret, images and number.
        backbone: Reference of the owner's model; None to look for it among those at hand.
        device: Where it computes.

    Raises:
        UsageError: A number is out of range.
    """

    secret: Path
    images: Path
    passphrase: str | None = field(default=None, repr=False)
    queries: int = QUERIES
    seed: int | None = None
    backbone: str | None = None
    device: Device = "auto"

    def __post_init__(self) -> None:
        if self.queries % 2 or not 0 < self.queries <= MOST_QUERIES:
            raise UsageError(
                f"{self.queries} is no number of queries; give an even one from 2 to {MOST_QUERIES}, half for images."
            )
        if self.seed is not None and not 0 <= self.seed <= LARGEST_SEED:
            raise UsageError("The seed must be a whole number from 0 to 2^53 - 1.")


@dataclass(frozen=True)
class VerifyRequest:
    """One verification.

    Attributes:
        questions: What the questions follow from.
        suspect: Whom to ask.
        level: Share of innocent services that may be accused, above 0 to HIGHEST_LEVEL.
        out: Where to write evidence; None for none.
        signing: The owner's key, which evidence needs.
        force: Replace what is there.
        fresh: Ask everything anew, even what an interrupted verification was answered.

    Raises:
        UsageError: A number is out of range, or there is nothing to sign evidence with.
    """

    questions: QuestionRequest
    suspect: EmbeddingSource
    level: float = LEVEL
    out: Path | None = None
    signing: SigningKey | None = None
    force: bool = False
    fresh: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.level <= HIGHEST_LEVEL:
            raise UsageError(f"The level must lie above 0 and at most at {HIGHEST_LEVEL:g}.")
        if self.out is not None and self.signing is None:
            raise UsageError("Evidence must be signed; give a signing key.")
