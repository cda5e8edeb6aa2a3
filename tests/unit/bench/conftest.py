"""The small workload that the tests of the benchmarks share."""

import pytest
import torch

from ipclip_app.bench.workload import Workload


@pytest.fixture(scope="session")
def workload() -> Workload:
    """The quick workload on the CPU."""
    return Workload.build(torch.device("cpu"), quick=True)
