"""Answers survive whatever ends the process, and the budget holds over all processes."""

import os
import stat
from pathlib import Path

import pytest

from ipclip_app.errors import OutputError, QueryBudgetError
from ipclip_app.suspects.answer_store import AnswerStore, KeptAnswer

ANSWER = KeptAnswer("dog", "2025-01-31T12:00:00Z")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "suspects" / "answers.jsonl"


def test_answers_and_requests_are_there_again(path: Path):
    store = AnswerStore(path, "suspect", 3)
    store.spend()
    store.spend()
    store.keep("a", ANSWER)

    again = AnswerStore(path, "suspect", 3)

    assert (again.get("a"), again.get("b"), again.requests) == (ANSWER, None, 2)


def test_budget_is_never_exceeded(path: Path):
    for _ in range(2):
        AnswerStore(path, "suspect", 2).spend()
    store = AnswerStore(path, "suspect", 2)
    with pytest.raises(QueryBudgetError, match="all 2 requests are spent"):
        store.spend()
    assert store.requests == 2
    AnswerStore(path, "suspect", 3).spend()


def test_incomplete_line_counts_as_a_request_and_harms_no_other(path: Path):
    store = AnswerStore(path, "suspect", 9)
    store.spend()
    store.keep("a", ANSWER)
    path.write_bytes(path.read_bytes() + b'{"pixels": "b", "na')
    AnswerStore(path, "suspect", 9).keep("c", ANSWER)

    again = AnswerStore(path, "suspect", 9)

    assert (again.get("a"), again.get("b"), again.get("c"), again.requests) == (ANSWER, None, ANSWER, 2)


def test_nothing_of_it_can_be_read_by_others(path: Path):
    AnswerStore(path, "suspect", 9).spend()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_discarded_answers_are_gone(path: Path):
    store = AnswerStore(path, "suspect", 9)
    store.spend()
    store.discard()
    store.discard()
    assert AnswerStore(path, "suspect", 9).requests == 0


def test_folder_in_its_place_is_told(path: Path):
    path.mkdir(parents=True)
    with pytest.raises(OutputError, match=r"answers\.jsonl"):
        AnswerStore(path, "suspect", 9)
