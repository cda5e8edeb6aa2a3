"""Every loss term and their signed sum follow the published definitions, gradients included."""

import dataclasses
import math
from typing import Any

import pytest
import torch
from torch import Tensor

from ipclip_app.training.objective import STAM_TERMS, TERMS, LossInputs, evaluate_terms
from ipclip_app.training.recipes import recipe_of

B, N, D, M, TEXT_WIDTH = 4, 3, 5, 2, 6
REFERENCE_TERMS = ("L_a", "L_u", "L_ai", "L_ui", "L_m", "L_en", "L_kl")
CLAMPED = ("L_u", "L_ai", "L_ui", "L_m")
EXACT = {"rtol": 1e-10, "atol": 1e-13}


def _inputs(strength: float = 1.0, seed: int = 0, dtype: torch.dtype = torch.float64) -> LossInputs:
    """Random values; `strength` stretches whatever can drive a loss beyond its clamp."""
    generator = torch.Generator().manual_seed(seed)

    def random(*shape: int, unit: bool = False, stretch: float = 1.0) -> Tensor:
        values = stretch * torch.randn(*shape, generator=generator, dtype=torch.float64)
        values = values / values.norm(dim=-1, keepdim=True) if unit else values
        return values.to(dtype).requires_grad_()

    labels_a, labels_u = (torch.randint(N, (B,), generator=generator) for _ in range(2))
    return LossInputs(
        scale=2.0 * strength,
        logits_a=random(B, N, stretch=strength),
        logits_u=random(B, N, stretch=strength),
        labels_a=labels_a,
        labels_u=labels_u,
        text_a=random(B, N, D, unit=True),
        text_u=random(B, N, D, unit=True),
        domain_a=random(B, M, TEXT_WIDTH, stretch=strength),
        domain_u=random(B, M, TEXT_WIDTH, stretch=strength),
        enhanced_a=random(B, D, unit=True),
        enhanced_u=random(B, D, unit=True),
        zero_shot=random(N, D, unit=True),
        zero_shot_u=random(B, N, stretch=5),
    )


def _leaves(inputs: LossInputs) -> dict[str, Tensor]:
    values = {item.name: getattr(inputs, item.name) for item in dataclasses.fields(inputs)}
    return {name: value for name, value in values.items() if isinstance(value, Tensor) and value.requires_grad}


def _assert_same_gradients(actual: Tensor, expected: Tensor, inputs: LossInputs) -> None:
    leaves = _leaves(inputs)
    if not expected.requires_grad:
        expected = expected + 0 * sum(leaf.sum() for leaf in leaves.values())
    pairs = [
        torch.autograd.grad(loss, leaves.values(), allow_unused=True, materialize_grads=True)
        for loss in (actual, expected)
    ]
    for name, one, other in zip(leaves, *pairs, strict=True):
        torch.testing.assert_close(one, other, **EXACT, msg=lambda text, name=name: f"{name}: {text}")


@pytest.mark.parametrize("strength", [1.0, 30.0], ids=["below the clamp", "above the clamp"])
@pytest.mark.parametrize("name", REFERENCE_TERMS)
def test_a_term_is_what_was_published(name: str, strength: float, formulas: Any):
    inputs = _inputs(strength)

    value = TERMS[name](inputs)

    expected = formulas.terms(inputs)[name]
    torch.testing.assert_close(value, expected, **EXACT)
    _assert_same_gradients(value, expected, inputs)


@pytest.mark.parametrize("name", CLAMPED)
def test_a_clamped_term_stops_at_five_and_pushes_no_further(name: str):
    inputs = _inputs(30.0)

    value = TERMS[name](inputs)

    assert value == 5
    gradients = torch.autograd.grad(value, _leaves(inputs).values(), allow_unused=True)
    assert all(gradient is None or not gradient.any() for gradient in gradients)


