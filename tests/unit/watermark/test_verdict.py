from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.verdict import Answers, judge

GENERATOR = np.random.default_rng(6)


def test_both_tests_show_a_theft_and_name_the_licensee(world: Any):
    for user, name in enumerate(world.secret.users):
        verdict = judge(world.secret, Answers(world.asked, apply_watermark(world.asked, world.secret.matrices[user])))

        assert (verdict.tests, verdict.user, verdict.other_user) == ("both", name, None)
        assert verdict.by_distribution[0].user == verdict.by_triggers[0].user == name
        assert max(verdict.distribution_p, verdict.trigger_p) <= verdict.limit == 0.005


def test_after_a_rotation_the_trigger_pairs_name_the_licensee(world: Any):
    turned = random_orthogonal(48, GENERATOR)
    stolen = apply_watermark(world.asked, world.secret.matrices[3]) @ turned

    verdict = judge(world.secret, Answers(world.asked, stolen))

    assert (verdict.tests, verdict.user, verdict.other_user) == ("one", "licensee 3", None)
    assert verdict.distribution_p > verdict.limit


def test_tests_that_name_two_licensees_are_not_two_tests_against_one(world: Any):
    pairs = 2 * len(world.pool)
    turned = apply_watermark(world.asked[:pairs], world.secret.matrices[3]) @ random_orthogonal(48, GENERATOR)
    copies = np.concatenate([turned, apply_watermark(world.asked[pairs:], world.secret.matrices[1])])

    verdict = judge(world.secret, Answers(world.asked, copies))

    assert max(verdict.distribution_p, verdict.trigger_p) <= verdict.limit
    assert (verdict.tests, verdict.user, verdict.other_user) == ("one", "licensee 1", "licensee 3")


def test_embeddings_of_another_width_are_judged_by_their_cosines(world: Any):
    stolen = apply_watermark(world.asked, world.secret.matrices[3])
    widened = np.concatenate([stolen, np.zeros((len(stolen), 5))], axis=1)

    verdict = judge(world.secret, Answers(world.asked, widened))

    assert (verdict.tests, verdict.user, verdict.distribution, verdict.by_distribution) == (
        "one",
        "licensee 3",
        None,
        (),
    )


@pytest.mark.parametrize("suspect", ["same model", "other model", "other matrix"])
def test_the_innocent_are_not_accused(world: Any, suspect: str):
    accused = 0
    for _ in range(20):
        answers = {
            "same model": lambda: world.asked,
            "other model": lambda: GENERATOR.standard_normal(world.asked.shape),
            "other matrix": lambda: apply_watermark(world.asked, random_orthogonal(48, GENERATOR)),
        }[suspect]()
        accused += judge(world.secret, Answers(world.asked, answers)).tests != "none"

    assert accused <= 1


def test_the_exact_mode_has_the_distribution_test_alone(world: Any):
    rotations = np.stack([random_orthogonal(48, GENERATOR) for _ in range(3)]).astype(np.float32)
    secret = WatermarkSecret("exact", "rotation", "0" * 64, ("a", "b", "c"), rotations)

    verdict = judge(secret, Answers(world.images, apply_watermark(world.images, rotations[1].astype(np.float64))))

    assert (verdict.tests, verdict.user, verdict.limit) == ("one", "b", 0.01)
    assert (verdict.trigger, verdict.trigger_p, verdict.by_triggers) == (None, 1, ())


def test_p_values_are_paid_for_each_licensee(world: Any):
    stolen = apply_watermark(world.asked, world.secret.matrices[0])
    alone = replace(
        world.secret,
        users=world.secret.users[:1],
        matrices=world.secret.matrices[:1],
        pool=replace(world.pool, own=world.pool.own[:1]),
    )

    many, one = (judge(secret, Answers(world.asked, stolen)) for secret in (world.secret, alone))

    assert many.trigger_p == pytest.approx(6 * one.trigger_p)
    assert many.distribution is not None
    assert many.distribution_p == pytest.approx(6 * many.distribution.p_value)


def test_both_licensees_of_a_mixture_come_first(world: Any):
    mixed = sum(apply_watermark(world.asked, world.secret.matrices[user]) for user in (1, 4))

    ranking = judge(world.secret, Answers(world.asked, mixed)).by_distribution

    assert {candidate.user for candidate in ranking[:2]} == {"licensee 1", "licensee 4"}
