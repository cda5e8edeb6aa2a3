"""The trained side of IP-CLIP as the benchmarks use it."""

import torch

from ipclip_app.bench.workload import Workload
from ipclip_app.model.ip_projector import ResidualProjector
from ipclip_app.model.statistics import ImageStatistics


def workload_projector(workload: Workload, statistics: ImageStatistics) -> ResidualProjector:
    """A projector of the default preset, always the same, standardized on `statistics` of at least two images."""
    backbone = workload.backbone
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        projector = ResidualProjector(backbone.block_widths, backbone.text_width, backbone.embed_dim)
    projector.to(workload.device)
    projector.standardize(statistics)
    with torch.no_grad():
        projector.base.copy_(workload.contexts(1)[0])
    return projector
