"""The fast ranking says what the verdict says."""

import numpy as np
import pytest

from ipclip_app.watermark.attacks.lab import Material
from ipclip_app.watermark.attacks.lineup import Lineup
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.verdict import Answers, judge


@pytest.mark.parametrize("turned", [False, True])
def test_lineup_ranks_as_the_verdict_does(turned: bool, secret: WatermarkSecret, material: Material):
    random = np.random.default_rng(0)
    turn = random_orthogonal(secret.dimension, random) if turned else np.eye(secret.dimension)
    suspect = material.questions @ secret.matrices[1] @ turn
    verdict = judge(secret, Answers(material.questions, suspect))
    for scores, ranking in zip(
        Lineup(secret, material.questions).scores(suspect), (verdict.by_distribution, verdict.by_triggers), strict=True
    ):
        assert scores is not None
        expected = {candidate.user: candidate.score for candidate in ranking}
        assert dict(zip(secret.users, scores.tolist(), strict=True)) == pytest.approx(expected, abs=1e-5)


def test_another_width_leaves_the_trigger_pairs_alone(secret: WatermarkSecret, material: Material):
    distribution, triggers = Lineup(secret, material.questions).scores(material.questions[:, :20])
    assert distribution is None
    assert triggers is not None


def test_rotations_have_no_trigger_pairs(exact_secret: WatermarkSecret, material: Material):
    marked = material.questions @ exact_secret.matrices[2]
    distribution, triggers = Lineup(exact_secret, material.questions).scores(marked)
    assert triggers is None
    assert distribution is not None
    assert distribution.argmax() == 2
