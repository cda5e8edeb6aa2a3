"""A run begins with the recipe's projector, banks from the right predictions, and a base that knows zero-shot CLIP."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from ipclip_app.model.backbone import Backbone
from ipclip_app.model.gated_projector import GatedProjector
from ipclip_app.model.ip_projector import ReferenceProjector, ResidualProjector
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import run_to_end
from ipclip_app.training import base_prompt
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.classification import EVALUATION_ROWS
from ipclip_app.training.recipes import ABLATIONS, Recipe, recipe_of
from ipclip_app.training.start import begin
from ipclip_app.training.task import Task
from ipclip_app.training.trainer import Training

MakeTask = Callable[..., Task]
REFERENCE, DEFAULT = recipe_of("reference"), recipe_of("default")
FENCED, UNGATED = recipe_of("default", "target-free"), ABLATIONS["without a gate"]
ENHANCED = ABLATIONS["with L_ai and L_ui, STAM trained"]


def _begin(task: Task, backbone: Backbone) -> Training:
    return run_to_end(begin(task, backbone))


def _bank(data: LabelledStatistics, logits: Tensor, *, labelled: bool, shots: int, padded: bool) -> Tensor:
    """Rows image by image, from the plain views alone."""
    features = data.statistics.feature[:: data.views]
    rows = torch.zeros(logits.shape[1], features.shape[1])
    confidence, predicted = logits.softmax(1).max(1)
    for name in range(len(rows)):
        members = [i for i in range(len(data)) if predicted[i] == name and (not labelled or data.labels[i] == name)]
        best = sorted(members, key=lambda i: -float(confidence[i]))[:shots]
        if best:
            rows[name] = sum(features[i] for i in best) / (shots if padded else len(best))
    return rows


def _of_the_untrained_prompt(task: Task, training: Training, plain: ImageStatistics) -> Tensor:
    return task.classifier.predict(training.protected.projector, plain).logits.detach()


def _of_zero_shot_clip(task: Task, training: Training, plain: ImageStatistics) -> Tensor:
    return task.classifier.scale * plain.feature @ task.zero_shot.T


@pytest.mark.parametrize(
    ("recipe", "logits", "padded"),
    [(REFERENCE, _of_the_untrained_prompt, True), (ENHANCED, _of_zero_shot_clip, False)],
    ids=["reference: of the untrained prompt, padded with zeros", "others: of zero-shot CLIP, empty rows hidden"],
)
def test_banks_follow_the_predictions_and_padding_of_the_recipe(
    recipe: object, logits: Callable[..., Tensor], padded: bool, make_task: MakeTask, tiny_vit: Backbone
):
    task = make_task(recipe, bank_shots=2)

    training = _begin(task, tiny_vit)

    assert training.banks is not None
    for domain, bank, labelled in (
        (task.authorized, training.banks.authorized, True),
        (task.unauthorized, training.banks.unauthorized, False),
    ):
        plain = domain.train.statistics[:: domain.train.views]
        expected = _bank(domain.train, logits(task, training, plain), labelled=labelled, shots=2, padded=padded)
        assert expected.any()
        torch.testing.assert_close(bank.rows, expected, rtol=1e-5, atol=1e-6)
        assert bank.used.equal(expected.any(1) | padded)


def test_labels_of_the_unauthorized_domain_do_not_reach_its_bank(make_task: MakeTask, tiny_vit: Backbone):
    one, other = (_begin(make_task(REFERENCE, labels_seed=seed), tiny_vit) for seed in (3, 8))

    assert one.banks is not None
    assert other.banks is not None
    assert one.banks.unauthorized.rows.equal(other.banks.unauthorized.rows)


@pytest.mark.parametrize(
    ("recipe", "kind"), [(REFERENCE, ReferenceProjector), (UNGATED, ResidualProjector), (DEFAULT, GatedProjector)]
)
def test_the_recipe_decides_the_projector(recipe: object, kind: type, make_task: MakeTask, tiny_vit: Backbone):
    assert type(_begin(make_task(recipe), tiny_vit).protected.projector) is kind


def test_style_enhancement_learns_only_where_the_recipe_says_so(make_task: MakeTask, tiny_vit: Backbone):
    for recipe, learns in ((REFERENCE, False), (ENHANCED, True)):
        learner = _begin(make_task(recipe), tiny_vit).protected
        given = {id(parameter) for group in learner.optimizer.param_groups for parameter in group["params"]}

        assert learner.stam is not None
        assert all((id(parameter) in given) is learns for parameter in learner.stam.parameters())
        assert all(parameter.requires_grad is learns for parameter in learner.stam.parameters())
        assert all(id(parameter) in given for parameter in learner.projector.parameters())


def test_the_default_needs_neither_banks_nor_style_enhancement(make_task: MakeTask, tiny_vit: Backbone):
    training = _begin(make_task(DEFAULT), tiny_vit)

    assert (training.banks, training.protected.stam) == (None, None)


@pytest.mark.parametrize("recipe", [DEFAULT, UNGATED])
def test_inputs_are_standardized_over_the_training_views_of_both_domains(
    recipe: Recipe, make_task: MakeTask, tiny_vit: Backbone
):
    task = make_task(recipe)

    branches = _begin(task, tiny_vit).protected.projector.branches

    rows = [domain.train.statistics for domain in (task.authorized, task.unauthorized)]
    style = torch.cat([torch.cat([part.mean, part.deviation.log()], dim=1) for part in rows])
    for branch in branches:
        torch.testing.assert_close(branch.style_location, style.mean(0))
        torch.testing.assert_close(branch.style_scale, style.std(0))


@pytest.mark.parametrize("recipe", [DEFAULT, UNGATED])
def test_untrained_residuals_give_every_image_the_fitted_base(recipe: Recipe, make_task: MakeTask, tiny_vit: Backbone):
    task = make_task(recipe)
    projector = _begin(task, tiny_vit).protected.projector

    context, _ = projector(task.authorized.train.statistics)

    assert all(row.equal(context[0]) for row in context)
    for branch in projector.branches:
        torch.testing.assert_close(context[0], branch.unit * branch.base)


def test_the_gate_knows_both_domains_and_the_unprotected_module_does_not(make_task: MakeTask, tiny_vit: Backbone):
    task = make_task(DEFAULT, images=(40, 40))
    seen = task.unauthorized.train
    moved = ImageStatistics(seen.statistics.feature, seen.statistics.mean + 1, seen.statistics.deviation)
    shifted = replace(task.unauthorized, train=replace(seen, statistics=moved))
    task = replace(task, unauthorized=shifted)

    training = _begin(task, tiny_vit)

    protected, unprotected = training.protected.projector, training.unprotected.projector
    openness = [protected.openness(data.train.statistics) for data in (task.authorized, task.unauthorized)]
    assert openness[0].min() > 0.5 > openness[1].max()
    assert type(unprotected) is ResidualProjector


def test_a_fence_knows_the_authorized_domain_alone(make_task: MakeTask, tiny_vit: Backbone):
    task = make_task(FENCED, images=(40, 40))
    other = make_task(FENCED, images=(40, 20))

    fences = [_begin(each, tiny_vit).protected.projector for each in (task, replace(other, authorized=task.authorized))]

    inside = fences[0].openness(task.authorized.train.statistics) > 0.5
    assert inside.double().mean() > 0.9
    assert torch.equal(fences[0].gate_bias[:1], torch.full((1,), 1e4))
    far = ImageStatistics(*(9 + part for part in vars(task.authorized.train.statistics).values()))
    assert (fences[0].openness(far) < 0.1).all()


@torch.no_grad()
def _closeness(task: Task, context: Tensor) -> float:
    return float((task.classifier.text_features(context[None])[0] * task.zero_shot).sum(-1).mean())


def test_the_fitted_base_is_closer_to_zero_shot_than_the_repeated_template(
    make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    task = make_task(UNGATED)
    monkeypatch.setattr(base_prompt, "STEPS", 60)
    projector = _begin(task, tiny_vit).protected.projector

    ids = tiny_vit.name_tokens("a photo of a")
    repeated = [ids[place % len(ids)] for place in range(-10, 0)]
    template = tiny_vit._model.token_embedding.weight[repeated]

    assert _closeness(task, projector.unit * projector.base) > max(0.99, _closeness(task, template))


def test_the_template_stands_right_before_the_class_name(tiny_vit: Backbone):
    ids = tiny_vit.name_tokens("a photo of a")

    context = base_prompt.starting_context(tiny_vit.text, ids, 10)

    assert context[-4:].equal(tiny_vit._model.token_embedding.weight[list(ids)])
    assert not context.requires_grad


def test_a_random_base_depends_on_the_seed(make_task: MakeTask, tiny_vit: Backbone):
    random = replace(UNGATED, warmed_start=False)

    bases = [_begin(make_task(random, seed=seed), tiny_vit).protected.projector.base for seed in (0, 0, 1)]

    assert bases[0].equal(bases[1])
    assert not bases[0].equal(bases[2])


def test_building_reference_banks_can_be_stopped_after_every_part(make_task: MakeTask, tiny_vit: Backbone):
    reports = list(begin(make_task(REFERENCE, images=(EVALUATION_ROWS + 9, 6)), tiny_vit))

    assert [(report.step, report.total) for report in reports] == [
        (0, EVALUATION_ROWS + 9),
        (EVALUATION_ROWS, EVALUATION_ROWS + 9),
        (0, 6),
    ]


def _weights(training: Training) -> Mapping[str, Tensor]:
    return training.protected.projector.state_dict()


def test_the_seed_decides_the_start(make_task: MakeTask, tiny_vit: Backbone):
    first, same, other = (_weights(_begin(make_task(REFERENCE, seed=seed), tiny_vit)) for seed in (0, 0, 1))

    assert all(same[name].equal(value) for name, value in first.items())
    assert not any(other[name].equal(value) for name, value in first.items())
