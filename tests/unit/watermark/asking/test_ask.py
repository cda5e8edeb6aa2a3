"""Everything is asked once, in batches of one kind, patiently, and goes on where it was stopped."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipclip_app.errors import QueryBudgetError, SuspectError
from ipclip_app.progress import Job, Notice, Report, run_to_end
from ipclip_app.suspects.answer_store import AnswerStore
from ipclip_app.suspects.patience import TryAgain
from ipclip_app.watermark.asking.ask import LOOKS, Answered, Asking, AskReport, PValues, Reply, ask, rows_of
from ipclip_app.watermark.asking.questions import Questions

DISTINCT = 105
"""120 questions, but the 20 ordinary texts are 5."""


@pytest.fixture
def rows(questions: Questions) -> Any:
    """An answer for each question, the same for the same content."""
    known = {question.digest: index for index, question in enumerate(questions.all)}
    table = np.random.default_rng(1).standard_normal((120, 6)).astype(np.float32)
    return table[[known[question.digest] for question in questions.all]]


def _drain(job: Job[Any]) -> tuple[list[Report], Any]:
    reports = []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            return reports, end.value


def test_replies_stand_by_row_and_nothing_is_asked_twice(questions: Questions, scripted: Any, rows: Any):
    suspect = scripted(rows)
    replies = run_to_end(ask(Asking(questions, suspect)))
    assert np.array_equal(rows_of(replies), rows)
    assert suspect.asked == DISTINCT
    assert max(map(len, suspect.batches)) == 8
    assert all(len({question.is_text for question in batch}) == 1 for batch in suspect.batches)


def test_reports_count_queries_and_tell_the_p_values_so_far(questions: Questions, scripted: Any, rows: Any):
    looked: list[int] = []

    def look(answered: Answered) -> PValues:
        looked.append(sum(reply is not None for reply in answered))
        return PValues(1 / len(looked), None)

    reports, _ = _drain(ask(Asking(questions, scripted(rows), look=look)))
    told = [report for report in reports if isinstance(report, AskReport)]
    assert (told[0].queries, told[0].p_values) == (0, PValues())
    assert (told[-1].queries, told[-1].step, told[-1].total) == (DISTINCT, DISTINCT, DISTINCT)
    assert told[-1].p_values.distribution == 1 / len(looked)
    assert LOOKS - 2 <= len(looked) <= LOOKS
    assert looked[-1] == 120


def test_patience_is_granted_slice_by_slice(questions: Questions, scripted: Any, rows: Any):
    suspect, slept = scripted(rows), [0.0]
    suspect.troubles = [None, TryAgain(1, "answers with status 429")]

    def pause(seconds: float) -> None:
        slept[0] += seconds

    reports, replies = _drain(ask(Asking(questions, suspect, pause=pause)))
    assert len(replies) == 120
    assert slept[0] == pytest.approx(1)
    (notice,) = [report for report in reports if isinstance(report, Notice)]
    assert notice.message == "The suspect answers with status 429; asking again in 1 s."


def test_stopped_run_goes_on_without_asking_again(questions: Questions, scripted: Any, rows: Any, tmp_path: Path):
    path = tmp_path / "answers.jsonl"
    first, second = scripted(rows), scripted(rows)
    job = ask(Asking(questions, first, AnswerStore(path, "there", 1000, "queries")))
    while first.asked < 50:
        next(job)
    next(job)
    job.close()
    replies = run_to_end(ask(Asking(questions, second, AnswerStore(path, "there", 1000, "queries"))))
    assert np.array_equal(rows_of(replies), rows)
    assert first.asked + second.asked == DISTINCT
    third = scripted(rows)
    run_to_end(ask(Asking(questions, third, AnswerStore(path, "there", 1000, "queries"))))
    assert third.asked == 0


def test_kept_answer_that_somebody_touched_is_asked_for_again(
    questions: Questions, scripted: Any, rows: Any, tmp_path: Path
):
    path = tmp_path / "answers.jsonl"
    run_to_end(ask(Asking(questions, scripted(rows), AnswerStore(path, "there", 1000))))
    lines = path.read_text().splitlines()
    kept = [index for index, line in enumerate(lines) if '"name"' in line]
    lines[kept[0]] = lines[kept[0]].replace('"name": "', '"name": "!')
    path.write_text("\n".join(lines))
    again = scripted(rows)
    run_to_end(ask(Asking(questions, again, AnswerStore(path, "there", 1000))))
    assert again.asked == 1


def test_exhausted_budget_ends_the_questions(questions: Questions, scripted: Any, rows: Any, tmp_path: Path):
    store = AnswerStore(tmp_path / "answers.jsonl", "there", 40, "queries")
    suspect = scripted(rows)
    given = suspect.embeddings

    def embeddings(asked: Any) -> Any:
        store.spend(len(asked))
        return given(asked)

    suspect.embeddings = embeddings
    with pytest.raises(QueryBudgetError, match="all 40 queries are spent"):
        run_to_end(ask(Asking(questions, suspect, store)))
    assert store.requests == suspect.asked == 40


def test_suspect_that_changes_its_width_is_refused(questions: Questions, scripted: Any, rows: Any):
    suspect = scripted(rows)
    given = suspect.embeddings
    suspect.embeddings = lambda asked: given(asked)[:, : 5 if suspect.asked > 30 else 6]
    with pytest.raises(SuspectError, match=r"embeddings of 5 numbers and of 6; .*--fresh"):
        run_to_end(ask(Asking(questions, suspect)))


def test_rows_of_replies_are_a_table():
    replies = [Reply(np.ones(3, np.float32), "now")] * 2
    assert rows_of(replies).shape == (2, 3)
