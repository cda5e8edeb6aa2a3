"""The watermark's time is told as a share of the model's."""

import numpy as np

from ipclip_app.model.backbone import Backbone
from ipclip_app.service.overhead import Overhead, measure_overhead


def test_overhead_is_a_share_of_an_encode(tiny_vit: Backbone):
    found = measure_overhead(tiny_vit, ["a dog", "an owl"], np.eye(24, dtype=np.float32), rounds=2)

    assert found.texts == 2
    assert found.encode_seconds > 0
    assert found.mark_seconds > 0
    assert Overhead(1, 0.5, 0.001).percent == 0.2
