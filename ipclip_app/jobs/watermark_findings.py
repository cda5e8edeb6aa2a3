"""What a verdict says, as figures in JSON; loads no torch beyond what the tests need."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from ipclip_app.watermark.asking.ask import Reply, rows_of
from ipclip_app.watermark.asking.judging import Judging
from ipclip_app.watermark.rows import Rows, cosines, distances
from ipclip_app.watermark.trigger_test import Closeness
from ipclip_app.watermark.verdict import Candidate, Verdict

RANKED: Final = 10
"""Licensees that are listed."""
_CLOSENESS: Final = {side: {"delta_cos": float, "delta_l2": float} for side in ("suspect", "clean")}
_RANKING: Final = [{"user": str, "score": float}]
SHAPE: Final = {
    "shown": bool,
    "tests": ("both", "one", "none"),
    "user": (str, None),
    "other_user": (str, None),
    "best": ({"user": str, "by": ("distribution", "triggers"), "p_value": float, "significant": bool}, None),
    **dict.fromkeys(("level", "limit"), float),
    **dict.fromkeys(("mode", "method"), str),
    **dict.fromkeys(("licensees", "queries", "pool_pairs", "ordinary_pairs", "seed", "width"), int),
    "distribution": (
        {"user": str}
        | dict.fromkeys(("p_value", "single_p_value", "effect", "cosine", "clean_cosine"), float)
        | dict.fromkeys(("null_mean", "null_deviation"), float),
        None,
    ),
    "trigger": (
        {"user": str, "about_middle": bool, "against_other_pairs": _CLOSENESS, "against_ordinary": _CLOSENESS}
        | dict.fromkeys(("p_value", "single_p_value", "statistic", "effect", "agreement"), float),
        None,
    ),
    "ranking": {"distribution": _RANKING, "triggers": _RANKING},
}
"""Of what `findings` returns, for whoever reads it from a file."""


def findings(judging: Judging, replies: Sequence[Reply], verdict: Verdict) -> dict[str, Any]:
    """The figures of a verdict as plain JSON values; the names are those of the command line.

    Args:
        judging: What it follows from.
        replies: A suspect's answers, in the order of the questions.
        verdict: What follows.
    """
    secret, suspect = judging.secret, rows_of(replies)
    return {
        "shown": verdict.tests != "none",
        "tests": verdict.tests,
        "user": verdict.user,
        "other_user": verdict.other_user,
        "best": best_of(verdict),
        "level": judging.level,
        "limit": verdict.limit,
        "mode": secret.mode,
        "method": secret.method,
        "licensees": len(secret.users),
        "queries": len({question.digest for question in judging.questions.all}),
        "pool_pairs": judging.questions.pool_pairs,
        "ordinary_pairs": judging.questions.ordinary_pairs,
        "seed": judging.questions.seed,
        "width": int(suspect.shape[1]),
        "distribution": _distribution(verdict),
        "trigger": _trigger(judging, suspect.astype(np.float64), verdict),
        "ranking": {"distribution": _ranking(verdict.by_distribution), "triggers": _ranking(verdict.by_triggers)},
    }


def best_of(verdict: Verdict) -> dict[str, Any] | None:
    """The licensee who fits best, whether or not that is significant; None where no test can be made.

    The test that shows the watermark chooses; where none does, the distribution test, if there is one.
    """
    found = [
        (name, ranking[0], p_value)
        for name, ranking, p_value in (
            ("distribution", verdict.by_distribution, verdict.distribution_p),
            ("triggers", verdict.by_triggers, verdict.trigger_p),
        )
        if ranking
    ]
    if not found:
        return None
    name, candidate, p_value = next((each for each in found if each[2] <= verdict.limit), found[0])
    return {"user": candidate.user, "by": name, "p_value": p_value, "significant": p_value <= verdict.limit}


def _distribution(verdict: Verdict) -> dict[str, Any] | None:
    found = verdict.distribution
    if found is None:
        return None
    told = asdict(found)
    single = told.pop("p_value")
    user = verdict.by_distribution[0].user
    return {"user": user, "p_value": verdict.distribution_p, "single_p_value": single, **told}


def _trigger(judging: Judging, suspect: Rows, verdict: Verdict) -> dict[str, Any] | None:
    found, pool = verdict.trigger, judging.questions.pool
    if found is None or pool is None:
        return None
    user = verdict.by_triggers[0].user
    own = np.flatnonzero(pool.own[judging.secret.users.index(user)])
    clean = np.concatenate([pool.image_embeddings, pool.text_embeddings, judging.clean]).astype(np.float64)
    return {
        "user": user,
        "p_value": verdict.trigger_p,
        "single_p_value": found.p_value,
        "statistic": found.statistic,
        "effect": found.effect,
        "agreement": found.agreement,
        "about_middle": found.about_middle,
        "against_other_pairs": {"suspect": asdict(found.suspect), "clean": asdict(found.clean)},
        "against_ordinary": {
            "suspect": asdict(_against_ordinary(judging, suspect, own)),
            "clean": asdict(_against_ordinary(judging, clean, own)),
        },
    }


def _against_ordinary(judging: Judging, rows: Rows, own: np.ndarray) -> Closeness:
    """How much closer a licensee's own pairs are than ordinary pairs, in the embeddings of all questions."""
    pool, ordinary = judging.questions.pool_pairs, judging.questions.ordinary_pairs
    triggers = rows[own], rows[pool + own]
    others = rows[2 * pool : 2 * pool + ordinary], rows[2 * pool + ordinary :]
    near = [float(cosines(*side).mean()) for side in (triggers, others)]
    far = [float(distances(*side).mean()) for side in (triggers, others)]
    return Closeness(near[0] - near[1], far[0] - far[1])


def _ranking(candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    return [asdict(candidate) for candidate in candidates[:RANKED]]
