"""The sample project that ships with the program: its folders and how it is trained; loads nothing that computes."""

from pathlib import Path
from typing import Final

from ipclip_app.config import SplitConfig, TrainConfig
from ipclip_app.resources import resource_path

AUTHORIZED: Final = "photo"
UNAUTHORIZED: Final = "sketch"
OTHER: Final = "cartoon"
BACKBONE: Final = "demo"
BUNDLE: Final = "sample.ipclip"
"""What the demo exports, beside its run."""
ISSUER: Final = "issuer.pem"
"""The public key that belongs to it."""
EPOCHS: Final = 12
SPLIT: Final = SplitConfig(60, 20, 20)


def sample_domain(name: str) -> Path:
    """Folder of one of the sample's domains.

    Raises:
        IncompleteInstallationError: It is not there.
    """
    return resource_path("sample") / name


def sample_config(seed: int = 0) -> TrainConfig:
    """The configuration that suits so few images."""
    return TrainConfig(epochs=EPOCHS, seed=seed, split=SPLIT)
