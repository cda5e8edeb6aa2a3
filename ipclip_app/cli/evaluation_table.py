"""An evaluation as tables for people."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rich.table import Table

_MODELS: Final = ("zero_shot", "unprotected", "protected")
_MISSING: Final = "-"
_KIND: Final = {
    "augmented": "unauthorized (augmented)",
    "with trigger": "authorized with trigger",
    "without trigger": "authorized without trigger",
}
"""What to call the unauthorized images where they are made from the authorized ones."""
_AUTHORIZED: Final = {
    "with trigger": "authorized without trigger",
    "without trigger": "authorized with trigger",
}
"""What to call the authorized images where a trigger tells them from the others."""
_STAMPED: Final = " with trigger"
"""What the key of a further domain ends with whose images were stamped; the other key is the domain's name alone."""


def evaluation_text(document: Mapping[str, Any]) -> tuple[Table | str, ...]:
    """Accuracies, protection and verdict of an evaluation's JSON document; what has no meaning is a dash."""
    kind = document.get("unauthorized_images", "")
    tables = _accuracies(document["domains"], kind), _protection(document["metrics"])
    return *tables, _verdict(document["verdict"]), *_remarks(document)


def _accuracies(domains: Mapping[str, Any], kind: str) -> Table:
    table = Table("Domain", title="Accuracy in percent", title_justify="left")
    for title in ("Images", "Zero-shot CLIP", "Unprotected", "Protected", "Called unauthorized"):
        table.add_column(title, justify="right")
    for name, domain in _named(domains, kind):
        images = str(domain["images"]) if "images" in domain else _MISSING
        called = _share(domain.get("called_unauthorized"))
        table.add_row(name, images, *(_number(domain[model]) for model in _MODELS), called)
    return table


def _named(domains: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every domain, under the name that an experiment's table gives it too."""
    yield _AUTHORIZED.get(kind, "authorized"), domains["authorized"]
    yield _KIND.get(kind, "unauthorized"), domains["unauthorized"]
    others = domains.get("other", {})
    for name, domain in others.items():
        stamped = name.removesuffix(_STAMPED) in others.keys() - {name}
        yield name if stamped or kind not in _AUTHORIZED else f"{name} without trigger", domain


def _protection(metrics: Mapping[str, Any]) -> Table:
    table = Table("Protection against", title="Protection", title_justify="left")
    for title in ("D_a", "D_u", "W_ua", "W_ua at most", "Reached"):
        table.add_column(title, justify="right")
    for title, suffix in (("the unprotected model", ""), ("the better of it and zero-shot", "_strict")):
        names = (f"D_a{suffix}", f"D_u{suffix}", f"W_ua{suffix}", f"W_ua{suffix}_bound")
        reached = _share(_ratio(metrics[names[2]], metrics[names[3]]))
        table.add_row(title, *(_number(metrics[name]) for name in names), reached)
    return table


def _ratio(value: float | None, bound: float | None) -> float | None:
    return value / bound if value is not None and bound else None


def _verdict(verdict: Mapping[str, float | None]) -> str:
    return (
        f"Verdict on single images: AUROC {_number(verdict['auroc'], 3)}, "
        f"false rejection {_with_interval(verdict, 'false_rejection')}, "
        f"detection {_with_interval(verdict, 'detection')}."
    )


def _with_interval(verdict: Mapping[str, float | None], name: str) -> str:
    """A share and, where the document tells it, the 95% interval."""
    share, low, high = (_share(verdict.get(key)) for key in (name, f"{name}_low", f"{name}_high"))
    return share if low == _MISSING else f"{share} (95% interval {low} to {high})"


def _remarks(document: Mapping[str, Any]) -> Iterator[str]:
    """What a reader must know to take the figures for what they are."""
    agreement = document["domains"]["unauthorized"].get("agreement")
    if agreement is not None:
        yield (
            "The unauthorized folder has no classes: its images bear zero-shot CLIP's predictions as pseudo-labels, so "
            "their accuracies and W_ua mean nothing. The protected model still agrees with zero-shot CLIP on "
            f"{_number(agreement)}% of them."
        )
    yield from _gains(document["metrics"])
    if document.get("unauthorized_images") == "augmented":
        yield (
            "Protection is that of the further domains, in the mean."
            if document["domains"].get("other")
            else "Protection is that against style-augmented test images; name domains with `ipclip evaluate RUN "
            "--domain DIR` to measure it on real ones."
        )
    left_out = document.get("left_out", {})
    if left_out:
        yield "Left out: " + ", ".join(f"{count} image(s) {reason}" for reason, count in left_out.items()) + "."


def _gains(metrics: Mapping[str, Any]) -> Iterator[str]:
    """The metric that only the run's scenario has."""
    if "O_ua" in metrics:
        yield f"Ownership: O_ua {_number(metrics['O_ua'])}, what the trigger takes away times what there was to take."
    if "D_ua" in metrics:
        yield (
            f"Authorization: D_ua {_number(metrics['D_ua'])}, in the mean over every unauthorized combination of "
            "domain and trigger."
        )


def _number(value: float | None, digits: int = 1) -> str:
    return _MISSING if value is None else f"{value:.{digits}f}"


def _share(value: float | None) -> str:
    return _MISSING if value is None else f"{value:.1%}"
