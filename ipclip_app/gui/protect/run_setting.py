"""What the display of a run depends on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ipclip_app.gui.results.domain_names import USUAL


@dataclass(frozen=True)
class RunSetting:
    """What is known of a run before it begins.

    Attributes:
        device: Name of what computes.
        history: Epochs that the run has behind it.
        scenario: What it protects against.
    """

    device: str = "auto"
    history: Sequence[Mapping[str, Any]] = ()
    scenario: str = USUAL


UNKNOWN: Final = RunSetting()
"""Of a run of which nothing is known before."""
