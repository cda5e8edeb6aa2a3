"""A run's state, folders and protection in words."""

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.colours import Colours
from ipclip_app.gui.results.figures import MISSING, number, ratio, share

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunState, RunSummary

_STATE_ICONS: Final = {"finished": "tick", "stopped": "stop", "unfinished": "pause", "damaged": "error"}

translate = QCoreApplication.translate


class StateSign(NamedTuple):
    """How a state is painted."""

    icon: str
    colour: str


def state_sign(state: "RunState", colours: Colours) -> StateSign:
    """Icon and colour of a state."""
    tints = {"finished": colours.good, "stopped": colours.muted, "unfinished": colours.doubt, "damaged": colours.bad}
    return StateSign(_STATE_ICONS[state], tints[state])


def state_words(run: "RunSummary") -> str:
    """What became of a run."""
    words = {
        "finished": translate("Runs", "Finished"),
        "stopped": translate("Runs", "Stopped after {epochs} of {planned} epochs"),
        "unfinished": translate("Runs", "Unfinished, {epochs} of {planned} epochs"),
        "damaged": translate("Runs", "Damaged"),
    }[run.state]
    return words.format(epochs=run.epochs, planned=run.planned)


def domain_words(run: "RunSummary") -> str:
    """The names of the folders of images, and what the scenario is where there is only one."""
    if run.authorized is None:
        return MISSING
    if run.unauthorized is not None:
        words = translate("Runs", "{authorized} against {unauthorized}")
        return words.format(authorized=run.authorized.name, unauthorized=run.unauthorized.name)
    alone = {
        "target-free": translate("Runs", "{authorized} against other styles"),
        "ownership": translate("Runs", "{authorized}, proof of ownership"),
        "authorization": translate("Runs", "{authorized}, only with trigger"),
    }
    return alone.get(run.scenario, "{authorized}").format(authorized=run.authorized.name)


def protection_words(run: "RunSummary") -> str:
    """W_ua and how much of the possible it is; a dash before the evaluation or where it has no meaning."""
    metrics = run.metrics or {}
    value, bound = metrics.get("W_ua"), metrics.get("W_ua_bound")
    if value is None:
        return MISSING
    reached = ratio(value, bound)
    return number(value) if reached is None else f"{number(value)} ({share(max(reached, 0.0))})"
