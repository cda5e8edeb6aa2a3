"""The reference preset trains as the released code does: an independent loop in double precision ends alike."""

import copy
import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor

from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_bank import FeatureBank
from ipclip_app.model.ip_projector import ReferenceProjector
from ipclip_app.model.stam import Stam
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import StepReport
from ipclip_app.training.batches import Batch, LabelledStatistics, epoch_batches
from ipclip_app.training.learner import Learner, make_optimizer
from ipclip_app.training.objective import evaluate_terms
from ipclip_app.training.recipes import UNPROTECTED_WEIGHTS, recipe_of
from ipclip_app.training.task import Banks, Task
from ipclip_app.training.trainer import Training

EPOCHS, BATCH, STEPS = 3, 4, 2
SIGNS = {"e": -1, "w_m": 0.1, "w_e": 0.01, "w_k": 1}


class Twin:
    """The run a second time: padded prompts, formulas, torch's Adam over both projectors."""

    def __init__(self, training: Training, backbone: Backbone, formulas: Any, padded_text: Callable[..., Tensor]):
        self.task, self.backbone, self.formulas, self.padded_text = training.task, backbone, formulas, padded_text
        self.protected, self.unprotected = (
            copy.deepcopy(learner.projector) for learner in (training.protected, training.unprotected)
        )
        self.stam = copy.deepcopy(training.protected.stam)
        self.banks = training.banks
        self.optimizers = [
            torch.optim.Adam(module.parameters(), lr=0.01, weight_decay=5e-4)
            for module in (self.protected, self.unprotected)
        ]

    def predict(self, projector: ReferenceProjector, data: LabelledStatistics, batch: Batch) -> SimpleNamespace:
        rows = data.statistics[batch.rows]
        weights, widths = dict(projector.named_parameters()), self.backbone.block_widths
        text = self.padded_text(self.backbone, self.formulas.names, self.formulas.context(weights, rows, widths))
        scale = torch.exp(self.backbone._model.logit_scale)
        logits = scale * (rows.feature[:, None] * text).sum(-1)
        domain = self.formulas.domain_tokens(weights, rows, widths)
        return SimpleNamespace(feature=rows.feature, text=text, logits=logits, domain=domain, scale=scale)

    def terms(self, batch_a: Batch, batch_u: Batch) -> dict[str, Tensor]:
        one = self.predict(self.protected, self.task.authorized.train, batch_a)
        other = self.predict(self.protected, self.task.unauthorized.train, batch_u)
        weights = dict(self.stam.named_parameters())
        inputs = SimpleNamespace(
            scale=one.scale,
            logits_a=one.logits,
            logits_u=other.logits,
            labels_a=batch_a.labels,
            labels_u=batch_u.labels,
            text_a=one.text,
            text_u=other.text,
            domain_a=one.domain,
            domain_u=other.domain,
            enhanced_a=self.formulas.enhanced(weights, one.feature, self.banks.authorized.rows),
            enhanced_u=self.formulas.enhanced(weights, one.feature, self.banks.unauthorized.rows),
        )
        terms = self.formulas.terms(inputs)
        return {**terms, "total": self.formulas.total(terms, **SIGNS)}

    def step(self, batch_a: Batch, batch_u: Batch, rate: float) -> dict[str, float]:
        losses = self.terms(batch_a, batch_u)
        alone = self.predict(self.unprotected, self.task.authorized.train, batch_a)
        losses["unprotected"] = self.formulas.cross_entropy(alone.logits, batch_a.labels)
        for optimizer, loss in zip(self.optimizers, (losses["total"], losses["unprotected"]), strict=True):
            optimizer.param_groups[0]["lr"] = rate
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return {name: value.item() for name, value in losses.items()}


def _training(task: Task) -> Training:
    torch.manual_seed(0)
    projector, stam = ReferenceProjector((32, 32, 32), 16).double(), Stam(24).double()
    unprotected = copy.deepcopy(projector)
    rows = torch.nn.functional.normalize(torch.randn(2, 3, 24, dtype=torch.float64), dim=-1)
    banks = Banks(*(FeatureBank(part, torch.ones(3, dtype=torch.bool)) for part in rows))
    decay = task.recipe.weight_decay
    return Training(
        task,
        Learner(projector, stam, make_optimizer([projector], decay), task.recipe.weights),
        Learner(unprotected, None, make_optimizer([unprotected], decay), UNPROTECTED_WEIGHTS),
        banks,
        task.config.batch_size,
    )


