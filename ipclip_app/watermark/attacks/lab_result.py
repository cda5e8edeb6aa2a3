"""What attacks did, as plain figures."""

from dataclasses import dataclass
from typing import Any

from ipclip_app.watermark.attacks.utility import Utility


@dataclass(frozen=True)
class AttackResult:
    """What became of an attack; shares are 0 to 1, figures of tests the medians over the trials.

    Attributes:
        attack: Its name.
        harm: Why it may win.
        detected: Share of thefts that a test showed.
        named: Share of thefts in which the verdict named a thief, and nobody else.
        distribution_p: Corrected p-value of the distribution test.
        distribution_effect: Its effect size; None for embeddings of another width.
        trigger_p: Corrected p-value of the trigger test.
        trigger_effect: Its effect size; None without trigger pairs.
        aligned_p: Corrected p-value after alignment, of the first theft; None where it was not tried.
        limit: What the p-values of both tests must not exceed.
        by_distribution: Share of line-ups in which the distribution test ranks a thief first; None for another width.
        by_triggers: Likewise of the trigger pairs; None without them.
        left: What is left to the thief, the mean.
    """

    attack: str
    harm: str
    detected: float
    named: float
    distribution_p: float
    distribution_effect: float | None
    trigger_p: float
    trigger_effect: float | None
    aligned_p: float | None
    limit: float
    by_distribution: float | None
    by_triggers: float | None
    left: Utility

    @property
    def won(self) -> bool:
        """Whether the thief goes unseen in most cases."""
        return self.detected < 1 / 2

    @property
    def least_p(self) -> float:
        """The smaller corrected p-value of both tests, 0 to 1."""
        return min(self.distribution_p, self.trigger_p)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return vars(self) | {"won": self.won, "left": self.left.to_json()}


@dataclass(frozen=True)
class LabResult:
    """All attacks on a secret.

    Attributes:
        mode: Of the secret.
        method: Of the secret.
        users: Number of licensees.
        queries: Questions to each suspect.
        trials: Thefts with each attack that were judged.
        lineups: Thefts with each attack in which the most likely licensee was looked for.
        chance: Accuracy of guessing, percent.
        clean: Utility of the embeddings without a watermark.
        attacks: In the order in which they were tried.
    """

    mode: str
    method: str
    users: int
    queries: int
    trials: int
    lineups: int
    chance: float
    clean: Utility
    attacks: tuple[AttackResult, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return vars(self) | {"clean": self.clean.to_json(), "attacks": [each.to_json() for each in self.attacks]}
