"""Matrix products are timed, forward and backward, and nothing changes."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from ipclip_app.bench.product_timer import ProductTimer

A, B = torch.randn(3, 16, 16), torch.randn(3, 16, 16)


@pytest.mark.parametrize(
    "product",
    [
        lambda: A @ B,
        lambda: A[0] @ B[0],
        lambda: A[0] @ B[0, 0],
        lambda: functional.linear(A, B[0], A[0, 0]),
        lambda: torch.einsum("bij,bkj->bik", A, B),
        lambda: functional.conv2d(A[None], torch.ones(2, 3, 4, 4), stride=4),
        lambda: functional.scaled_dot_product_attention(A[None], B[None], A[None]),
        lambda: torch.baddbmm(A, B, A),
    ],
    ids=["batch", "matrix", "vector", "linear", "einsum", "convolution", "attention", "sum"],
)
def test_products_take_time_and_give_what_they_give(product: Callable[[], Tensor]):
    with ProductTimer() as timer:
        timed = product()

    assert timer.seconds > 0
    assert torch.equal(timed, product())


@pytest.mark.parametrize(
    "other", [lambda: A + B, lambda: A.softmax(-1), lambda: functional.layer_norm(A, (16,)), A.sum]
)
def test_other_operations_take_none(other: Callable[[], Tensor]):
    with ProductTimer() as timer:
        other()

    assert timer.seconds == 0


def test_backward_products_are_timed_too():
    layer = nn.Linear(16, 16)
    loss = layer(A).square().sum()
    with ProductTimer() as timer:
        loss.backward()

    assert timer.seconds > 0
    assert layer.weight.grad is not None


def test_nothing_is_timed_outside():
    with ProductTimer() as timer:
        A @ B
    before = timer.seconds
    A @ B

    assert timer.seconds == before
