"""Attacks on a small secret: what is reported as found, named, won, and left."""

import json

import pytest

from ipclip_app.progress import run_to_end
from ipclip_app.watermark.attacks.attack import Attack
from ipclip_app.watermark.attacks.dimensions import DroppedDimensions, Permutation
from ipclip_app.watermark.attacks.lab import LabOptions, Material, run_lab
from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult
from ipclip_app.watermark.attacks.mixing import Averaging
from ipclip_app.watermark.attacks.rotation import Rotation
from ipclip_app.watermark.attacks.rounding import Untouched
from ipclip_app.watermark.attacks.undoing import SolvedMatrix
from ipclip_app.watermark.secret import WatermarkSecret

OPTIONS = LabOptions(trials=3, lineups=3)


def lab(secret: WatermarkSecret, material: Material, *attacks: Attack) -> LabResult:
    return run_to_end(run_lab(secret, material, OPTIONS, attacks))


def only(result: LabResult) -> AttackResult:
    (found,) = result.attacks
    return found


def test_plain_theft_is_found_and_named_and_worth_as_much_as_before(secret: WatermarkSecret, material: Material):
    result = lab(secret, material, Untouched())
    found = only(result)
    assert (found.detected, found.named, found.by_distribution, found.by_triggers) == (1, 1, 1, 1)
    assert not found.won
    assert found.left.zero_shot > result.clean.zero_shot - 10
    assert result.clean.zero_shot > 90
    assert result.chance == 25.0


def test_rotation_of_an_exact_mark_wins_and_costs_nothing(exact_secret: WatermarkSecret, material: Material):
    result = lab(exact_secret, material, Untouched(), Rotation())
    assert [found.won for found in result.attacks] == [False, True]
    assert result.attacks[1].left == result.clean
    assert result.attacks[1].by_triggers is None
    assert result.attacks[1].trigger_effect is None


def test_trigger_pairs_survive_a_rotation(secret: WatermarkSecret, material: Material):
    found = only(lab(secret, material, Rotation()))
    assert (found.detected, found.named, found.by_triggers) == (1, 1, 1)
    assert found.distribution_p > 0.05
    assert found.trigger_p < found.limit


def test_permuted_dimensions_are_found_again_by_alignment(exact_secret: WatermarkSecret, material: Material):
    found = only(lab(exact_secret, material, Permutation()))
    assert found.won
    assert found.aligned_p is not None
    assert found.aligned_p < 1e-4


def test_narrower_embeddings_are_judged_without_the_distribution_test(secret: WatermarkSecret, material: Material):
    found = only(lab(secret, material, DroppedDimensions(0.25, cut=True)))
    assert (found.distribution_p, found.distribution_effect, found.by_distribution) == (1.0, None, None)
    assert found.by_triggers is not None


def test_whoever_solves_for_the_matrix_wins(secret: WatermarkSecret, material: Material):
    found = only(lab(secret, material, SolvedMatrix(3.0)))
    assert found.won
    assert found.aligned_p is not None
    assert found.aligned_p > 0.01


def test_either_of_two_who_work_together_is_a_thief(secret: WatermarkSecret, material: Material):
    found = only(lab(secret, material, Averaging()))
    assert (found.named, found.by_distribution) == (1, 1)


def test_results_are_the_same_again_and_plain_json(secret: WatermarkSecret, material: Material):
    first, second = (lab(secret, material, Rotation(0.3)).to_json() for _ in range(2))
    assert json.dumps(first, allow_nan=False) == json.dumps(second)


def test_lab_reports_each_attack_and_can_be_closed(secret: WatermarkSecret, material: Material):
    job = run_lab(secret, material, OPTIONS, (Untouched(), Rotation()))
    reports = [next(job) for _ in range(6)]
    job.close()
    assert {(report.phase, report.total) for report in reports} == {("attacks", 2)}
    assert [report.step for report in reports] == sorted(report.step for report in reports)
    assert reports[-1].step == 1


@pytest.mark.parametrize("trials", [1, 4])
def test_licensees_take_turns(trials: int, secret: WatermarkSecret, material: Material):
    result = run_to_end(run_lab(secret, material, LabOptions(trials=trials, lineups=0, align=False), (Untouched(),)))
    found = only(result)
    assert (found.named, found.by_triggers, found.aligned_p) == (1, None, None)
