"""The verdict follows from all answers, and what is told on the way from those that came."""

from typing import Any

import numpy as np
import pytest

from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.asking.ask import PValues, Reply
from ipclip_app.watermark.asking.judging import Judging
from ipclip_app.watermark.asking.questions import Questions
from ipclip_app.watermark.verdict import Answers, judge


@pytest.fixture
def judging(world: Any, questions: Questions) -> Judging:
    return Judging(world.secret, questions, world.asked[80:])


def _replies(rows: Any) -> list[Reply]:
    return [Reply(row.astype(np.float32), "2025-01-31T12:00:00Z") for row in rows]


def test_verdict_is_that_of_all_answers(judging: Judging, world: Any):
    stolen = apply_watermark(world.asked, world.secret.matrices[2]).astype(np.float32)
    verdict = judging.verdict(_replies(stolen))
    assert verdict == judge(world.secret, Answers(world.asked, stolen.astype(np.float64)), seed=7)
    assert (verdict.tests, verdict.user) == ("both", "licensee 2")


def test_p_values_come_with_the_answers(judging: Judging, questions: Questions, world: Any):
    replies = _replies(apply_watermark(world.asked, world.secret.matrices[2]))
    found = []
    for count in (0, 1, 3, 20, 40, 60):
        known = {row for pair in questions.pairs[:count] for row in pair}
        found.append(judging.so_far([reply if row in known else None for row, reply in enumerate(replies)]))
    final = judging.verdict(replies)
    assert found[0] == found[1] == PValues()
    assert [each.trigger is None for each in found[3:]] == [False] * 3
    assert found[-1] == PValues(final.distribution_p, final.trigger_p)
    assert found[-1].trigger < found[3].trigger


def test_half_a_pair_counts_for_nothing(judging: Judging, questions: Questions, world: Any):
    replies = _replies(world.asked)
    pictures = {picture for picture, _ in questions.pairs}
    assert judging.so_far([each if row in pictures else None for row, each in enumerate(replies)]) == PValues()


def test_another_width_leaves_the_trigger_test(judging: Judging, world: Any):
    stolen = apply_watermark(world.asked, world.secret.matrices[4])
    widened = np.concatenate([stolen, np.zeros((len(stolen), 3))], axis=1)
    found = judging.so_far(_replies(widened))
    assert found.distribution is None
    assert found.trigger is not None
    assert judging.verdict(_replies(widened)).user == "licensee 4"