@pytest.fixture
def training(make_task: Callable[..., Task]) -> Training:
    task = make_task(recipe_of("reference"), dtype=torch.float64, epochs=EPOCHS, batch_size=BATCH, seed=5)
    return _training(task)


@pytest.fixture
def twin(training: Training, double_vit: Backbone, formulas: Any, padded_text: Callable[..., Tensor]) -> Twin:
    return Twin(training, double_vit, formulas, padded_text)


def _batches(task: Task, epoch: int) -> list[tuple[Batch, Batch]]:
    """The program's order; which images meet in a step is nobody's formula."""
    streams = [
        epoch_batches(data.train, BATCH, STEPS, 5, f"{name}:{epoch}")
        for name, data in (("authorized", task.authorized), ("unauthorized", task.unauthorized))
    ]
    return list(zip(*streams, strict=True))


def _released_rate(step: int) -> float:
    return 1e-5 if step < STEPS else 0.01 * (1 + math.cos(math.pi * (step - STEPS) / 50)) / 2


def test_losses_and_weights_of_a_run_are_those_of_an_independent_loop(training: Training, twin: Twin):
    reported = [report.losses for report in training.run(lambda _: None) if isinstance(report, StepReport)]

    batches = [pair for epoch in range(EPOCHS) for pair in _batches(twin.task, epoch)]
    expected = [twin.step(*pair, _released_rate(step)) for step, pair in enumerate(batches)]

    assert len(reported) == len(expected) == EPOCHS * STEPS
    for losses, expected_losses in zip(reported, expected, strict=True):
        assert losses == pytest.approx(expected_losses, rel=1e-5, abs=1e-6)
    for learner, projector in ((training.protected, twin.protected), (training.unprotected, twin.unprotected)):
        for actual, own in zip(learner.projector.parameters(), projector.parameters(), strict=True):
            torch.testing.assert_close(actual, own, rtol=1e-10, atol=1e-13)


def test_style_enhancement_stays_as_it_began(training: Training):
    assert training.protected.stam is not None
    before = [parameter.clone() for parameter in training.protected.stam.parameters()]

    list(training.run(lambda _: None))

    assert all(one.equal(two) for one, two in zip(training.protected.stam.parameters(), before, strict=True))


@pytest.mark.parametrize("name", ["L_a", "L_u", "L_ai", "L_ui", "L_m", "L_en", "L_kl", "total"])
def test_gradients_of_a_term_are_those_of_the_formulas(name: str, training: Training, twin: Twin):
    (batch_a, batch_u), *_ = _batches(twin.task, 0)
    expected = twin.terms(batch_a, batch_u)[name]

    value = _term(training, batch_a, batch_u, name)

    torch.testing.assert_close(value, expected, rtol=1e-10, atol=1e-13)
    assert training.protected.stam is not None
    actual = _gradients(value, [*training.protected.projector.parameters(), *training.protected.stam.parameters()])
    own = _gradients(expected, [*twin.protected.parameters(), *twin.stam.parameters()])
    assert any(gradient.any() for gradient in own)
    for gradient, expected_gradient in zip(actual, own, strict=True):
        torch.testing.assert_close(gradient, expected_gradient, rtol=1e-10, atol=1e-13)


def _term(training: Training, batch_a: Batch, batch_u: Batch, name: str) -> Tensor:
    authorized = training.task.authorized.train.statistics[batch_a.rows]
    unauthorized = training.task.unauthorized.train.statistics[batch_u.rows]
    both = ImageStatistics.concat([authorized, unauthorized])
    prediction = training.task.classifier.predict(training.protected.projector, both)
    inputs = training._loss_inputs(prediction, both, batch_a.labels, batch_u.labels)
    return evaluate_terms(inputs, training.protected.weights)[name]


def _gradients(value: Tensor, leaves: list[Tensor]) -> tuple[Tensor, ...]:
    return torch.autograd.grad(value, leaves, allow_unused=True, materialize_grads=True)
