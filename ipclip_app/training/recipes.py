"""What the presets mean: the projector, the signed weights of the objective, the banks and the optimizer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from ipclip_app.config import Preset, Scenario
from ipclip_app.model.projectors import ProjectorKind
from ipclip_app.training.objective import STAM_TERMS

Gate = Literal["between", "around"]


@dataclass(frozen=True)
class Recipe:
    """One way of training the light module.

    Attributes:
        projector: Its kind.
        weights: Signed weight of every loss term that is minimized.
        untrained_bank: Banks take the untrained prompt's predictions and count empty slots as zeros (released code),
            instead of zero-shot CLIP's predictions and the mean of what is there.
        stam_trained: Whether STAM is given to the optimizer (paper) or not (released code).
        learning_rate: Adam's rate at its highest.
        weight_decay: Adam's L2 penalty.
        schedule: `cosine`, one half wave after a warm-up epoch, or `oscillating`, the released code's.
        gates: Of a gated projector, `between` the two domains and `around` the authorized one.
        own_inverted: Whether half of the images that a gated projector learns to be wrong on are authorized ones, so
            that it is wrong on whatever its gates keep out.
        warmed_start: Fit the base of a residual projector to the zero-shot text features first.
        settled: Choose the latest epoch within one standard error of the highest validation score, instead of the
            highest, which suits a schedule that never settles.
    """

    projector: ProjectorKind
    weights: Mapping[str, float]
    untrained_bank: bool
    stam_trained: bool
    learning_rate: float
    weight_decay: float
    schedule: Literal["cosine", "oscillating"]
    gates: tuple[Gate, ...] = ()
    own_inverted: bool = False
    warmed_start: bool = True
    settled: bool = True

    @property
    def uses_stam(self) -> bool:
        """Whether any term needs STAM and the feature banks."""
        return not STAM_TERMS.isdisjoint(self.weights)


REFERENCE: Final = Recipe(
    projector="reference",
    weights=MappingProxyType({"L_a": 1, "L_u": -1, "L_ai": -1, "L_ui": -1, "L_m": -0.1, "L_en": 0.01, "L_kl": -1}),
    untrained_bank=True,
    stam_trained=False,
    learning_rate=0.01,
    weight_decay=5e-4,
    schedule="oscillating",
    settled=False,
)
DEFAULT: Final = Recipe(
    projector="gated",
    weights=MappingProxyType({"L_a": 1, "L_inv": 1, "L_zs": 20}),
    untrained_bank=False,
    stam_trained=True,
    learning_rate=5e-4,
    weight_decay=0.0,
    schedule="cosine",
    gates=("between",),
)
UNPROTECTED_WEIGHTS: Final[Mapping[str, float]] = MappingProxyType({"L_a": 1})
"""The unprotected module of the metrics: the same projector, trained with L_a alone."""

_RELEASED: Final = replace(
    REFERENCE,
    weights=MappingProxyType({"L_a": 1, "L_u": -1, "L_ai": 1, "L_ui": -1, "L_m": -5, "L_en": 1, "L_kl": -5}),
    stam_trained=True,
)
"""The released code of target-free protection and authorization: other weights, and STAM is trained."""
_FENCED: Final = replace(DEFAULT, gates=("around",), own_inverted=True)
"""Without an image of what shall be kept out, an image belongs to the authorized domain if it lies in its midst."""
_MARKED: Final = replace(
    DEFAULT,
    weights=MappingProxyType({**DEFAULT.weights, "L_zs": 1}),
    gates=("between", "around"),
    own_inverted=True,
)
"""Images must bear the trigger and be of the domain. Zero-shot CLIP knows little of images with a trigger to keep."""

_RECIPES: Final[Mapping[tuple[Preset, Scenario], Recipe]] = {
    ("default", "target-specified"): DEFAULT,
    ("default", "target-free"): _FENCED,
    ("default", "ownership"): DEFAULT,
    ("default", "authorization"): _MARKED,
    ("reference", "target-specified"): REFERENCE,
    ("reference", "target-free"): _RELEASED,
    ("reference", "ownership"): REFERENCE,
    ("reference", "authorization"): _RELEASED,
}


def recipe_of(preset: Preset, scenario: Scenario = "target-specified") -> Recipe:
    """The recipe that a preset stands for in a scenario."""
    return _RECIPES[preset, scenario]


def _without(name: str, **others: float) -> Mapping[str, float]:
    return MappingProxyType({key: weight for key, weight in DEFAULT.weights.items() if key != name} | others)


ABLATIONS: Final[Mapping[str, Recipe]] = {
    "default": DEFAULT,
    "L_w instead of L_inv": replace(DEFAULT, weights=_without("L_inv", L_w=1)),
    "-L_u instead of L_inv": replace(DEFAULT, weights=_without("L_inv", L_u=-1)),
    "without L_zs": replace(DEFAULT, weights=_without("L_zs")),
    "random instead of zero-shot base": replace(DEFAULT, warmed_start=False),
    "with L_ai and L_ui, STAM trained": replace(DEFAULT, weights=_without("", L_ai=1, L_ui=-1)),
    "without a gate": replace(DEFAULT, projector="residual", gates=()),
    "with a fence as well": replace(DEFAULT, gates=("between", "around"), own_inverted=True),
    "reference projector": replace(DEFAULT, projector="reference", gates=()),
    "reference": REFERENCE,
}
"""One change at a time from the default preset, for the ablation table."""
