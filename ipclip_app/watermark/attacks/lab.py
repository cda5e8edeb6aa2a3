"""Runs attacks against a secret: what the owner still sees, whom he names, and what is left to the thief."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from ipclip_app.progress import Job, Report
from ipclip_app.watermark.alignment import aligned_cosine, alignment_test
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.attacks.attack import Attack, Disguise, copies_of
from ipclip_app.watermark.attacks.catalogue import ATTACKS
from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult
from ipclip_app.watermark.attacks.lineup import Lineup
from ipclip_app.watermark.attacks.utility import WHOLE, EvaluationSet, Utility, mean_utility, utility
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.verdict import LEVEL, Answers, Verdict, judge

PHASE: Final = "attacks"


@dataclass(frozen=True, eq=False)
class Material:
    """Clean embeddings that the lab needs, rows of D.

    Attributes:
        questions: Of what the owner asks: the pool's pictures and texts first, where there is a pool; then others.
        gathered: Of what the thief has asked his service before, in a random order.
        tested: What the thief's embeddings are good for is measured on this.
    """

    questions: Rows
    gathered: Rows
    tested: EvaluationSet


@dataclass(frozen=True)
class LabOptions:
    """How thoroughly attacks are tried.

    Attributes:
        trials: Thefts that are judged in full for each attack, each by another licensee while there are enough.
        lineups: Thefts in which only the most likely licensee is looked for.
        level: Share of innocent services that may be accused.
        seed: Decides licensees and attacks.
        align: Whether the alignment of dimensions is tried too, on the first theft.
    """

    trials: int = 3
    lineups: int = 20
    level: float = LEVEL
    seed: int = 0
    align: bool = True


@dataclass(frozen=True, eq=False)
class _Theft:
    """A thief who has made up his mind."""

    thieves: tuple[int, ...]
    matrices: tuple[Rows, ...]
    disguise: Disguise

    def answers(self, clean: Rows) -> Rows:
        """What he serves for inputs of these clean embeddings."""
        return self.disguise(copies_of(clean, *self.matrices))


def run_lab(
    secret: WatermarkSecret, material: Material, options: LabOptions, attacks: Sequence[Attack] = ATTACKS
) -> Job[LabResult]:
    """Try attacks one after the other; it can be cancelled after every theft.

    Raises:
        ValueError: The embeddings do not fit the secret.
    """
    lab = _Lab(secret, material, options)
    found = []
    for number, attack in enumerate(attacks):
        for _ in lab.rob(attack):
            yield Report(PHASE, number, len(attacks))
        found.append(lab.result(attack))
    yield Report(PHASE, len(attacks), len(attacks))
    size = len(secret.users), len(material.questions), options.trials, options.lineups
    clean = utility(material.tested)
    return LabResult(secret.mode, secret.method, *size, WHOLE / material.tested.classes, clean, tuple(found))


class _Lab:
    """A secret under attack, and what became of the thefts of the present one."""

    def __init__(self, secret: WatermarkSecret, material: Material, options: LabOptions) -> None:
        self._secret, self._material, self._options = secret, material, options
        self._questions = unit_rows(material.questions)
        self._lineup = Lineup(secret, self._questions)
        self._order = np.random.default_rng(options.seed).permutation(len(secret.users)).tolist()

    def rob(self, attack: Attack) -> Job[None]:
        """All thefts with an attack."""
        self._judged: list[tuple[_Theft, Verdict]] = []
        self._left: list[Utility] = []
        self._named: tuple[list[bool], list[bool]] = ([], [])
        self._aligned: float | None = None
        yield Report(PHASE, 0, 0)
        for trial in range(max(self._options.trials, self._options.lineups)):
            theft = self._theft(attack, trial)
            answers = theft.answers(self._questions)
            if trial < self._options.lineups:
                self._line_up(theft, answers)
            if trial < self._options.trials:
                verdict = judge(self._secret, Answers(self._questions, answers), self._options.level)
                self._judged.append((theft, verdict))
                self._left.append(utility(self._material.tested, theft.answers))
            if trial == 0 and self._options.align:
                self._aligned = self._aligned_p(answers)
            yield Report(PHASE, 0, 0)

    def result(self, attack: Attack) -> AttackResult:
        """What became of them."""
        verdicts = [verdict for _, verdict in self._judged]
        right = [verdict.user is not None and self._is_thief(theft, verdict.user) for theft, verdict in self._judged]
        return AttackResult(
            attack=attack.name,
            harm=attack.harm,
            detected=_share([verdict.tests != "none" for verdict in verdicts]) or 0.0,
            named=_share(right) or 0.0,
            distribution_p=median(verdict.distribution_p for verdict in verdicts),
            distribution_effect=_median([each.distribution.effect for each in verdicts if each.distribution]),
            trigger_p=median(verdict.trigger_p for verdict in verdicts),
            trigger_effect=_median([each.trigger.effect for each in verdicts if each.trigger]),
            aligned_p=self._aligned,
            limit=verdicts[0].limit,
            by_distribution=_share(self._named[0]),
            by_triggers=_share(self._named[1]),
            left=mean_utility(self._left),
        )

    def _theft(self, attack: Attack, trial: int) -> _Theft:
        """The thief of a trial, the same licensee whatever the attack."""
        users = len(self._order)
        user, partner = self._order[trial % users], self._order[(trial + 1) % users]
        thieves = (user, partner) if attack.together else (user,)
        matrices = tuple(self._secret.matrices[thief].astype(np.float64) for thief in thieves)
        gathered = copies_of(self._material.gathered, *matrices)
        generator = np.random.default_rng((self._options.seed, trial))
        return _Theft(thieves, matrices, attack.plan(gathered, generator))

    def _line_up(self, theft: _Theft, answers: Rows) -> None:
        for scores, named in zip(self._lineup.scores(answers), self._named, strict=True):
            if scores is not None:
                named.append(self._is_thief(theft, self._secret.users[int(scores.argmax())]))

    def _is_thief(self, theft: _Theft, name: str) -> bool:
        """Either of two who have worked together is one."""
        return name in {self._secret.users[user] for user in theft.thieves}

    def _aligned_p(self, answers: Rows) -> float | None:
        """Corrected p-value after alignment, of the licensee who fits best."""
        if answers.shape[1] > self._secret.dimension:
            return None
        marked = [unit_rows(apply_watermark(self._questions, matrix)) for matrix in self._secret.matrices]
        best = int(np.argmax([aligned_cosine(each, unit_rows(answers)) for each in marked]))
        found = alignment_test(self._questions, self._secret.matrices[best], answers, self._options.seed)
        return min(1.0, found.p_value * len(marked))


def _share(cases: Sequence[bool]) -> float | None:
    return sum(cases) / len(cases) if cases else None


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None
