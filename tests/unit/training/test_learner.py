"""A learner steps as torch's Adam does, keeps its chosen epoch, and returns to a stored state exactly."""

import copy

import pytest
import torch
from torch import Tensor

from ipclip_app.model.ip_projector import ReferenceProjector
from ipclip_app.model.stam import Stam
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.training.learner import Learner, make_optimizer
from ipclip_app.training.selection import BestEpoch, Score

WEIGHT_DECAY = 5e-4


def _learner(seed: int = 0) -> Learner:
    torch.manual_seed(seed)
    projector, stam = ReferenceProjector((3, 2), 4).double(), Stam(8).double()
    return Learner(projector, stam, make_optimizer([projector, stam], WEIGHT_DECAY), {"L_a": 1})


def _loss(learner: Learner, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    mean, deviation = (torch.rand(3, 5, generator=generator, dtype=torch.float64) for _ in range(2))
    context, _ = learner.projector(ImageStatistics(mean[:, :2], mean, deviation))
    assert learner.stam is not None
    return context.square().sum() + learner.stam.shared(mean.repeat(1, 2)[:, :8]).square().sum()


def _adam(weights: list[Tensor], gradients: list[list[Tensor]], rates: list[float]) -> list[Tensor]:
    """Adam with an L2 penalty (Kingma and Ba 2015, algorithm 1)."""
    first, second = ([torch.zeros_like(weight) for weight in weights] for _ in range(2))
    for step, (rate, step_gradients) in enumerate(zip(rates, gradients, strict=True), start=1):
        for index, gradient in enumerate(step_gradients):
            penalized = gradient + WEIGHT_DECAY * weights[index]
            first[index] = 0.9 * first[index] + 0.1 * penalized
            second[index] = 0.999 * second[index] + 0.001 * penalized**2
            mean, square = first[index] / (1 - 0.9**step), second[index] / (1 - 0.999**step)
            weights[index] = weights[index] - rate * mean / (square**0.5 + 1e-8)
    return weights


def test_updates_are_those_of_adam_with_an_l2_penalty():
    learner, rates = _learner(), [0.01, 1e-5, 0.004]
    parameters = list(learner.projector.parameters())
    start = [parameter.detach().clone() for parameter in parameters]
    gradients = []

    for step, rate in enumerate(rates):
        loss = _loss(learner, step)
        gradients.append(list(torch.autograd.grad(loss, parameters, retain_graph=True)))
        learner.update(loss, rate)

    for parameter, expected in zip(parameters, _adam(start, gradients, rates), strict=True):
        torch.testing.assert_close(parameter.detach(), expected, rtol=1e-10, atol=1e-14)


def test_updates_are_those_of_torch():
    learner = _learner()
    twin = copy.deepcopy(learner)
    everything = [*twin.projector.parameters(), *twin.stam.parameters()]
    optimizer = torch.optim.Adam(everything, lr=0.01, weight_decay=WEIGHT_DECAY)

    learner.update(_loss(learner, 1), 0.01)
    _loss(twin, 1).backward()
    optimizer.step()

    for one, other in zip(learner.projector.parameters(), twin.projector.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-12, atol=1e-15)


def test_a_rate_of_zero_moves_nothing():
    learner = _learner()
    before = learner.state()

    learner.update(_loss(learner, 1), 0.0)

    assert all(
        value.equal(learner.state()[f"projector.{name}"]) for name, value in learner.projector.state_dict().items()
    )
    assert all(before[name].equal(learner.state()[name]) for name in before if name.startswith("projector."))


def test_a_stored_state_continues_to_the_same_bits():
    learner, other = _learner(), _learner(seed=1)
    learner.update(_loss(learner, 1), 0.01)
    learner.consider(1, Score(50.0))
    stored = learner.state()

    other.restore(stored, learner.best)
    for step in (2, 3):
        learner.update(_loss(learner, step), 0.005)
        other.update(_loss(other, step), 0.005)

    expected, actual = learner.state(), other.state()
    assert expected.keys() == actual.keys()
    assert all(actual[name].equal(value) for name, value in expected.items())
    assert other.best == BestEpoch(1, 50.0, 50.0)


def test_a_stored_state_does_not_change_with_the_learner():
    learner = _learner()
    stored = learner.state()
    copies = {name: value.clone() for name, value in stored.items()}

    learner.update(_loss(learner, 1), 0.01)

    assert all(stored[name].equal(value) for name, value in copies.items())


def test_returning_to_before_the_first_step_forgets_the_moments():
    learner = _learner()
    stored = learner.state()
    learner.update(_loss(learner, 1), 0.01)

    learner.restore(stored, BestEpoch())

    assert not learner.optimizer.state_dict()["state"]
    assert all(value.equal(stored[name]) for name, value in learner.state().items())


def test_a_state_of_another_shape_is_refused():
    torch.manual_seed(0)
    projector = ReferenceProjector((3, 2), 5)
    other = Learner(projector, None, make_optimizer([projector], 0.0), {"L_a": 1})

    with pytest.raises(RuntimeError):
        other.restore(_learner().state(), BestEpoch())


@pytest.mark.parametrize(("scores", "best"), [([1.0, 3.0, 2.0], 2), ([3.0, 3.0, 2.0], 1), ([0.0, 0.0, 0.0], 1)])
def test_the_best_epoch_wins_and_a_tie_stays_with_the_earlier_one(scores: list[float], best: int):
    learner = _learner()
    weights = {}
    for epoch, score in enumerate(scores, start=1):
        learner.update(_loss(learner, epoch), 0.01)
        weights[epoch] = learner.projector.reduce.weight.detach().clone()
        learner.consider(epoch, Score(score))

    assert learner.best == BestEpoch(best, max(scores), max(scores))
    assert learner.best_state["reduce.weight"].equal(weights[best])


def test_only_what_learns_is_given_to_the_optimizer():
    projector = ReferenceProjector((3, 2), 4)
    projector.reduce.requires_grad_(requires_grad=False)

    optimizer = make_optimizer([projector], 0.0)

    known = {id(parameter) for group in optimizer.param_groups for parameter in group["params"]}
    assert known == {id(parameter) for parameter in projector.parameters() if parameter.requires_grad}
