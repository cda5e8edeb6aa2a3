"""Every attack on its own: what it changes and what it leaves."""

import numpy as np
import pytest

from ipclip_app.watermark.attacks.attack import Attack, Copies, copies_of
from ipclip_app.watermark.attacks.catalogue import ATTACKS
from ipclip_app.watermark.attacks.dimensions import DroppedDimensions, Permutation, SignFlips
from ipclip_app.watermark.attacks.mixing import Averaging, CleanMixing
from ipclip_app.watermark.attacks.noise import Noise
from ipclip_app.watermark.attacks.rotation import Rotation
from ipclip_app.watermark.attacks.rounding import HalfPrecision, Rounding, Untouched
from ipclip_app.watermark.attacks.undoing import SolvedMatrix, solve_matrix
from ipclip_app.watermark.attacks.whitening import MeanRemoval, PrincipalComponents, Whitening
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.rows import Rows, cosines, unit_rows

D = 16


@pytest.fixture
def gathered() -> Copies:
    random = np.random.default_rng(0)
    clean = unit_rows(random.normal(size=(200, D)) + 1)
    return copies_of(clean, random_orthogonal(D, random), random_orthogonal(D, random))


def served(attack: Attack, gathered: Copies, seed: int = 1) -> Rows:
    return attack.plan(gathered, np.random.default_rng(seed))(gathered[:50])


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_every_attack_can_be_told_apart_and_repeated(attack: Attack, gathered: Copies):
    answers = served(attack, gathered)
    assert len(answers) == 50
    assert np.isfinite(answers).all()
    assert np.linalg.norm(answers, axis=1).min() > 0
    assert np.array_equal(answers, served(attack, gathered))
    assert [each.name for each in ATTACKS].count(attack.name) == 1
    assert attack.harm
    assert not attack.harm.endswith(".")


def test_untouched_answers_are_what_was_stolen(gathered: Copies):
    assert np.array_equal(served(Untouched(), gathered), gathered.marked[:50])


@pytest.mark.parametrize("attack", [SignFlips(), Permutation(), Rotation()], ids=lambda attack: attack.name)
def test_turns_leave_cosines_and_move_embeddings(attack: Attack, gathered: Copies):
    answers, stolen = served(attack, gathered), gathered.marked[:50]
    assert answers @ answers.T == pytest.approx(stolen @ stolen.T, abs=1e-12)
    assert cosines(answers, stolen).mean() < 0.9


@pytest.mark.parametrize("strength", [0.1, 1.0, 3.0])
def test_noise_is_as_long_as_it_says(strength: float, gathered: Copies):
    added = served(Noise(strength), gathered) - gathered.marked[:50]
    assert np.sqrt((added**2).sum(axis=1).mean()) == pytest.approx(strength, rel=0.1)


def test_noise_is_drawn_anew_for_every_answer(gathered: Copies):
    disguise = Noise(0.5).plan(gathered, np.random.default_rng(0))
    assert not np.array_equal(disguise(gathered[:5]), disguise(gathered[:5]))


@pytest.mark.parametrize(("bits", "levels"), [(8, 255), (4, 15)])
def test_rounding_leaves_few_levels(bits: int, levels: int, gathered: Copies):
    rows = served(Rounding(bits), gathered)
    steps = rows / np.abs(rows).max(axis=1, keepdims=True) * (levels - 1) / 2
    assert steps == pytest.approx(np.round(steps), abs=1e-9)
    assert np.abs(rows - gathered.marked[:50]).max() <= np.abs(rows).max() / (levels - 1) + 1e-12


def test_half_precision_keeps_three_digits(gathered: Copies):
    assert served(HalfPrecision(), gathered) == pytest.approx(gathered.marked[:50], rel=1e-3, abs=1e-6)


def test_dropped_dimensions_are_zero_or_gone(gathered: Copies):
    zeroed, cut = (served(DroppedDimensions(0.25, cut), gathered) for cut in (False, True))
    assert (np.abs(zeroed).sum(axis=0) == 0).sum() == D // 4
    assert np.array_equal(zeroed[:, np.abs(zeroed).sum(axis=0) > 0], cut)


def test_principal_components_keep_the_strongest_directions(gathered: Copies):
    half, whole = (served(PrincipalComponents(share), gathered) for share in (0.5, 1.0))
    assert half.shape == (50, D // 2)
    assert whole @ whole.T == pytest.approx(gathered.marked[:50] @ gathered.marked[:50].T, abs=1e-12)
    assert (half**2).sum() > 0.8 * (whole**2).sum()


def test_mean_removal_centres_what_was_gathered(gathered: Copies):
    plain, turned = (MeanRemoval(turned).plan(gathered, np.random.default_rng(0))(gathered) for turned in (False, True))
    assert plain.mean(axis=0) == pytest.approx(np.zeros(D), abs=1e-12)
    assert turned @ turned.T == pytest.approx(plain @ plain.T, abs=1e-9)
    assert not np.allclose(turned, plain)


@pytest.mark.parametrize("turned", [False, True])
def test_whitening_evens_out_variances(turned: bool, gathered: Copies):
    answers = Whitening(turned).plan(gathered, np.random.default_rng(0))(gathered)
    spread = np.linalg.eigvalsh(np.cov(answers.T))
    assert spread.max() / spread.min() < 1.1


def test_averages_lie_between_their_parts(gathered: Copies):
    half = served(Averaging(), gathered)
    assert half == pytest.approx((gathered.marked[:50] + gathered.accomplice[:50]) / 2)
    assert served(CleanMixing(1.0), gathered) == pytest.approx(gathered.clean[:50])
    assert served(CleanMixing(0.0), gathered) == pytest.approx(gathered.marked[:50])


def test_enough_queries_solve_for_any_matrix_and_too_few_do_not():
    random = np.random.default_rng(3)
    stretched = random_orthogonal(D, random) * np.linspace(0.5, 2, D) @ random_orthogonal(D, random)
    clean = unit_rows(random.normal(size=(300, D)) + 1)
    copies = copies_of(clean, stretched, stretched)
    agreements = [cosines(served(SolvedMatrix(queries), copies), clean[:50]).mean() for queries in (0.25, 2.0, 15.0)]
    assert agreements[0] < 0.9
    assert agreements[2] > agreements[1] > 0.95
    assert agreements[2] > 0.999


def test_solved_rotation_is_the_rotation(gathered: Copies):
    turn = solve_matrix(gathered.clean, gathered.marked)
    assert turn @ turn.T == pytest.approx(np.eye(D), abs=1e-9)
    assert gathered.clean @ turn == pytest.approx(gathered.marked, abs=1e-9)
