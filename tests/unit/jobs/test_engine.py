"""Loading what computes tells how far it is, and then what this machine computes with."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from ipclip_app.jobs.engine import ComputeDevice, start_engine


@pytest.fixture(autouse=True)
def same_threads() -> Iterator[None]:
    """Other tests compute with as many threads as before."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`offer(cuda, mps)`: what torch says that this machine has."""

    def call(cuda: bool, mps: bool):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
        card = SimpleNamespace(name="Card", total_memory=5 * 2**20)
        monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _: card)
        monkeypatch.setattr(torch.mps, "recommended_max_memory", lambda: 3 * 2**20)
        monkeypatch.setattr("ipclip_app.model.device.processor_name", lambda: "Quick 3000")
        monkeypatch.setattr("ipclip_app.model.device.main_memory", lambda: None)

    return call


def test_every_library_is_a_step(drain: Callable[..., Any]):
    reports = drain(start_engine()).reports
    assert [report.step for report in reports] == list(range(reports[0].total + 1))


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"),
    [
        (True, False, [ComputeDevice("cuda", "Card", 5), ComputeDevice("cpu", "Quick 3000", 0)]),
        (False, True, [ComputeDevice("mps", "Apple GPU", 3), ComputeDevice("cpu", "Quick 3000", 0)]),
        (False, False, [ComputeDevice("cpu", "Quick 3000", 0)]),
    ],
)
def test_the_device_that_auto_takes_comes_first(
    drain: Callable[..., Any], offer: Callable[..., None], cuda: bool, mps: bool, expected: list[ComputeDevice]
):
    offer(cuda, mps)
    assert list(drain(start_engine()).result.devices) == expected


@pytest.mark.parametrize(("asked", "got"), [(0, 2), (1, 1)])
def test_as_many_threads_as_asked_for_compute(drain: Callable[..., Any], asked: int, got: int):
    torch.set_num_threads(2)
    assert drain(start_engine(asked)).result.threads == got


def test_versions_of_what_computes_are_told(drain: Callable[..., Any]):
    versions = drain(start_engine()).result.versions
    assert versions["torch"] == torch.__version__
    assert all(versions.values())
