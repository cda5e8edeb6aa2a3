"""What the authorized branch has learned is kept as far as validation images bear it out."""

from collections.abc import Callable

import pytest
import torch

from ipclip_app.model.backbone import Backbone
from ipclip_app.model.gated_projector import GatedProjector
from ipclip_app.progress import run_to_end
from ipclip_app.training import moderation
from ipclip_app.training.moderation import STRENGTHS, moderated
from ipclip_app.training.recipes import recipe_of
from ipclip_app.training.start import begin
from ipclip_app.training.task import Task

MakeTask = Callable[..., Task]


def _trained(task: Task, backbone: Backbone) -> GatedProjector:
    """A projector whose authorized branch has learned something."""
    training = run_to_end(begin(task, backbone))
    for _ in training.run(lambda _: None):
        pass
    projector = training.protected.projector
    assert isinstance(projector, GatedProjector)
    return projector


def _answer(monkeypatch: pytest.MonkeyPatch, task: Task, hits: list[int]) -> None:
    """Let the candidates in turn be right on so many validation images."""
    labels = task.authorized.validation.row_labels()
    wrong = (labels + 1) % int(labels.max() + 1)
    left = list(hits)

    def classify(*_: object) -> object:
        right = torch.arange(len(labels)) < left.pop(0)
        yield from ()
        return torch.nn.functional.one_hot(torch.where(right, labels, wrong)).float()

    monkeypatch.setattr(moderation, "classify_all", classify)


@pytest.mark.parametrize(("hits", "chosen"), [((3, 2, 1), 1.0), ((1, 3, 2), 0.5), ((1, 2, 3), 0.0), ((2, 2, 2), 1.0)])
def test_the_best_on_validation_images_is_kept_and_the_strongest_among_equals(
    hits: tuple[int, ...], chosen: float, make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    task = make_task(recipe_of("default"), epochs=1)
    projector = _trained(task, tiny_vit)
    _answer(monkeypatch, task, list(hits))
    result = run_to_end(moderated(task, projector))
    assert float(result.strength) == chosen
    assert float(projector.strength) == 1.0
    torch.testing.assert_close(result.authorized.content_out.weight, chosen * projector.authorized.content_out.weight)
    torch.testing.assert_close(result.authorized.base, torch.lerp(projector.start, projector.authorized.base, chosen))
    for name, value in projector.unauthorized.state_dict().items():
        assert result.unauthorized.state_dict()[name].equal(value)


def test_without_strength_the_branch_is_what_it_started_as(make_task: MakeTask, tiny_vit: Backbone):
    task = make_task(recipe_of("default"), epochs=1)
    fresh = run_to_end(begin(task, tiny_vit)).protected.projector
    projector = _trained(task, tiny_vit)
    statistics = task.authorized.validation.statistics
    assert not torch.allclose(projector.authorized(statistics)[0], fresh.authorized(statistics)[0])
    projector.moderate(0.0)
    torch.testing.assert_close(projector.authorized(statistics)[0], fresh.authorized(statistics)[0])


def test_projectors_without_branches_stay_as_they_are(make_task: MakeTask, tiny_vit: Backbone):
    task = make_task(recipe_of("reference"), epochs=1)
    projector = run_to_end(begin(task, tiny_vit)).protected.projector
    assert run_to_end(moderated(task, projector)) is projector


def test_every_strength_is_reported(make_task: MakeTask, tiny_vit: Backbone):
    task = make_task(recipe_of("default"), epochs=1)
    steps = {report.step for report in moderated(task, _trained(task, tiny_vit))}
    assert steps == set(range(len(STRENGTHS)))
