"""Files of embeddings, .npy and .safetensors, of any size: their header is read, their rows are mapped into memory."""

import ast
import math
import os
import secrets
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from ipclip_app.errors import EmbeddingsFileError, OutputError
from ipclip_app.formats import tensors
from ipclip_app.formats.malformed import Malformed
from ipclip_app.paths import is_file
from ipclip_app.storage import write_atomically

SUFFIXES: Final = (".npy", ".safetensors")
TYPES: Final[Mapping[str, str]] = {"float16": "F16", "float32": "F32", "float64": "F64"}
_NUMPY: Final = b"\x93NUMPY"
_LENGTHS: Final = {b"\x01\x00": struct.Struct("<H"), b"\x02\x00": struct.Struct("<I"), b"\x03\x00": struct.Struct("<I")}
_LONGEST_HEADER: Final = 10_000
_FORMS: Final = "give embeddings as rows of float16, float32 or float64"
_DAMAGED: Final = "write the file again"


@dataclass(frozen=True)
class Matrix:
    """Rows of embeddings in a file.

    Attributes:
        name: What the file calls them; empty in a .npy file.
        dtype: Their type, of any byte order.
        shape: Number of rows and D.
        offset: Position of the first byte.
        order: Whether rows (`C`) or columns (`F`) lie together.
    """

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, int]
    offset: int
    order: Literal["C", "F"] = "C"


@dataclass(frozen=True)
class EmbeddingsFile:
    """What a file holds.

    Attributes:
        path: The file.
        header: Its bytes before the first number.
        size: Bytes of header and numbers.
        matrices: The embeddings.
    """

    path: Path
    header: bytes
    size: int
    matrices: tuple[Matrix, ...]

    @property
    def rows(self) -> int:
        """Number of embeddings in all."""
        return sum(matrix.shape[0] for matrix in self.matrices)

    def map(self, matrix: Matrix) -> NDArray[Any]:
        """Its rows, read from the disk where they are looked at."""
        return _mapped(self.path, matrix, "r")


def read_embeddings_file(path: Path) -> EmbeddingsFile:
    """Read the header of a .npy or .safetensors file; nothing is unpickled.

    Raises:
        EmbeddingsFileError: It cannot be read, is of another kind, or holds something else than rows of numbers.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise EmbeddingsFileError(path, "does not end with .npy or .safetensors", "give embeddings in such a file")
    try:
        if not is_file(path):  # a pipe would block
            path.stat()
            raise EmbeddingsFileError(path, "is not a file", "give a .npy or .safetensors file")
        return _read_numpy(path) if path.suffix.lower() == ".npy" else _read_safetensors(path)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EmbeddingsFileError(
            path, f"cannot be read ({cause})", "check the path and that you may read it"
        ) from error


@contextmanager
def embeddings_like(source: EmbeddingsFile, out: Path) -> Iterator[EmbeddingsFile]:
    """A file of the same form beside `out`, to be filled; once the context ends without an error it takes its place.

    Raises:
        OutputError: It cannot be written.
    """
    neighbour = out.with_name(f".{out.name}.{secrets.token_hex(8)}.part")
    try:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            with neighbour.open("xb") as stream:
                stream.write(source.header)
                _reserve(stream.fileno(), source.size)
        except OSError as error:
            raise OutputError(out, error.strerror or str(error)) from error
        yield EmbeddingsFile(neighbour, source.header, source.size, source.matrices)
        write_atomically(out, lambda place: _move(neighbour, place))
    finally:
        with suppress(OSError):
            neighbour.unlink(missing_ok=True)


def write_rows(target: EmbeddingsFile, matrix: Matrix, start: int, rows: NDArray[Any]) -> None:
    """Put rows in their place, rounded to the type of the file."""
    mapped = _mapped(target.path, matrix, "r+")
    mapped[start : start + len(rows)] = rows


def _move(filled: Path, place: Path) -> None:
    filled.replace(place)


def _reserve(handle: int, size: int) -> None:
    """A full disk is told here; a mapped file would end the program."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)
    else:
        os.ftruncate(handle, size)


def _mapped(path: Path, matrix: Matrix, mode: Literal["r", "r+"]) -> NDArray[Any]:
    return np.memmap(path, matrix.dtype, mode, matrix.offset, matrix.shape, matrix.order)


def _read_numpy(path: Path) -> EmbeddingsFile:
    """The header as numpy.save writes it; numpy's own reader takes more, and fails in more ways."""
    with path.open("rb") as stream:
        start = stream.read(_LONGEST_HEADER)
    length = _LENGTHS.get(start[len(_NUMPY) : len(_NUMPY) + 2])
    if not start.startswith(_NUMPY) or length is None or len(start) < len(_NUMPY) + 2 + length.size:
        raise EmbeddingsFileError(path, "is no .npy file", "save the embeddings with numpy.save")
    first = len(_NUMPY) + 2 + length.size
    offset = first + length.unpack_from(start, first - length.size)[0]
    facts = _literal(start[first:offset]) if offset <= len(start) else None
    if not isinstance(facts, dict) or facts.keys() != {"descr", "fortran_order", "shape"}:
        raise EmbeddingsFileError(path, "has a damaged header", _DAMAGED)
    dtype, shape = _dtype(facts["descr"]), facts["shape"]
    if not isinstance(shape, tuple) or not all(type(size) is int and size >= 0 for size in shape):
        raise EmbeddingsFileError(path, "has a damaged header", _DAMAGED)
    matrix = Matrix("", dtype, _rows(path, "", dtype, shape), offset, "F" if facts["fortran_order"] is True else "C")
    size = offset + math.prod(shape) * dtype.itemsize
    if size > path.stat().st_size:
        raise EmbeddingsFileError(path, "is shorter than its header says", _DAMAGED)
    return EmbeddingsFile(path, start[:offset], size, (matrix,))


def _literal(text: bytes) -> object:
    """What a header says, None where it is no Python literal; nothing is ever run."""
    try:
        return ast.literal_eval(text.decode().strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):  # as its documentation lists them
        return None


def _dtype(description: object) -> np.dtype[Any]:
    """The type of that description; that of objects where it is none."""
    try:
        return np.dtype(description if isinstance(description, str) else object)
    except (TypeError, ValueError):
        return np.dtype(object)


def _read_safetensors(path: Path) -> EmbeddingsFile:
    size = path.stat().st_size
    with path.open("rb") as stream:
        start = stream.read(8 + tensors.MOST_HEADER)
    try:
        header = tensors.read_header(start, tuple(TYPES.values()), size)
    except Malformed as error:
        raise EmbeddingsFileError(path, error.reason, f"{_FORMS}, or {_DAMAGED}") from error
    matrices = []
    for name, span in sorted(header.spans.items(), key=lambda item: item[1].start):
        kind = tensors.TYPES[span.type]
        matrices.append(Matrix(name, kind, _rows(path, name, kind, span.shape), header.size + span.start))
    return EmbeddingsFile(path, start[: header.size], size, tuple(matrices))


def _rows(path: Path, name: str, dtype: np.dtype[Any], shape: tuple[int, ...]) -> tuple[int, int]:
    """The shape of embeddings; anything else is refused."""
    what = f"its tensor '{name}'" if name else "its array"
    if dtype.name not in TYPES:
        raise EmbeddingsFileError(path, f"{what} is of the type {dtype.name}", _FORMS)
    match shape:
        case (rows, width) if rows and width:
            return rows, width
        case _:
            raise EmbeddingsFileError(path, f"{what} has the shape {shape}, which is not rows", _FORMS)
