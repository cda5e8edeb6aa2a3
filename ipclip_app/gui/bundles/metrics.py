"""The results that a bundle tells, in words."""

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.results.domain_names import USUAL, domain_name, side_images
from ipclip_app.gui.results.figures import number, percent, share
from ipclip_app.jobs.visible import visible

translate = QCoreApplication.translate
_SHARES: Final = frozenset({"called_unauthorized", "false_rejection", "detection"})
_PERCENT: Final = frozenset({"zero_shot", "unprotected", "protected", "agreement"})
_DIGITS: Final = {"auroc": 3, "t_a": 2, "t_u": 2}


def metric_lines(metrics: Mapping[str, float], scenario: str = USUAL) -> Iterator[tuple[str, str]]:
    """Name and value of each, as far as they are for people; the rest stays in the manifest."""
    for key, value in metrics.items():
        group, _, name = key.rpartition(".")
        if name != "images":
            yield _title(group, name, scenario), _value(name, value)


def _title(group: str, name: str, scenario: str) -> str:
    words = {
        "zero_shot": translate("BundleMetrics", "zero-shot CLIP right"),
        "unprotected": translate("BundleMetrics", "unprotected model right"),
        "protected": translate("BundleMetrics", "protected model right"),
        "called_unauthorized": translate("BundleMetrics", "called unauthorized"),
        "auroc": translate("BundleMetrics", "AUROC of the verdict"),
        "false_rejection": translate("BundleMetrics", "authorized images rejected"),
        "detection": translate("BundleMetrics", "unauthorized images detected"),
        "t_a": translate("BundleMetrics", "authorized from this score"),
        "t_u": translate("BundleMetrics", "unauthorized below this score"),
    }.get(name, visible(name))
    groups = dict(zip(("authorized", "unauthorized"), side_images(scenario), strict=True))
    if group in groups:
        return f"{groups[group]}: {words}"
    if group.startswith("other."):
        return f"{domain_name(visible(group.removeprefix('other.')), scenario)}: {words}"
    return words[:1].upper() + words[1:]


def _value(name: str, value: float) -> str:
    if name in _PERCENT:
        return percent(value)
    if name in _SHARES:
        return share(value)
    return number(value, _DIGITS.get(name, 1))