@pytest.mark.parametrize("name", CLAMPED)
def test_a_term_below_its_clamp_pushes(name: str):
    inputs = _inputs(1.0)

    value = TERMS[name](inputs)

    assert 0 < value < 5
    gradients = torch.autograd.grad(value, _leaves(inputs).values(), allow_unused=True)
    assert any(gradient is not None and gradient.any() for gradient in gradients)


def test_the_authorized_loss_has_no_clamp():
    assert TERMS["L_a"](_inputs(30.0)) > 5


@pytest.mark.parametrize("strength", [1.0, 30.0])
def test_the_reference_total_is_the_signed_sum_of_the_released_code(strength: float, formulas: Any):
    inputs = _inputs(strength)

    total = evaluate_terms(inputs, recipe_of("reference").weights)["total"]

    expected = formulas.total(formulas.terms(inputs), e=-1, w_m=0.1, w_e=0.01, w_k=1)
    torch.testing.assert_close(total, expected, **EXACT)
    _assert_same_gradients(total, expected, inputs)


def test_reported_terms_are_unsigned_and_unweighted():
    inputs = _inputs()

    terms = evaluate_terms(inputs, recipe_of("reference").weights)

    assert set(terms) == {*REFERENCE_TERMS, "total"}
    assert all(terms[name] == TERMS[name](inputs) for name in REFERENCE_TERMS)


def test_single_precision_differs_by_rounding_only(formulas: Any):
    exact = formulas.terms(_inputs())

    rounded = evaluate_terms(_inputs(dtype=torch.float32), recipe_of("reference").weights)

    for name, value in exact.items():
        torch.testing.assert_close(rounded[name].double(), value, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", sorted(STAM_TERMS))
def test_a_term_of_style_enhancement_is_refused_without_it(name: str):
    with pytest.raises(ValueError, match="STAM"):
        TERMS[name](dataclasses.replace(_inputs(), enhanced_a=None, enhanced_u=None))


def test_distance_from_zero_shot_is_one_minus_the_mean_cosine():
    inputs = _inputs()

    value = TERMS["L_zs"](inputs)

    cosines = [inputs.text_a[i, c] @ inputs.zero_shot[c] for i in range(B) for c in range(N)]
    expected = 1 - sum(cosines) / len(cosines)
    torch.testing.assert_close(value, expected, **EXACT)
    _assert_same_gradients(value, expected, inputs)


def _probabilities(logits: Tensor) -> Tensor:
    return logits.exp() / logits.exp().sum(1, keepdim=True)


def test_wrong_class_loss_is_minus_log_of_what_the_label_leaves_over():
    inputs = _inputs()

    value = TERMS["L_w"](inputs)

    p = _probabilities(inputs.logits_u)
    expected = -sum((1 - p[i, inputs.labels_u[i]]).log() for i in range(B)) / B
    torch.testing.assert_close(value, expected, **EXACT)
    _assert_same_gradients(value, expected, inputs)


def test_wrong_class_loss_survives_full_certainty():
    logits = torch.tensor([[1000.0, 0.0, 0.0]] * B).requires_grad_()
    inputs = dataclasses.replace(_inputs(), logits_u=logits, labels_u=torch.zeros(B, dtype=torch.long))

    value = TERMS["L_w"](inputs)
    value.backward()

    assert value.item() == pytest.approx(1000 - math.log(2))
    assert logits.grad is not None
    assert logits.grad.isfinite().all()


def test_inverted_loss_asks_for_the_classes_that_zero_shot_believes_in_least():
    inputs = _inputs()

    value = TERMS["L_inv"](inputs)

    p, losses = _probabilities(inputs.logits_u), []
    for i in range(B):
        wanted = (-0.3 * inputs.zero_shot_u[i]).exp()
        others = [c for c in range(N) if c != inputs.labels_u[i]]
        share = wanted / sum(wanted[c] for c in others)
        losses.append(-sum(share[c] * p[i, c].log() for c in others))
    expected = sum(losses) / B
    torch.testing.assert_close(value, expected, **EXACT)
    _assert_same_gradients(value, expected, inputs)
