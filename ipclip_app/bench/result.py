"""What the benchmark found, as frozen figures that become JSON."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Environment:
    """Where the benchmark ran.

    Attributes:
        cpu: The processor's name.
        device: Name of the device that computed.
        threads: Threads that torch used.
        torch: Version of torch.
        system: Operating system and architecture.
        architecture: The CLIP that was measured.
    """

    cpu: str
    device: str
    threads: int
    torch: str
    system: str
    architecture: str


@dataclass(frozen=True)
class TextTowerResult:
    """Forward and backward pass of the text tower, one image a step; every ratio the median of the rounds.

    Attributes:
        speedup: Padded over packed seconds.
        memory_ratio: Padded over packed peak memory above the loaded weights; None where it cannot be measured.
        relative_error: Worse of ||packed - padded|| / ||padded|| of the features and of the gradients.
        share_of_matmul_peak: Rate of the fastest packed step of a round over that round's `matmul_rate`, 0 to 1.
        classes: Number of classes.
        packed_seconds: Of a step.
        padded_seconds: Of a step.
        packed_peak: Bytes, None likewise.
        padded_peak: Bytes, None likewise.
        matmul_rate: Best rate of large float32 products of the tower's shapes, FLOP/s.
        packed_flops: Operations of a step that cannot be avoided.
    """

    speedup: float
    memory_ratio: float | None
    relative_error: float
    share_of_matmul_peak: float
    classes: int
    packed_seconds: float
    padded_seconds: float
    packed_peak: float | None
    padded_peak: float | None
    matmul_rate: float
    packed_flops: int


@dataclass(frozen=True)
class ClassifyResult:
    """Classification from pixels: image tower, projector and text tower.

    Attributes:
        speedup: Packed over padded rate, median of the rounds.
        packed_images_per_second: With the packed text tower.
        padded_images_per_second: With the padded one.
    """

    speedup: float
    packed_images_per_second: float
    padded_images_per_second: float


@dataclass(frozen=True)
class EpochResult:
    """A training epoch from cached statistics against one that runs the image tower at every step.

    Attributes:
        speedup: Uncached over cached seconds, median of the rounds.
        cached_seconds: Of an epoch from statistics in memory.
        uncached_seconds: Of an epoch from decoded pixels in memory.
        images: Images of both domains together.
        trained: What is optimized.
    """

    speedup: float
    cached_seconds: float
    uncached_seconds: float
    images: int
    trained: str


@dataclass(frozen=True)
class ScalingPoint:
    """Forward and backward pass of the packed text tower with so many classes, one image a step.

    Attributes:
        classes: Number of classes.
        seconds: Of a step.
        seconds_per_class: The same over the classes.
    """

    classes: int
    seconds: float
    seconds_per_class: float


@dataclass(frozen=True)
class BenchResult:
    """Everything that `ipclip bench` measures."""

    environment: Environment
    text_tower: TextTowerResult
    classify: ClassifyResult
    epoch: EpochResult
    scaling: tuple[ScalingPoint, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """All figures as plain JSON values."""
        return asdict(self) | {"scaling": [asdict(point) for point in self.scaling]}
