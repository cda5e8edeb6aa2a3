"""The figures that the papers report, to stand beside one's own; they are never measured here.

Of IP-CLIP (arXiv 2503.02393) and of the best rival in its tables, both on ViT-B/16, means over all pairs of domains.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final


@dataclass(frozen=True)
class PublishedFigure:
    """One published mean.

    Attributes:
        method: Whose it is.
        metric: Name of the metric.
        value: Percent.
        remark: What keeps it from being compared as it stands; empty if nothing does.
    """

    method: str
    metric: str
    value: float
    remark: str = ""

    def to_json(self) -> dict[str, Any]:
        """The figure as plain JSON values."""
        return asdict(self)


_IP_CLIP: Final = "IP-CLIP"
_RIVAL: Final = "best rival of 2025"
_OVERALL: Final = "not told by data set"
_SPECIFIED: Final = {"office-31": (74.84, 72.48), "office-home": (55.10, 50.29), "mini-domainnet": (54.68, 50.75)}
_OTHERS: Final = {
    "target-free": PublishedFigure(_IP_CLIP, "W_ua", 53.46, _OVERALL),
    "ownership": PublishedFigure(_IP_CLIP, "O_ua", 71.3, _OVERALL),
}


def published_figures(scenario: str, protocol: str | None) -> tuple[PublishedFigure, ...]:
    """What is published for a scenario on the data set of a protocol; nothing for other images."""
    if protocol not in _SPECIFIED:
        return ()
    if scenario == "target-specified":
        own, rival = _SPECIFIED[protocol]
        return PublishedFigure(_IP_CLIP, "W_ua", own), PublishedFigure(_RIVAL, "W_ua", rival)
    return (_OTHERS[scenario],) if scenario in _OTHERS else ()
