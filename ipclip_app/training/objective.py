"""The loss terms: each named, defined and signed in one place, so that curves and objective cannot disagree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

CLAMP: Final = 5.0
_TINY: Final = 1e-8


@dataclass(frozen=True, eq=False)
class LossInputs:
    """Everything that a loss term may read of one step.

    Attributes:
        scale: exp(logit_scale).
        logits_a, logits_u: Predictions for the authorized and unauthorized images, (B, N).
        labels_a, labels_u: Class indices, (B,).
        text_a, text_u: Unit text features, (B, N, D).
        domain_a, domain_u: Domain tokens T, (B, M, D_t).
        enhanced_a, enhanced_u: Style-enhanced features s_a and s_u of the authorized images, (B, D); None without STAM.
        zero_shot: Zero-shot text features, (N, D).
        zero_shot_u: Zero-shot logits of the unauthorized images, (B, N).
    """

    scale: float
    logits_a: Tensor
    logits_u: Tensor
    labels_a: Tensor
    labels_u: Tensor
    text_a: Tensor
    text_u: Tensor
    domain_a: Tensor
    domain_u: Tensor
    enhanced_a: Tensor | None
    enhanced_u: Tensor | None
    zero_shot: Tensor
    zero_shot_u: Tensor


def authorized_loss(inputs: LossInputs) -> Tensor:
    """L_a = CE(logits_a, y_a)."""
    return functional.cross_entropy(inputs.logits_a, inputs.labels_a)


def unauthorized_loss(inputs: LossInputs) -> Tensor:
    """L_u = CE(logits_u, y_u), clamped at 5."""
    return functional.cross_entropy(inputs.logits_u, inputs.labels_u).clamp(max=CLAMP)


def _enhanced_loss(inputs: LossInputs, enhanced: Tensor | None, text: Tensor) -> Tensor:
    if enhanced is None:
        raise ValueError("this loss term needs STAM's features")
    logits = inputs.scale * torch.einsum("bd,bnd->bn", enhanced, text)
    return functional.cross_entropy(logits, inputs.labels_a).clamp(max=CLAMP)


def authorized_enhanced_loss(inputs: LossInputs) -> Tensor:
    """L_ai = CE(scale * <s_a, f_t^a>, y_a), clamped at 5."""
    return _enhanced_loss(inputs, inputs.enhanced_a, inputs.text_a)


def unauthorized_enhanced_loss(inputs: LossInputs) -> Tensor:
    """L_ui = CE(scale * <s_u, f_t^u>, y_a), clamped at 5: row i reads the i-th unauthorized image's text features."""
    return _enhanced_loss(inputs, inputs.enhanced_u, inputs.text_u)


def text_divergence(inputs: LossInputs) -> Tensor:
    """L_kl = kl_div(log_softmax(f_t^a), softmax(f_t^u)) over the class axis, summed and divided by B."""
    log_a = functional.log_softmax(inputs.text_a, dim=1)
    return functional.kl_div(log_a, functional.softmax(inputs.text_u, dim=1), reduction="batchmean")


def domain_distance(inputs: LossInputs) -> Tensor:
    """L_m = mean squared difference of T_a and T_u, clamped at 5."""
    return functional.mse_loss(inputs.domain_a, inputs.domain_u).clamp(max=CLAMP)


def batch_normalized_entropy(inputs: LossInputs) -> Tensor:
    """L_en of the released code: p = softmax(logits_u), L2-normalized over the batch; mean of -sum p log(p + 1e-8)."""
    return _entropy(functional.normalize(inputs.logits_u.softmax(dim=1), dim=0))


def _entropy(p: Tensor) -> Tensor:
    return -(p * torch.log(p + _TINY)).sum(dim=1).mean()


def zero_shot_distance(inputs: LossInputs) -> Tensor:
    """L_zs = 1 - cos(f_t^a, zero-shot text feature), mean over images and classes, 0 to 2."""
    return 1 - (inputs.text_a * inputs.zero_shot).sum(dim=-1).mean()


def wrong_class_loss(inputs: LossInputs) -> Tensor:
    """L_w = -log(1 - p_y) of the unauthorized images: zero once the right class has no probability."""
    log_p = functional.log_softmax(inputs.logits_u, dim=1)
    return -log_p.masked_fill(_one_hot(inputs), -torch.inf).logsumexp(dim=1).mean()


def inverted_zero_shot_loss(inputs: LossInputs) -> Tensor:
    """L_inv: cross-entropy of the unauthorized predictions with zero-shot CLIP's turned upside down.

    The target is softmax(-INVERSION * zero-shot logits) without the label: the less CLIP believes in a class, the more
    the protected model shall, so that it is wrong and not only unsure, on images unseen in training too.
    """
    target = functional.softmax(-INVERSION * inputs.zero_shot_u, dim=1).masked_fill(_one_hot(inputs), 0.0)
    target = target / target.sum(dim=1, keepdim=True).clamp_min(_TINY)
    return -(target * functional.log_softmax(inputs.logits_u, dim=1)).sum(dim=1).mean()


INVERSION: Final = 0.3


def _one_hot(inputs: LossInputs) -> Tensor:
    return functional.one_hot(inputs.labels_u, inputs.logits_u.shape[1]).bool()


TERMS: Final[Mapping[str, Callable[[LossInputs], Tensor]]] = {
    "L_a": authorized_loss,
    "L_u": unauthorized_loss,
    "L_ai": authorized_enhanced_loss,
    "L_ui": unauthorized_enhanced_loss,
    "L_m": domain_distance,
    "L_en": batch_normalized_entropy,
    "L_kl": text_divergence,
    "L_zs": zero_shot_distance,
    "L_w": wrong_class_loss,
    "L_inv": inverted_zero_shot_loss,
}
"""Every term by the name that reports and curves use."""

STAM_TERMS: Final = frozenset({"L_ai", "L_ui"})


def evaluate_terms(inputs: LossInputs, weights: Mapping[str, float]) -> dict[str, Tensor]:
    """The terms that `weights` names, and under `total` their signed sum, which is minimized.

    Reference: L_a - L_u + e L_ai - L_ui - w_m L_m + w_e L_en - w_k L_kl (IP-CLIP, arXiv 2503.02393, section 3.4).
    """
    terms = {name: TERMS[name](inputs) for name in weights}
    total = torch.stack([weight * terms[name] for name, weight in weights.items()]).sum()
    return {**terms, "total": total}
