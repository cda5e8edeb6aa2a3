"""What the evaluation of one cell of a table says, and the figures that follow from it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from ipclip_app.audit.metrics import (
    DomainAccuracy,
    authorization_gain,
    ownership_gain,
    protection,
    strict_protection,
)
from ipclip_app.config import WHOLE

VERDICT: Final = ("auroc", "false_rejection", "detection")
_MODELS: Final = ("zero_shot", "unprotected", "protected")


@dataclass(frozen=True)
class CellResult:
    """Accuracies of the authorized images and of everything else that was tested.

    Attributes:
        authorized: Test images of the authorized kind.
        tested: The unauthorized kinds by name.
        verdict: AUROC, false rejection and detection, 0 to 1.
        classes: Number of classes.
    """

    authorized: DomainAccuracy
    tested: Mapping[str, DomainAccuracy]
    verdict: Mapping[str, float]
    classes: int

    @classmethod
    def of(cls, evaluation: Mapping[str, Any], unauthorized: str) -> Self:
        """Read the JSON of an evaluation.

        Args:
            evaluation: As `Evaluation.to_json` gives it, with other domains under the names that they shall have.
            unauthorized: What the images are that it calls unauthorized; empty where only the others count.

        Raises:
            KeyError, TypeError, ValueError: It has another shape.
        """
        domains = evaluation["domains"]
        own = {unauthorized: domains["unauthorized"]} if unauthorized else {}
        tested = {name: _accuracy(domain) for name, domain in (own | domains.get("other", {})).items()}
        verdict = {name: float(evaluation["verdict"][name]) for name in VERDICT}
        return cls(_accuracy(domains["authorized"]), tested, verdict, len(evaluation["classes"]))

    def to_json(self) -> dict[str, Any]:
        """The result as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Rebuild a result."""
        tested = {name: DomainAccuracy(**accuracies) for name, accuracies in content["tested"].items()}
        return cls(DomainAccuracy(**content["authorized"]), tested, content["verdict"], content["classes"])

    def figures(self, scenario: str, name: str) -> dict[str, float | None]:
        """Every figure of the authorized images against one kind of unauthorized ones, None where it is not defined.

        Percentages in points; `ratio` is W_ua_strict in percent of its bound.

        Args:
            scenario: Decides whether O_ua or D_ua is among them.
            name: One of `tested`.
        """
        authorized, other = self.authorized, self.tested[name]
        strict = strict_protection(authorized, other).to_json("_strict")
        accuracies = {
            f"{side}.{model}": value
            for side, accuracy in (("authorized", authorized), ("unauthorized", other))
            for model, value in asdict(accuracy).items()
        }
        metrics = protection(authorized, other).to_json() | strict
        ratio = _ratio(strict["W_ua_strict"], strict["W_ua_strict_bound"])
        return accuracies | metrics | {"ratio": ratio} | _gain(scenario, authorized, other) | dict(self.verdict)


def _accuracy(domain: Mapping[str, Any]) -> DomainAccuracy:
    values = (domain[model] for model in _MODELS)
    return DomainAccuracy(*(None if value is None else float(value) for value in values))


def _ratio(value: float | None, bound: float | None) -> float | None:
    return WHOLE * value / bound if value is not None and bound else None


def _gain(scenario: str, authorized: DomainAccuracy, other: DomainAccuracy) -> dict[str, float | None]:
    if scenario == "ownership":
        return {"O_ua": ownership_gain(authorized, other)}
    if scenario == "authorization":
        return {"D_ua": authorization_gain(authorized, [other])}
    return {}
