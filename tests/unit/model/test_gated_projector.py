"""A gated projector speaks with one of two voices, and its gate alone decides which."""

import pytest
import torch
from torch import Tensor

from ipclip_app.model.gated_projector import GATES, GatedProjector
from ipclip_app.model.statistics import ImageStatistics

WIDTHS, TEXT_WIDTH, EMBED, IMAGES = (4, 3), 5, 6, 7
INPUTS = 2 * sum(WIDTHS) + EMBED
FLAT = torch.zeros(EMBED, EMBED)


@pytest.fixture
def statistics() -> ImageStatistics:
    generator = torch.Generator().manual_seed(3)
    feature, mean, deviation = (torch.randn(IMAGES, width, generator=generator) for width in (EMBED, 7, 7))
    return ImageStatistics(feature, mean, deviation.abs() + 0.1)


@pytest.fixture
def projector(statistics: ImageStatistics) -> GatedProjector:
    """Two branches that differ in every weight, standardized over `statistics`."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        made = GatedProjector(WIDTHS, TEXT_WIDTH, EMBED)
        made.standardize(statistics)
        for parameter in made.parameters():
            torch.nn.init.normal_(parameter)
    return made


def _parts(projector: torch.nn.Module, statistics: ImageStatistics) -> tuple[Tensor, Tensor, Tensor]:
    context, tokens = projector(statistics)
    return context.detach(), tokens.domain.detach(), tokens.image.detach()


@pytest.mark.parametrize(("log_odds", "branch"), [(1e4, "authorized"), (-1e4, "unauthorized")])
def test_a_decided_gate_gives_the_word_to_one_branch(
    projector: GatedProjector, statistics: ImageStatistics, log_odds: float, branch: str
):
    projector.set_gate(0, torch.zeros(INPUTS), FLAT, log_odds)
    for actual, expected in zip(
        _parts(projector, statistics), _parts(getattr(projector, branch), statistics), strict=True
    ):
        assert torch.equal(actual, expected)


def test_an_undecided_gate_gives_the_mean_of_both(projector: GatedProjector, statistics: ImageStatistics):
    projector.set_gate(1, torch.zeros(INPUTS), FLAT, 0.0)
    voices = [_parts(branch, statistics) for branch in projector.branches]
    for actual, *both in zip(_parts(projector, statistics), *voices, strict=True):
        torch.testing.assert_close(actual, torch.stack(both).mean(0))


def test_each_image_has_a_gate_of_its_own(projector: GatedProjector, statistics: ImageStatistics):
    weight, form = torch.linspace(-1, 1, INPUTS), torch.eye(EMBED).flip(0) / 9
    projector.set_gate(0, weight, form, 0.25)
    inputs = projector.gate_inputs(statistics)
    content = (statistics.feature - statistics.feature.mean(0)) / statistics.feature.std(0)
    odds = torch.stack([x @ weight + c @ form @ c + 0.25 for x, c in zip(inputs, content, strict=True)])
    gate = torch.sigmoid(odds)[:, None, None]
    assert gate.min() < 0.3
    assert gate.max() > 0.7
    (authorized, *_), (unauthorized, *_) = (_parts(branch, statistics) for branch in projector.branches)
    torch.testing.assert_close(_parts(projector, statistics)[0], gate * authorized + (1 - gate) * unauthorized)


def test_two_gates_must_both_be_passed(projector: GatedProjector, statistics: ImageStatistics):
    projector.set_gate(0, torch.linspace(-1, 1, INPUTS), FLAT, 0.0)
    first = projector.openness(statistics)
    projector.set_gate(0, torch.zeros(INPUTS), FLAT, 1e4)
    projector.set_gate(1, torch.zeros(INPUTS), -torch.eye(EMBED), 3.0)
    second = projector.openness(statistics)
    projector.set_gate(0, torch.linspace(-1, 1, INPUTS), FLAT, 0.0)
    torch.testing.assert_close(projector.openness(statistics), first * second)
    assert second.min() < 0.5 < second.max()


def test_what_is_known_of_an_image_overrules_the_gates(projector: GatedProjector, statistics: ImageStatistics):
    projector.set_gate(0, torch.zeros(INPUTS), FLAT, 0.0)
    known = torch.tensor([1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0])
    context, _ = projector(statistics, known)
    branches = [branch(statistics)[0] for branch in (projector.unauthorized, projector.authorized)]
    for row, which in enumerate(known.int().tolist()):
        assert torch.equal(context[row], branches[which][row])


def test_the_gate_reads_what_the_branches_read(projector: GatedProjector, statistics: ImageStatistics):
    inputs = projector.gate_inputs(statistics)
    assert inputs.shape == (IMAGES, INPUTS)
    torch.testing.assert_close(inputs.mean(0), torch.zeros(INPUTS), atol=1e-5, rtol=0)
    torch.testing.assert_close(inputs.std(0), torch.ones(INPUTS))


def test_a_new_projector_is_open_and_its_branches_are_alike(statistics: ImageStatistics):
    projector = GatedProjector(WIDTHS, TEXT_WIDTH, EMBED)
    projector.standardize(statistics)
    authorized, unauthorized = (branch.state_dict() for branch in projector.branches)
    assert all(torch.equal(value, unauthorized[name]) for name, value in authorized.items())
    with torch.no_grad():
        projector.unauthorized.base.fill_(9.0)
    assert torch.equal(_parts(projector, statistics)[0], _parts(projector.authorized, statistics)[0])


def test_no_step_of_training_moves_the_gate(projector: GatedProjector):
    assert not {name for name, _ in projector.named_parameters() if name.startswith("gate")}
    state = projector.state_dict()
    assert [tuple(state[f"gate_{part}"].shape) for part in ("weight", "form", "bias")] == [
        (GATES, INPUTS),
        (GATES, EMBED, EMBED),
        (GATES,),
    ]
