"""The figures of one cell of a protection table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import WHOLE
from ipclip_app.errors import RunError

_FIGURES: Final = (
    ("authorized.zero_shot", "domains.authorized.zero_shot"),
    ("authorized.unprotected", "domains.authorized.unprotected"),
    ("authorized.protected", "domains.authorized.protected"),
    ("unauthorized.zero_shot", "domains.unauthorized.zero_shot"),
    ("unauthorized.unprotected", "domains.unauthorized.unprotected"),
    ("unauthorized.protected", "domains.unauthorized.protected"),
    ("D_a", "metrics.D_a"),
    ("W_ua", "metrics.W_ua"),
    ("D_a_strict", "metrics.D_a_strict"),
    ("W_ua_strict", "metrics.W_ua_strict"),
    ("W_ua_strict_bound", "metrics.W_ua_strict_bound"),
    ("auroc", "verdict.auroc"),
    ("false_rejection", "verdict.false_rejection"),
    ("detection", "verdict.detection"),
)


def protection_figures(run: Path, evaluation: Mapping[str, Any]) -> dict[str, float]:
    """What a table tells of an evaluation, all of it defined; `ratio` is W_ua_strict in percent of its bound.

    Args:
        run: Folder of the run, for errors.
        evaluation: As JSON.

    Raises:
        RunError: A figure is not defined.
        KeyError, TypeError, ValueError: The evaluation is damaged.
    """
    figures: dict[str, float] = {}
    for name, path in _FIGURES:
        value: Any = evaluation
        for part in path.split("."):
            value = value[part]
        if value is None:
            raise RunError(run, f"has no {name}", "put the images of both domains into class folders")
        figures[name] = float(value)
    if not figures["W_ua_strict_bound"]:
        raise RunError(run, "has nothing to protect, as no model recognizes a domain", "choose other domains")
    figures["ratio"] = WHOLE * figures["W_ua_strict"] / figures["W_ua_strict_bound"]
    return figures
