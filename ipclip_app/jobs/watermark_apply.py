"""Marks a file of embeddings for a licensee, block by block, so that its size does not matter."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ipclip_app.errors import EmbeddingsFileError, OutputExistsError, UnknownLicenseeError, UsageError
from ipclip_app.jobs.embeddings_file import (
    EmbeddingsFile,
    Matrix,
    embeddings_like,
    read_embeddings_file,
    write_rows,
)
from ipclip_app.paths import real_path
from ipclip_app.progress import Job, Report
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import commitment, read_secret

PHASE: Final = "embeddings"
_NUMBERS_AT_ONCE: Final = 1 << 22
_SHORTEST: Final = 1e-12
_LONGEST: Final = 1e18
"""Lengths between which single precision can bring a row to length one."""


@dataclass(frozen=True)
class ApplyRequest:
    """What to mark.

    Attributes:
        secret: The secret's file.
        source: Clean embeddings; the file stays as it is.
        out: Where the marked ones go, in a file of the same kind.
        user: For which licensee; None where there is one only.
        passphrase: Opens the secret.
        force: Replace a file that is there already.
    """

    secret: Path
    source: Path
    out: Path
    user: str | None = None
    passphrase: str | None = field(default=None, repr=False)
    force: bool = False


@dataclass(frozen=True)
class AppliedWatermark:
    """What was marked.

    Attributes:
        out: The file.
        user: The licensee.
        rows: Number of embeddings.
        dimension: D.
        dtype: Their types, each once.
        commitment: SHA-256 that names the secret.
        seconds: How long it took.
    """

    out: Path
    user: str
    rows: int
    dimension: int
    dtype: tuple[str, ...]
    commitment: str
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values."""
        return {
            "out": str(self.out),
            "user": self.user,
            "rows": self.rows,
            "dimension": self.dimension,
            "dtype": list(self.dtype),
            "commitment": self.commitment,
            "seconds": self.seconds,
        }


def mark_embeddings(request: ApplyRequest) -> Job[AppliedWatermark]:
    """Write marked embeddings, in the type and order of the clean ones; closing the job leaves no file.

    Raises:
        SecretFileError, PassphraseNeededError, WrongPassphraseError: The secret cannot be read.
        UnknownLicenseeError: It knows no such licensee.
        EmbeddingsFileError: The embeddings cannot be used; the text names the row.
        UsageError: The output is the input, of another kind, or it is not said for whom of several licensees.
        OutputExistsError, OutputError: The output is there already, or cannot be written.
    """
    started = time.monotonic()
    _require_free(request)
    secret = read_secret(request.secret, request.passphrase)
    user = licensee_of(secret, request.user, request.secret)
    source = read_embeddings_file(request.source)
    _require_width(source, secret)
    done = 0
    yield Report(PHASE, 0, source.rows)
    with embeddings_like(source, request.out) as target:
        for matrix, start, marked in _marked(source, secret.matrix(user)):
            write_rows(target, matrix, start, marked)
            done += len(marked)
            yield Report(PHASE, done, source.rows)
    types = tuple(sorted({matrix.dtype.name for matrix in source.matrices}))
    seconds = time.monotonic() - started
    return AppliedWatermark(request.out, user, source.rows, secret.dimension, types, commitment(secret), seconds)


def licensee_of(secret: WatermarkSecret, user: str | None, path: Path) -> str:
    """The licensee of that name, or the only one.

    Raises:
        UnknownLicenseeError: There is none of that name.
        UsageError: There are several and none was chosen.
    """
    if user is None and len(secret.users) > 1:
        raise UsageError(f"{path}: has {len(secret.users)} licensees; choose one with --user.")
    if user is not None and user not in secret.users:
        raise UnknownLicenseeError(path, user)
    return secret.users[0] if user is None else user


def _require_free(request: ApplyRequest) -> None:
    if request.out.suffix.lower() != request.source.suffix.lower():
        raise UsageError(f"{request.out}: is of another kind than {request.source}; end both with the same suffix.")
    if real_path(request.out) == real_path(request.source):
        raise UsageError(f"{request.out}: is the file with the clean embeddings; choose another name.")
    if not request.force and os.path.lexists(request.out):
        raise OutputExistsError(request.out)


def _require_width(source: EmbeddingsFile, secret: WatermarkSecret) -> None:
    for matrix in source.matrices:
        if matrix.shape[1] != secret.dimension:
            what = f"'{matrix.name}' has" if matrix.name else "has"
            reason = f"{what} rows of {matrix.shape[1]} numbers, but the secret is for {secret.dimension}"
            raise EmbeddingsFileError(source.path, reason, "give embeddings of the model that it was made for")


def _marked(source: EmbeddingsFile, matrix: NDArray[np.float32]) -> Iterator[tuple[Matrix, int, NDArray[Any]]]:
    """Marked blocks, each with the place of its first row."""
    at_once = max(1, _NUMBERS_AT_ONCE // len(matrix))
    for stored in source.matrices:
        native = stored.dtype.newbyteorder("=")
        mapped = source.map(stored)
        for start in range(0, len(mapped), at_once):
            rows = np.array(mapped[start : start + at_once], dtype=native, order="C")
            _require_rows(source.path, stored.name, start, rows)
            yield stored, start, apply_watermark(rows, matrix)


def _require_rows(path: Path, name: str, start: int, rows: NDArray[Any]) -> None:
    with np.errstate(over="ignore"):
        lengths = np.linalg.norm(rows.astype(np.float64), axis=1)
    usable = (lengths >= _SHORTEST) & (lengths <= _LONGEST)
    if not usable.all():
        first = int(np.argmin(usable))
        where = f"row {start + first}" + (f" of '{name}'" if name else "")
        what = "is zero" if lengths[first] < _SHORTEST else "holds a number that is not finite or far too large"
        raise EmbeddingsFileError(path, f"{where} (counted from 0) {what}", "leave it out or compute it again")
