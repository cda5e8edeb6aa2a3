"""The fingerprint by which runs, caches and bundles recognize a backbone."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

COUNTER = "num_batches_tracked"
"""A BatchNorm training counter: in the state, without any effect on outputs."""


def backbone_identity(weights: Mapping[str, Tensor], architecture: Mapping[str, Any]) -> str:
    """SHA-256 over everything that decides what the backbone computes from pixels and tokens.

    Hashed are the architecture (canonical JSON) and, in the order of their names, the name, shape and little-endian
    float32 values of every tensor as loaded. So the same values give the same identity whatever file or floating type
    they came in, and a copy rounded to half precision, which computes something else, has an identity of its own.

    Args:
        weights: State of the loaded model.
        architecture: Settings that are not visible in the tensors: activation, heads, sizes; plain JSON values.

    Returns:
        64 lower-case hexadecimal digits.
    """
    digest = hashlib.sha256(_canonical(architecture))
    for name in sorted(weights):
        if name.endswith(COUNTER):
            continue
        values = weights[name].detach().to("cpu", torch.float32).contiguous()
        digest.update(_canonical([name, list(values.shape)]))
        digest.update(values.numpy().astype("<f4", copy=False).data)
    return digest.hexdigest()


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode() + b"\n"
