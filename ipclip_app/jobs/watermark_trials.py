"""Judges thieves and the innocent by many secrets, for the benchmark of watermarks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

import numpy as np

from ipclip_app.jobs.watermark_draw import Draw, draw_secret, drawn
from ipclip_app.jobs.watermark_world import World
from ipclip_app.progress import Job, Report
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.rows import Rows
from ipclip_app.watermark.secret import Method
from ipclip_app.watermark.verdict import Answers, Verdict, judge

PHASE: Final = "verdicts"
THEFT: Final = "theft"
UNMARKED: Final = "same model, unmarked"
STRANGER: Final = "same model, another owner's mark"
_ELSEWHERE: Final = 1_000_000
"""Added to a seed it gives that of another owner."""
_SMALL: Final = 0.05


@dataclass(frozen=True)
class Judged:
    """What a verdict said; figures that a test could not give are None.

    Attributes:
        accused: Whether a test showed the watermark.
        right: Whether the licensee who was named is the thief; False without a thief.
        distribution_p: Corrected p-value.
        distribution_effect: Effect size.
        trigger_p: Corrected p-value.
        trigger_effect: Effect size.
    """

    accused: bool
    right: bool
    distribution_p: float
    distribution_effect: float | None
    trigger_p: float
    trigger_effect: float | None


@dataclass(frozen=True)
class Detection:
    """Verdicts on suspects of one kind by secrets of one method.

    Attributes:
        method: Of the secrets.
        users: Licensees of each.
        kind: Of the suspects; THEFT is the only guilty one.
        found: One for each secret.
    """

    method: str
    users: int
    kind: str
    found: tuple[Judged, ...]

    def effects(self, test: str) -> list[float]:
        """Effect sizes of a test, `distribution` or `trigger`, where there are any."""
        known = (getattr(each, f"{test}_effect") for each in self.found)
        return [effect for effect in known if effect is not None]

    def to_json(self, theft: "Detection | None" = None) -> dict[str, Any]:
        """As plain JSON values; with AUROCs against a theft by the same method."""
        count = len(self.found)
        figures: dict[str, Any] = {"method": self.method, "users": self.users, "kind": self.kind, "suspects": count}
        figures["accused"] = sum(each.accused for each in self.found) / count
        figures["named"] = sum(each.right for each in self.found) / count
        for test in ("distribution", "trigger"):
            values, effects = [getattr(each, f"{test}_p") for each in self.found], self.effects(test)
            figures[test] = {
                "median_p": median(values),
                "smallest_p": min(values),
                "largest_p": max(values),
                "share_below_0.05": sum(value < _SMALL for value in values) / count,
                "median_effect": median(effects) if effects else None,
                "auroc": None if theft is None else auroc(theft.effects(test), effects),
            }
        return figures


def try_method(
    worlds: Mapping[str, World], method: Method, users: int, seeds: Sequence[int], queries: int
) -> Job[list[Detection]]:
    """Judge a thief and innocent suspects of every kind by a new secret for each seed.

    Args:
        worlds: The owner's model first; then others, by the name of their kind.
        method: How matrices are made.
        users: Licensees of each secret.
        seeds: Each gives a secret.
        queries: To each suspect.
    """
    found: dict[str, list[Judged]] = {}
    phase = f"{PHASE}, {method}, {users} licensees" if users > 1 else f"{PHASE}, {method}"
    for number, seed in enumerate(seeds):
        yield Report(phase, number, len(seeds))
        draw = yield from draw_secret(next(iter(worlds.values())), method, users, seed, queries)
        for kind, judged in judge_all(worlds, draw, seed):
            found.setdefault(kind, []).append(judged)
            yield Report(phase, number, len(seeds))
    yield Report(phase, len(seeds), len(seeds))
    return [Detection(method, users, kind, tuple(judged)) for kind, judged in found.items()]


def judge_all(worlds: Mapping[str, World], draw: Draw, seed: int) -> Iterator[tuple[str, Judged]]:
    """A thief, whose place among the licensees the seed decides, and every kind of innocent suspect."""
    own, *others = worlds
    asked, secret = draw.questions(worlds[own]), draw.secret
    thief = seed % len(secret.users)
    marked = apply_watermark(asked, secret.matrices[thief].astype(np.float64))
    yield THEFT, judged_of(judge(secret, Answers(asked, _rows(marked)), seed=seed), secret.users[thief])
    method: Method = "rotation" if secret.mode == "exact" else "closed-form"
    foreign = drawn(worlds[own], method, 1, seed + _ELSEWHERE).secret.matrices[0]
    innocent = {UNMARKED: asked, STRANGER: _rows(apply_watermark(asked, foreign.astype(np.float64)))}
    innocent |= {kind: draw.questions(worlds[kind]) for kind in others}
    for kind, answers in innocent.items():
        yield kind, judged_of(judge(secret, Answers(asked, answers), seed=seed), None)


def judged_of(verdict: Verdict, thief: str | None) -> Judged:
    """The figures of a verdict, given who was the thief."""
    return Judged(
        accused=verdict.tests != "none",
        right=thief is not None and verdict.user == thief,
        distribution_p=verdict.distribution_p,
        distribution_effect=None if verdict.distribution is None else verdict.distribution.effect,
        trigger_p=verdict.trigger_p,
        trigger_effect=None if verdict.trigger is None else verdict.trigger.effect,
    )


def auroc(guilty: Sequence[float], innocent: Sequence[float]) -> float | None:
    """How often a guilty suspect's effect is the larger one, 0 to 1; None where there is nothing to compare."""
    if not guilty or not innocent:
        return None
    difference = np.asarray(guilty)[:, None] - np.asarray(innocent)[None, :]
    return float((difference > 0).mean() + (difference == 0).mean() / 2)


def _rows(marked: np.ndarray) -> Rows:
    return np.asarray(marked, dtype=np.float64)
