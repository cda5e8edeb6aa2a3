"""How the packed text tower grows with the number of classes."""

from typing import Final

from ipclip_app.bench.result import ScalingPoint
from ipclip_app.bench.timing import seconds
from ipclip_app.bench.workload import Workload, forward_backward

REPETITIONS: Final = 3


def scaling_point(workload: Workload, class_count: int) -> ScalingPoint:
    """Time a forward and backward pass for one image and so many made-up classes, once warm."""
    tower, context = workload.packed(class_count), workload.contexts(1)
    forward_backward(tower, context)
    duration = seconds(lambda: forward_backward(tower, context), workload.device, REPETITIONS)
    return ScalingPoint(class_count, duration, duration / class_count)
