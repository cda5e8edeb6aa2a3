"""What is no file of embeddings gets one sentence, and nothing of it is unpickled."""

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from ipclip_app.errors import EmbeddingsFileError, OutputError
from ipclip_app.jobs.embeddings_file import embeddings_like, read_embeddings_file, write_rows


@pytest.fixture
def rows() -> NDArray[np.float32]:
    return np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32)


def header(text: str, body: bytes = bytes(64)) -> bytes:
    """A .npy file with any header at all."""
    stream = io.BytesIO()
    stream.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + body)
    return stream.getvalue()


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8", ">f4"])
def test_array_is_mapped_as_it_was_saved(tmp_path: Path, rows: NDArray[Any], dtype: str, order: Any):
    stored = np.asarray(rows, dtype=dtype, order=order)
    np.save(tmp_path / "e.npy", stored)

    read = read_embeddings_file(tmp_path / "e.npy")

    (matrix,) = read.matrices
    assert np.array_equal(read.map(matrix), stored)
    assert (read.rows, matrix.dtype, read.size) == (5, np.dtype(dtype), (tmp_path / "e.npy").stat().st_size)


def test_every_tensor_is_mapped_as_it_was_saved(tmp_path: Path, rows: NDArray[Any]):
    stored = {"texts": rows[:2].astype(np.float16), "images": rows, "more": rows.astype(np.float64)}
    save_file(stored, tmp_path / "e.safetensors", {"note": "x"})

    read = read_embeddings_file(tmp_path / "e.safetensors")

    assert {matrix.name for matrix in read.matrices} == stored.keys()
    assert all(np.array_equal(read.map(matrix), stored[matrix.name]) for matrix in read.matrices)


def test_new_file_appears_only_once_it_is_whole(tmp_path: Path, rows: NDArray[Any]):
    np.save(tmp_path / "e.npy", rows)
    source, out = read_embeddings_file(tmp_path / "e.npy"), tmp_path / "new" / "o.npy"

    with embeddings_like(source, out) as target:
        write_rows(target, target.matrices[0], 0, rows[:2])
        write_rows(target, target.matrices[0], 2, rows[2:])
        assert not out.exists()

    assert out.read_bytes() == (tmp_path / "e.npy").read_bytes()
    assert [path.name for path in out.parent.iterdir()] == ["o.npy"]


def test_failure_leaves_the_old_file_alone(tmp_path: Path, rows: NDArray[Any]):
    np.save(tmp_path / "e.npy", rows)
    out = tmp_path / "o.npy"
    out.write_bytes(b"old")

    with pytest.raises(KeyError), embeddings_like(read_embeddings_file(tmp_path / "e.npy"), out):
        raise KeyError

    assert out.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 2


def test_place_that_cannot_be_written_is_named(tmp_path: Path, rows: NDArray[Any]):
    np.save(tmp_path / "e.npy", rows)
    out = tmp_path / "e.npy" / "o.npy"

    with pytest.raises(OutputError) as caught, embeddings_like(read_embeddings_file(tmp_path / "e.npy"), out):
        pytest.fail("there is no such folder")
    assert str(out) in str(caught.value)


class Trap:
    """Unpickled, it would end the test."""

    def __reduce__(self) -> tuple[Any, ...]:
        return pytest.fail, ("something was unpickled",)


def test_objects_are_refused_and_never_unpickled(tmp_path: Path):
    np.save(tmp_path / "e.npy", np.array([[Trap()]], dtype=object), allow_pickle=True)

    with pytest.raises(EmbeddingsFileError, match="type object"):
        read_embeddings_file(tmp_path / "e.npy")


@pytest.mark.parametrize(
    "array",
    [
        np.zeros(3, np.float32),
        np.zeros((2, 2, 2), np.float32),
        np.zeros((0, 3), np.float32),
        np.zeros((3, 0), np.float32),
        np.zeros((), np.float32),
        np.zeros((2, 3), np.int64),
        np.zeros((2, 3), np.complex64),
        np.zeros((2, 3), "U4"),
        np.zeros(2, [("a", "f4")]),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_array_that_is_not_rows_of_numbers_is_refused(tmp_path: Path, array: NDArray[Any]):
    np.save(tmp_path / "e.npy", array)

    with pytest.raises(EmbeddingsFileError, match="float16, float32 or float64") as caught:
        read_embeddings_file(tmp_path / "e.npy")
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUM",
        b"\x93NUMPY\x09\x00abcd",
        b"PK\x03\x04" + bytes(100),
        header("{'descr': '<f4', 'fortran_order': False, 'shape': (100, 3)}"),
        header("{'descr': '<f4', 'fortran_order': False, 'shape': (1 << 40, 3)}"),
        header("{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627776, 1099511627776)}"),
        header("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3)}"),
        header("{'descr': '|O', 'fortran_order': False, 'shape': (2, 3)}"),
        header("{'descr': '<f4', 'shape': (2, 3)}"),
        header("__import__('os').abort()"),
        header("{" * 9000),
        header("(" * 60000),
    ],
    ids=range(13),
)
def test_damaged_array_gets_one_sentence(tmp_path: Path, content: bytes):
    (tmp_path / "e.npy").write_bytes(content)

    with pytest.raises(EmbeddingsFileError) as caught:
        read_embeddings_file(tmp_path / "e.npy")
    assert str(tmp_path / "e.npy") in str(caught.value)
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"dtype": "I64", "shape": [2, 2], "data_offsets": [0, 32]}, "another type than float16"),
        ({"dtype": "BF16", "shape": [2, 8], "data_offsets": [0, 32]}, "another type than float16"),
        ({"dtype": "F32", "shape": [8], "data_offsets": [0, 32]}, "not rows"),
        ({"dtype": "F32", "shape": [2, 5], "data_offsets": [0, 40]}, "beyond its end"),
        ({"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, "leave gaps"),
        ([], "unknown way"),
    ],
    ids=str,
)
def test_damaged_tensors_get_one_sentence(tmp_path: Path, facts: object, told: str):
    text = json.dumps({"a": facts}).encode()
    (tmp_path / "e.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + bytes(32))

    with pytest.raises(EmbeddingsFileError, match=told):
        read_embeddings_file(tmp_path / "e.safetensors")


@pytest.mark.parametrize("name", ["missing.npy", "missing.safetensors", "e.csv", "folder.npy", "e"])
def test_what_is_no_such_file_gets_one_sentence(tmp_path: Path, name: str):
    path = tmp_path / name
    if name.startswith("folder"):
        path.mkdir()

    with pytest.raises(EmbeddingsFileError) as caught:
        read_embeddings_file(path)
    assert str(path) in str(caught.value)
