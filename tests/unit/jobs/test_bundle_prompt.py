from pathlib import Path

import pytest
import torch

from ipclip_app.jobs.bundle_prompt import PromptSettings, assemble_prompt, prompt_shapes, prompt_tensors
from ipclip_app.jobs.protected_model import read_protected_model
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.projectors import KINDS, ProjectorKind, kind_of, new_projector
from ipclip_app.model.statistics import ImageStatistics


def statistics(backbone: Backbone) -> ImageStatistics:
    generator = torch.Generator().manual_seed(0)
    feature, mean, deviation = (
        torch.rand(5, width, generator=generator) + 0.1
        for width in (backbone.embed_dim, sum(backbone.block_widths), sum(backbone.block_widths))
    )
    return ImageStatistics(torch.nn.functional.normalize(feature, dim=1), mean, deviation)


def test_prompt_from_its_tensors_judges_as_before(evaluated_run: Path):
    model = read_protected_model(evaluated_run)
    settings = PromptSettings(kind_of(model.protected), model.thresholds, model.class_names)
    again = assemble_prompt(settings, prompt_tensors(model), model.backbone)
    rows = statistics(model.backbone)
    judgements = (vars(judge.judge_statistics(rows)) for judge in (model, again))
    for before, after in zip(*(judgement.values() for judgement in judgements), strict=True):
        assert torch.allclose(before, after, rtol=1e-5, atol=1e-5)


def test_tensors_of_a_prompt_have_the_expected_shapes(evaluated_run: Path):
    model = read_protected_model(evaluated_run)
    found = {name: tuple(value.shape) for name, value in prompt_tensors(model).items()}
    assert found == prompt_shapes(kind_of(model.protected), model.backbone)


def test_unprotected_projector_has_no_way_into_a_bundle(evaluated_run: Path):
    names = prompt_tensors(read_protected_model(evaluated_run))
    assert {name.partition(".")[0] for name in names} == {"projector", "verdict"}


def test_kinds_are_told_apart(tiny_vit: Backbone):
    assert tuple(kind_of(new_projector(kind, tiny_vit)) for kind in KINDS) == KINDS
    shapes = [prompt_shapes(kind, tiny_vit) for kind in KINDS]
    assert all(one != other for index, one in enumerate(shapes) for other in shapes[:index])


def test_shapes_are_found_out_without_touching_the_random_state(tiny_vit: Backbone):
    before = torch.random.get_rng_state()
    for kind in KINDS:
        prompt_shapes(kind, tiny_vit)
    assert torch.equal(torch.random.get_rng_state(), before)


@pytest.mark.parametrize("kind", KINDS)
def test_assembled_prompt_is_frozen(kind: ProjectorKind, tiny_vit: Backbone, evaluated_run: Path):
    model = read_protected_model(evaluated_run)
    tensors = {name: torch.ones(shape) for name, shape in prompt_shapes(kind, tiny_vit).items()}
    again = assemble_prompt(PromptSettings(kind, model.thresholds, model.class_names), tensors, tiny_vit)
    assert not any(parameter.requires_grad for parameter in again.protected.parameters())
