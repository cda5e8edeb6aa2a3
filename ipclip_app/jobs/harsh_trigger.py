"""Tells before a training whether its trigger may prove anything: what is known by then already shows it."""

from typing import Final

from torch import Tensor

from ipclip_app.config import TrainConfig
from ipclip_app.data.scenario_views import ScenarioViews
from ipclip_app.jobs.ownership_fairness import is_fair
from ipclip_app.jobs.statistics import TrainingData
from ipclip_app.model.zero_shot import zero_shot_classes
from ipclip_app.ownership.paired_test import PairCounts, PairedTest
from ipclip_app.progress import Job, Notice

PHASE: Final = "statistics"


def warn_of_harsh_trigger(
    config: TrainConfig, views: ScenarioViews, data: TrainingData, zero_shot: Tensor
) -> Job[None]:
    """Compare views with the trigger and with controls of the same images, where ownership is to be proved.

    Args:
        config: The scenario; nothing is told of others than ownership.
        views: The run's views; without a control among them nothing can be told.
        data: Their statistics.
        zero_shot: Zero-shot text features (N, D).
    """
    controls = [place for place, name in enumerate(views.authorized.train) if _is_bare_control(name)]
    if config.scenario != "ownership" or not controls:
        return
    train = data.authorized.train
    shown = train.statistics[slice(controls[0], None, train.views)], data.unauthorized.train.plain()
    right = [(zero_shot_classes(rows.feature, zero_shot) == train.labels).tolist() for rows in shown]
    test = PairedTest(PairCounts.of(*right))
    if not is_fair(test):
        figures = test.to_json()
        trigger, control = figures["accuracy_trigger"], figures["accuracy_control"]
        told = (
            f"Zero-shot CLIP is right on {trigger:.0f}% of the training images with this trigger and on "
            f"{control:.0f}% with control patterns, so that it will hardly prove ownership; "
            "`ipclip trigger new --images` draws a fair one."
        )
        yield Notice(PHASE, 0, 0, told)


def _is_bare_control(name: str) -> bool:
    """Whether a view is the whole image with a control pattern, as the trigger's first view is with the trigger."""
    return name.startswith("control.") and "+" not in name
