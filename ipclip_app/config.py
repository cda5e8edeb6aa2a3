"""Frozen configuration that checks itself and round-trips through JSON."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Self, TypeAlias, get_args

from ipclip_app.errors import UsageError

Scenario = Literal["target-specified", "target-free", "ownership", "authorization"]
Preset = Literal["default", "reference"]
Device = Literal["auto", "cpu", "cuda", "mps"]
SCENARIOS: Final[tuple[str, ...]] = get_args(Scenario)
"""What to protect against (IP-CLIP, arXiv 2503.02393, section 3.1)."""
PAIRED: Final = frozenset({"target-specified"})
"""Scenarios with a folder of unauthorized images; the others make them from the authorized ones."""
TRIGGERED: Final = frozenset({"ownership", "authorization"})
"""Scenarios with the owner's pixel trigger."""
PRESETS: Final[tuple[str, ...]] = get_args(Preset)
DEVICES: Final[tuple[str, ...]] = get_args(Device)
WHOLE: Final = 100


@dataclass(frozen=True)
class SplitConfig:
    """Shares of training, validation and test images in percent; each positive, together 100."""

    train: int = 80
    validation: int = 10
    test: int = 10

    def __post_init__(self) -> None:
        """Check the shares."""
        shares = (self.train, self.validation, self.test)
        if min(shares) < 1 or sum(shares) != WHOLE:
            raise UsageError(f"The split {self} is not three positive percentages that add up to 100, like 80/10/10.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `TRAIN/VAL/TEST`."""
        try:
            train, validation, test = (int(part) for part in text.split("/"))
        except ValueError as error:
            raise UsageError(f"The split '{text}' is not of the form TRAIN/VAL/TEST, like 80/10/10.") from error
        return cls(train, validation, test)

    def __str__(self) -> str:
        return f"{self.train}/{self.validation}/{self.test}"


@dataclass(frozen=True)
class ProtocolSplit:
    """The classes and images that a published protocol draws, instead of shares.

    Attributes:
        protocol: Its name, one of those that `data.protocols` knows.
    """

    protocol: str

    def __str__(self) -> str:
        return self.protocol


AnySplit: TypeAlias = SplitConfig | ProtocolSplit


@dataclass(frozen=True)
class ViewConfig:
    """Training views drawn once per image: the plain one, its mirror image, and random crops.

    Attributes:
        flip: Whether the mirrored view is drawn.
        crops: Number of random resized crops, 0 to 16.
        crop_scale: Smallest share of the image's area that a crop keeps, above 0 to 1.
        styles: Number of style-augmented views where the scenario has them, 1 to 64.
        controls: Number of views with a control trigger where the scenario has them, 0 to 64.
    """

    flip: bool = True
    crops: int = 4
    crop_scale: float = 0.6
    styles: int = 8
    controls: int = 8

    def __post_init__(self) -> None:
        """Check the ranges."""
        if not 0 <= self.crops <= 16:  # noqa: PLR2004 - the documented range
            raise UsageError("The number of random crops must lie between 0 and 16.")
        if not 0 < self.crop_scale <= 1:
            raise UsageError("The smallest crop must keep a share of the area above 0 and at most 1.")
        if not (1 <= self.styles <= 64 and 0 <= self.controls <= 64):  # noqa: PLR2004 - the documented ranges
            raise UsageError("There are 1 to 64 style-augmented views of an image and 0 to 64 with a control trigger.")

    def keys(self) -> tuple[str, ...]:
        """Names of the views in the order in which they are drawn, `plain` first."""
        crops = tuple(f"crop{index}-{self.crop_scale:g}" for index in range(self.crops))
        return ("plain", *(("flip",) if self.flip else ()), *crops)


def split_from_json(content: Mapping[str, Any]) -> AnySplit:
    """Rebuild either kind of split from its JSON values.

    Raises:
        UsageError: An entry is unknown or out of range.
    """
    split: AnySplit = _from_mapping(ProtocolSplit if "protocol" in content else SplitConfig, content)
    return split


def _from_mapping(cls: type[Any], content: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any of the classes above
    known = {item.name: item for item in dataclasses.fields(cls)}
    unknown = sorted(set(content) - set(known))
    if unknown:
        raise UsageError(f"The configuration has unknown entries: {', '.join(unknown)}.")
    return cls(**content)


@dataclass(frozen=True)
class TrainConfig:
    """Everything that decides what a run computes; two equal configurations give equal weights on the CPU.

    Attributes:
        scenario: One of SCENARIOS.
        preset: `default` (what works best here) or `reference` (the released code).
        epochs: Passes over the longer domain, at least 1.
        batch_size: Images of each domain in a step, at least 2 (BatchNorm).
        seed: Seed of initialization and order; the split never depends on it.
        split: Shares of training, validation and test, or a published protocol.
        views: Training views.
        bank_shots: Images per class in a feature bank (SPEC: K = 5).
        false_rejection: Share of authorized validation images below the verdict's level t_a, 0 to 0.5.
    """

    scenario: Scenario = "target-specified"
    preset: Preset = "default"
    epochs: int = 40
    batch_size: int = 8
    seed: int = 0
    split: AnySplit = field(default_factory=SplitConfig)
    views: ViewConfig = field(default_factory=ViewConfig)
    bank_shots: int = 5
    false_rejection: float = 0.05

    def __post_init__(self) -> None:
        """Check every range."""
        _require(self.scenario in SCENARIOS, f"The scenario must be one of {', '.join(SCENARIOS)}.")
        _require(self.preset in PRESETS, f"The preset must be one of {', '.join(PRESETS)}.")
        _require(self.epochs >= 1, "The number of epochs must be at least 1.")
        _require(self.batch_size >= 2, "The batch size must be at least 2.")  # noqa: PLR2004 - BatchNorm's minimum
        _require(0 <= self.seed < 2**63, "The seed must be a whole number from 0 to 2^63 - 1.")
        _require(self.bank_shots >= 1, "A feature bank needs at least 1 image per class.")
        _require(0 <= self.false_rejection <= 0.5, "The false rejection rate must lie between 0 and 50 percent.")  # noqa: PLR2004

    def to_json(self) -> dict[str, Any]:
        """The configuration as plain JSON values."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Rebuild a configuration; unknown entries are refused.

        Raises:
            UsageError: An entry is unknown or out of range.
        """
        parts = dict(content)
        parts["split"] = split_from_json(parts.get("split", {}))
        parts["views"] = _from_mapping(ViewConfig, parts.get("views", {}))
        config: Self = _from_mapping(cls, parts)
        return config


def _require(condition: bool, sentence: str) -> None:  # noqa: FBT001 - reads as a sentence where it is called
    if not condition:
        raise UsageError(sentence)
