"""One request may take several units of a budget, and a service may have a key of its own."""

from pathlib import Path

import pytest

from ipclip_app.errors import QueryBudgetError
from ipclip_app.suspects.answer_store import AnswerStore
from ipclip_app.suspects.endpoint import headers_of


def test_units_add_up_over_processes(tmp_path: Path):
    path = tmp_path / "answers.jsonl"
    AnswerStore(path, "there", 20, "queries").spend(16)
    store = AnswerStore(path, "there", 20, "queries")
    assert store.requests == 16
    with pytest.raises(QueryBudgetError, match=r"all 20 queries are spent, .*--max-queries"):
        store.spend(5)
    store.spend(4)
    assert AnswerStore(path, "there", 20).requests == 20


@pytest.mark.parametrize("line", ['{"sent": "many"}', '{"sent": -3}', '{"sent": null}', "[1]"])
def test_line_that_somebody_touched_counts_as_one(tmp_path: Path, line: str):
    path = tmp_path / "answers.jsonl"
    path.write_text(line)
    assert AnswerStore(path, "there", 20).requests == 1


def test_key_is_taken_from_the_variable_of_the_service(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MINE", "abc")
    monkeypatch.setenv("IPCLIP_SUSPECT_KEY", "def")
    assert headers_of([], "MINE") == {"Authorization": "Bearer abc"}
