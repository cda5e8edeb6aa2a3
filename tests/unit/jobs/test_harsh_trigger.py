"""Before a training it is told whether zero-shot CLIP suffers from the trigger."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from ipclip_app.config import TrainConfig
from ipclip_app.data.scenario_views import scenario_views
from ipclip_app.jobs.harsh_trigger import warn_of_harsh_trigger
from ipclip_app.jobs.statistics import TrainingData
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import Job
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.task import DomainData

IMAGES = 40
ZERO_SHOT = torch.eye(2)
CONFIG = TrainConfig(scenario="ownership")


def rows(right: list[bool]) -> torch.Tensor:
    """Features that zero-shot CLIP takes for the images' class, or for the other one."""
    return ZERO_SHOT[[0 if is_right else 1 for is_right in right]]


def side(views: tuple[str, ...], shown: dict[str, list[bool]]) -> DomainData:
    """A domain whose images of class 0 are recognized under every view but as `shown` tells."""
    feature = torch.stack([rows(shown.get(view, [True] * IMAGES)) for view in views], dim=1).flatten(0, 1)
    data = LabelledStatistics(
        ImageStatistics(feature, feature, feature), torch.zeros(IMAGES, dtype=torch.long), len(views)
    )
    return DomainData(data, data)


def job(config: TrainConfig, with_trigger: int, with_control: int) -> Job[None]:
    """The comparison where zero-shot CLIP is right on so many of the images."""
    views = scenario_views(config, "abc")
    shown = {
        name: [True] * count + [False] * (IMAGES - count)
        for name, count in (("trigger.abc", with_trigger), ("control.abc.0", with_control))
    }
    data = TrainingData(side(views.authorized.train, shown), side(views.unauthorized.train, shown), 0)
    return warn_of_harsh_trigger(config, views, data, ZERO_SHOT)


def test_a_harsh_trigger_is_told_with_figures_and_remedy(drain: Any):
    (told,) = drain(job(CONFIG, with_trigger=14, with_control=30)).notices

    assert "right on 35% of the training images with this trigger and on 75% with control patterns" in told
    assert "`ipclip trigger new --images` draws a fair one" in told


@pytest.mark.parametrize(("with_trigger", "with_control"), [(30, 30), (28, 30), (30, 10)])
def test_nothing_is_told_of_a_fair_trigger(drain: Any, with_trigger: int, with_control: int):
    assert not drain(job(CONFIG, with_trigger, with_control)).notices


@pytest.mark.parametrize("changes", [{"scenario": "authorization"}, {"preset": "reference"}])
def test_nothing_is_told_where_no_control_is_trained_or_nothing_to_be_proved(drain: Any, changes: dict[str, Any]):
    assert not drain(job(replace(CONFIG, **changes), with_trigger=2, with_control=38)).notices
