"""Times the matrix products of whatever runs under it, forward and backward, without a profiler's memory."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import torch
from torch.utils._python_dispatch import TorchDispatchMode

_PRODUCTS: Final = frozenset(
    {
        *("mm", "addmm", "bmm", "baddbmm", "addbmm", "mv", "addmv", "dot", "linear", "convolution"),
        *("convolution_backward", "mkldnn_convolution", "mkldnn_linear", "linear_backward"),
        *("_scaled_dot_product_flash_attention_for_cpu", "_scaled_dot_product_flash_attention_for_cpu_backward"),
        *("_scaled_dot_product_fused_attention_overrideable", "_scaled_dot_product_attention_math"),
    }
)
"""Names of the operations of torch that are matrix products; fused attention counts as one, its softmax included."""


class ProductTimer(TorchDispatchMode):
    """Adds up the seconds of matrix products on the processor; everything else runs as if it were not there.

    Attributes:
        seconds: So far.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.seconds = 0.0

    def __torch_dispatch__(
        self,
        func: Callable[..., Any],
        types: Sequence[type[torch.Tensor]],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - whatever the operation gives
        """Run one operation of torch."""
        del types
        if getattr(func, "overloadpacket", func).__name__ not in _PRODUCTS:
            return func(*args, **(kwargs or {}))
        started = time.perf_counter()
        result = func(*args, **(kwargs or {}))
        self.seconds += time.perf_counter() - started
        return result
