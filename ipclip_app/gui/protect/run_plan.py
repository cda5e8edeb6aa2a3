"""What the owner has chosen to train, before a run exists."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ipclip_app.config import Device, TrainConfig
from ipclip_app.jobs.sample import AUTHORIZED, BACKBONE, UNAUTHORIZED, sample_config, sample_domain


@dataclass(frozen=True)
class RunPlan:
    """Folders of images and how to train on them.

    Attributes:
        authorized: Folder of the images the model shall work on.
        unauthorized: Folder of the images it shall fail on; None in scenarios that make them themselves.
        backbone: Reference of the frozen CLIP.
        config: How to train.
        device: Where to compute.
        trigger: File of the trigger in scenarios that have one; None for the published grid.
    """

    authorized: Path
    unauthorized: Path | None
    backbone: str
    config: TrainConfig
    device: Device = "auto"
    trigger: Path | None = None

    @classmethod
    def of_sample(cls) -> Self:
        """The plan of the sample project.

        Raises:
            IncompleteInstallationError: The sample images are missing.
        """
        return cls(sample_domain(AUTHORIZED), sample_domain(UNAUTHORIZED), BACKBONE, sample_config())
