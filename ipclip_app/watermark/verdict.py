"""Both tests together: is a suspect's service the owner's, and which licensee is it from?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from ipclip_app.watermark.distribution_test import WRONG_MATRICES, DistributionResult, distribution_test, mean_cosine
from ipclip_app.watermark.readings import PoolReader
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.trigger_test import TriggerResult, trigger_test

LEVEL: Final = 0.01
"""Share of innocent services that may be accused, whatever the number of licensees and tests."""
_FINENESS: Final = 4
"""So many times smaller than what it must not exceed is the least p-value, at least."""

Tests = Literal["both", "one", "none"]


@dataclass(frozen=True, eq=False)
class Answers:
    """Embeddings of the inputs that were asked; those of the suspect may be of any width.

    Attributes:
        clean: The owner's embeddings of all inputs, those of the pool first: its pictures, its texts, others; (B, D).
        suspect: The suspect's, (B, any width).
    """

    clean: Rows
    suspect: Rows


@dataclass(frozen=True)
class Candidate:
    """A licensee and how far his matrix agrees with the suspect.

    Attributes:
        user: His name.
        score: Mean cosine with his marked embeddings, or in a ranking by trigger pairs the agreement; -1 to 1.
    """

    user: str
    score: float


@dataclass(frozen=True)
class Verdict:
    """What is said of a suspect.

    Attributes:
        tests: How many of the two tests show the watermark of `user`.
        user: Whose it is; None where no test shows it.
        other_user: The licensee whom the trigger pairs show where they contradict the distribution test, as they may
            in a mixture of two copies; None else.
        distribution: The distribution test of its best candidate; None for embeddings of another width.
        trigger: The trigger test of its best candidate; None in exact mode, or when no pair was asked.
        distribution_p: Its p-value times the number of licensees, at most 1.
        trigger_p: Likewise.
        limit: What either must not exceed.
        by_distribution: Licensees in the order of the distribution test.
        by_triggers: Licensees in the order of their trigger pairs.
    """

    tests: Tests
    user: str | None
    other_user: str | None
    distribution: DistributionResult | None
    trigger: TriggerResult | None
    distribution_p: float
    trigger_p: float
    limit: float
    by_distribution: tuple[Candidate, ...]
    by_triggers: tuple[Candidate, ...]


def judge(secret: WatermarkSecret, answers: Answers, level: float = LEVEL, seed: int = 0) -> Verdict:
    """Judge a suspect (VLPMarker, arXiv 2311.05863, sections 3.4 and 3.5).

    Each test takes the licensee who fits best, so his p-value is multiplied by their number; and each test may spend
    half of the level, where there are two. The licensee is the one of the distribution test, or, where a thief has
    turned the embeddings so that it fails, the one of the trigger pairs. Only tests that name the same licensee count
    as both: where they name two, each is shown by one.

    Args:
        secret: The owner's secret.
        answers: What was asked.
        level: Share of innocent services that may be accused, above 0 and below 1.
        seed: Decides the wrong matrices of the distribution test.
    """
    users, limit = len(secret.users), level / (1 if secret.mode == "exact" else 2)
    by_distribution = _by_distribution(secret, answers)
    by_triggers = _by_triggers(secret, answers)
    distribution, trigger = None, None
    if by_distribution:
        matrix = secret.matrix(by_distribution[0].user)
        wrong = max(WRONG_MATRICES, round(_FINENESS * users / limit))
        distribution = distribution_test(answers.clean, matrix, answers.suspect, seed, wrong)
    if by_triggers and secret.pool is not None:
        best = secret.users.index(by_triggers[0].user)
        trigger = trigger_test(secret.pool, best, secret.matrices[best], *_pool_answers(secret, answers))
    corrected = [1.0 if test is None else min(1.0, users * test.p_value) for test in (distribution, trigger)]
    shown = [p <= limit for p in corrected]
    named = [ranking[0].user for ranking, sure in zip((by_distribution, by_triggers), shown, strict=True) if sure]
    return Verdict(
        *_agreed(named), distribution, trigger, corrected[0], corrected[1], limit, by_distribution, by_triggers
    )


def _agreed(named: Sequence[str]) -> tuple[Tests, str | None, str | None]:
    """How many tests show the first of the licensees that they name, who he is, and who the other one is."""
    if not named:
        return "none", None, None
    others = [name for name in named[1:] if name != named[0]]
    return "both" if len(named) > 1 and not others else "one", named[0], others[0] if others else None


def _by_distribution(secret: WatermarkSecret, answers: Answers) -> tuple[Candidate, ...]:
    if answers.suspect.shape != answers.clean.shape:
        return ()
    clean, suspect = unit_rows(answers.clean), unit_rows(answers.suspect)
    return _ranked(secret, [mean_cosine(clean, matrix, suspect) for matrix in secret.matrices])


def _by_triggers(secret: WatermarkSecret, answers: Answers) -> tuple[Candidate, ...]:
    if secret.pool is None or len(answers.suspect) < 2 * len(secret.pool):
        return ()
    reader = PoolReader(secret.pool, secret.matrices)
    return _ranked(secret, reader.agreements(reader.changes(*_pool_answers(secret, answers))))


def _pool_answers(secret: WatermarkSecret, answers: Answers) -> tuple[Rows, Rows]:
    pairs = len(secret.pool or ())
    return answers.suspect[:pairs], answers.suspect[pairs : 2 * pairs]


def _ranked(secret: WatermarkSecret, scores: Sequence[float] | Rows) -> tuple[Candidate, ...]:
    order = np.argsort(-np.asarray(scores), kind="stable")
    return tuple(Candidate(secret.users[index], float(scores[index])) for index in order)
