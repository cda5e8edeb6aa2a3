"""What an evaluation found, as frozen values with the JSON keys that others rely on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from ipclip_app.audit.metrics import (
    DomainAccuracy,
    Protection,
    authorization_gain,
    mean_protection,
    ownership_gain,
    protection,
    strict_protection,
    wilson_interval,
)
from ipclip_app.audit.verdict import VerdictQuality

_KIND: Final = {
    "target-specified": "folder",
    "target-free": "augmented",
    "ownership": "with trigger",
    "authorization": "without trigger",
}
"""What the images are that an evaluation calls unauthorized."""


@dataclass(frozen=True)
class DomainResult:
    """One tested domain.

    Attributes:
        images: Test images.
        accuracy: In percent; None where the domain has no labels.
        agreement: How often the protected model still predicts the pseudo-label, percent; None with real labels.
        detection: Share of the images that the verdict calls unauthorized, 0 to 1.
        left_out: Number of images of this domain that were not tested, by reason.
    """

    images: int
    accuracy: DomainAccuracy
    agreement: float | None
    detection: float
    left_out: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The domain as plain JSON values."""
        content = {
            "images": self.images,
            **asdict(self.accuracy),
            **_with_interval("called_unauthorized", self.detection, self.images),
        }
        if self.agreement is not None:
            content["agreement"] = self.agreement
        return {**content, "left_out": dict(self.left_out)} if self.left_out else content


@dataclass(frozen=True)
class Evaluation:
    """What a protected module does to each domain.

    Attributes:
        run: Folder of the run.
        scenario: The run's scenario.
        preset: The run's preset.
        backbone: Reference of the backbone.
        class_names: Classes of the task.
        authorized: Test images of the authorized domain.
        unauthorized: Test images of the unauthorized domain; style-augmented authorized ones in a target-free run,
            with the trigger in an ownership run, without it in an authorization run.
        other: Further domains by name.
        verdict: Quality of the verdicts.
        thresholds: The verdict's levels t_a and t_u.
        best_epoch: The epoch chosen on validation images.
        unauthorized_labels: `folders`, or `pseudo` for zero-shot CLIP's predictions.
        left_out: Number of images left out, by reason.
        seconds: Duration of the evaluation.
        peak_memory_mb: Highest memory of this process so far, MiB; None where the system does not tell.
    """

    run: str
    scenario: str
    preset: str
    backbone: str
    class_names: tuple[str, ...]
    authorized: DomainResult
    unauthorized: DomainResult
    other: Mapping[str, DomainResult]
    verdict: VerdictQuality
    thresholds: tuple[float, float]
    best_epoch: int
    unauthorized_labels: str
    left_out: Mapping[str, int]
    seconds: float
    peak_memory_mb: float | None

    @property
    def counted(self) -> tuple[DomainAccuracy, ...]:
        """Accuracies of the unauthorized domains over which the metrics are means.

        A target-free run counts the further domains, and its own augmented images only without any; an authorization
        run counts all.
        """
        others = tuple(result.accuracy for result in self.other.values())
        if self.scenario == "target-free" and others:
            return others
        return (self.unauthorized.accuracy, *(others if self.scenario == "authorization" else ()))

    @property
    def metrics(self) -> Protection:
        """Protection against the unprotected module."""
        return mean_protection([protection(self.authorized.accuracy, accuracy) for accuracy in self.counted])

    @property
    def strict(self) -> Protection:
        """Protection against the better of zero-shot CLIP and the unprotected module."""
        return mean_protection([strict_protection(self.authorized.accuracy, accuracy) for accuracy in self.counted])

    def _gains(self) -> dict[str, float | None]:
        """The metric that only this scenario has."""
        if self.scenario == "ownership":
            return {"O_ua": ownership_gain(self.authorized.accuracy, self.unauthorized.accuracy)}
        if self.scenario == "authorization":
            return {"D_ua": authorization_gain(self.authorized.accuracy, self.counted)}
        return {}

    def to_json(self) -> dict[str, Any]:
        """The evaluation as plain JSON values; percentages in points, shares 0 to 1."""
        return {
            "run": self.run,
            "scenario": self.scenario,
            "preset": self.preset,
            "backbone": self.backbone,
            "classes": list(self.class_names),
            "domains": {
                "authorized": self.authorized.to_json(),
                "unauthorized": self.unauthorized.to_json(),
                "other": {name: result.to_json() for name, result in self.other.items()},
            },
            "metrics": self.metrics.to_json() | self.strict.to_json("_strict") | self._gains(),
            "verdict": self._verdict(),
            "best_epoch": self.best_epoch,
            "unauthorized_labels": self.unauthorized_labels,
            "unauthorized_images": _KIND[self.scenario],
            "left_out": dict(self.left_out),
            "seconds": round(self.seconds, 2),
            "peak_memory_mb": None if self.peak_memory_mb is None else round(self.peak_memory_mb, 1),
        }

    def _verdict(self) -> dict[str, float]:
        quality = self.verdict
        return {
            **asdict(quality),
            **_with_interval("false_rejection", quality.false_rejection, self.authorized.images),
            **_with_interval("detection", quality.detection, self.unauthorized.images),
            **dict(zip(("t_a", "t_u"), self.thresholds, strict=True)),
        }


def _with_interval(name: str, share: float, images: int) -> dict[str, float]:
    """A share with the ends of its 95% interval."""
    low, high = wilson_interval(share, images)
    return {name: share, f"{name}_low": low, f"{name}_high": high}
