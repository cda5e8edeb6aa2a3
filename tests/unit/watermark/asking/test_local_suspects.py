"""Functions and files answer as an endpoint does, and what is no table of embeddings is refused."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from ipclip_app.errors import SuspectError
from ipclip_app.watermark.asking.callable_suspect import CallableSuspect, load_callable
from ipclip_app.watermark.asking.file_suspect import METADATA, FileSuspect, answers_name
from ipclip_app.watermark.asking.questions import Question, Questions

ROWS = np.arange(1, 361, dtype=np.float32).reshape(120, 3)


@pytest.mark.parametrize("kind", [list, np.asarray, lambda rows: torch.tensor(rows, requires_grad=True)])
def test_function_takes_pictures_or_texts_and_returns_any_array(questions: Questions, kind: Callable[[Any], Any]):
    seen: list[Any] = []

    def embed(inputs: list[Any]) -> Any:
        seen.extend(inputs)
        return kind([[1.0, 2.0]] * len(inputs))

    found = CallableSuspect("a:b", embed).embeddings(questions.all[78:80])
    assert (found.tolist(), found.dtype) == ([[1, 2], [1, 2]], np.float32)
    assert seen == ["text 38", "text 39"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (None, r"array of shape \(\)"),
        ([[1.0]], "1 embeddings for 2 questions"),
        ([1.0, 2.0], r"array of shape \(2,\)"),
        ([[1.0], [1.0, 2.0]], "no table of numbers"),
        ([["a"], ["b"]], "no table of numbers"),
        ([[float("inf")], [1.0]], "not finite"),
        ([[0.0], [1.0]], "of zeros"),
    ],
)
def test_function_that_returns_something_else_is_refused(questions: Questions, answer: Any, sentence: str):
    with pytest.raises(SuspectError, match=sentence):
        CallableSuspect("a:b", lambda _inputs: answer).embeddings(questions.all[:2])


def test_function_that_fails_is_told_with_its_reason(questions: Questions):
    def fail(_inputs: list[Any]) -> Any:
        raise OSError("disk gone")

    with pytest.raises(SuspectError, match=r"failed with OSError \(disk gone\)"):
        CallableSuspect("a:b", fail).embeddings(questions.all[:1])
    with pytest.raises(SuspectError, match="cannot be imported"):
        load_callable("no_such_module_at_all:f")


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
@pytest.mark.parametrize("suffix", [".npy", ".safetensors"])
def test_file_answers_by_row(tmp_path: Path, questions: Questions, suffix: str, kind: str):
    path = _write(tmp_path / f"{answers_name(questions)}{suffix}", ROWS.astype(kind))
    suspect = FileSuspect(path, questions)
    chosen: list[Question] = [questions.all[row] for row in (5, 119, 0)]
    assert suspect.embeddings(chosen).tolist() == ROWS[[5, 119, 0]].tolist()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (suspect.description.address, suspect.description.facts) == (path.name, {"sha256": digest})


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (ROWS[:-1], "119 embeddings for 120 questions"),
        (ROWS.astype(np.int32), "no floating-point numbers"),
        (ROWS[0], "array of shape"),
        (np.where(ROWS == 7, np.nan, ROWS), "not finite"),
    ],
)
@pytest.mark.parametrize("suffix", [".npy", ".safetensors"])
def test_file_of_something_else_is_refused(tmp_path: Path, questions: Questions, rows: Any, sentence: str, suffix: str):
    path = _write(tmp_path / f"{answers_name(questions)}{suffix}", rows)
    with pytest.raises(SuspectError, match=f"{sentence}.*one row of numbers for each question"):
        FileSuspect(path, questions)


@pytest.mark.parametrize("suffix", [".npy", ".safetensors"])
def test_damaged_file_is_refused(tmp_path: Path, questions: Questions, suffix: str):
    path = _write(tmp_path / f"{answers_name(questions)}{suffix}", ROWS)
    content = path.read_bytes()
    for damaged in (b"", content[:100], content[:-1], b"garbage" * 30):
        path.write_bytes(damaged)
        with pytest.raises(SuspectError, match=r"answers-[0-9a-f]{16}\."):
            FileSuspect(path, questions)
    path.unlink()
    with pytest.raises(SuspectError, match="cannot be read"):
        FileSuspect(path, questions)


def test_nothing_is_unpickled_and_no_header_asks_for_memory(tmp_path: Path, questions: Questions):
    path = tmp_path / f"{answers_name(questions)}.npy"
    np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(SuspectError, match="cannot be read"):
        FileSuspect(path, questions)
    np.save(path, ROWS)
    path.write_bytes(path.read_bytes().replace(b"(120, 3), }  ", b"(9000000000, 300), }")[: path.stat().st_size])
    with pytest.raises(SuspectError, match="cannot be read"):
        FileSuspect(path, questions)


def test_of_several_tensors_the_one_called_embeddings_is_taken(tmp_path: Path, questions: Questions):
    path = tmp_path / f"{answers_name(questions)}.safetensors"
    save_file({"embeddings": ROWS, "other": ROWS[:2]}, path)
    assert len(FileSuspect(path, questions).embeddings([])) == 0
    save_file({"one": ROWS, "other": ROWS}, path)
    with pytest.raises(SuspectError, match="2 tensors, none of which is called embeddings"):
        FileSuspect(path, questions)


OTHER = f"answers-{'0f' * 8}"


@pytest.mark.parametrize("suffix", [".npy", ".safetensors"])
def test_rows_for_other_questions_are_never_paired_with_these(tmp_path: Path, questions: Questions, suffix: str):
    for name, sentence in (
        ("answers", "does not tell which questions it answers; call it as the texts.json says"),
        (OTHER, "answers other questions than those"),
    ):
        path = _write(tmp_path / f"{name}{suffix}", ROWS)
        with pytest.raises(SuspectError, match=sentence):
            FileSuspect(path, questions)
    for name in (f"{answers_name(questions)} (1)", f"{questions.digest[:16].upper()}_by_borg"):
        assert len(FileSuspect(_write(tmp_path / f"{name}{suffix}", ROWS), questions).embeddings(questions.all)) == 120


def test_metadata_tell_more_than_a_name(tmp_path: Path, questions: Questions):
    path = tmp_path / "answers.safetensors"
    save_file({"embeddings": ROWS}, path, {METADATA: questions.digest})
    assert len(FileSuspect(path, questions).embeddings(questions.all)) == 120
    path = tmp_path / f"{answers_name(questions)}.safetensors"
    save_file({"embeddings": ROWS}, path, {METADATA: "0" * 64})
    with pytest.raises(SuspectError, match="answers other questions"):
        FileSuspect(path, questions)


def _write(path: Path, rows: Any) -> Path:
    if path.suffix == ".npy":
        np.save(path, rows)
    else:
        save_file({"anything": np.ascontiguousarray(rows)}, path)
    return path
