"""The memory of this process is told in MiB, or not at all where the system does not know."""

import subprocess
import sys

import pytest
import torch

from ipclip_app.jobs.peak_memory import peak_gpu_memory_mb, peak_memory_mb


def test_peak_covers_what_is_held_now():
    held = torch.ones(64 * 2**20, dtype=torch.uint8)
    peak = peak_memory_mb()
    assert peak is None or 64 + held.numel() / 2**20 < peak < 10**6  # torch alone takes more than 64 MiB


def test_peak_never_falls():
    first = peak_memory_mb() or 0.0
    assert (peak_memory_mb() or 0.0) >= first


@pytest.mark.parametrize(("platform", "unit"), [("linux", 2**10), ("darwin", 2**20)])
def test_units_of_the_system_are_known(monkeypatch: pytest.MonkeyPatch, platform: str, unit: int):
    resource = pytest.importorskip("resource")
    usage = type("Usage", (), {"ru_maxrss": 300 * unit})
    monkeypatch.setattr(resource, "getrusage", lambda _: usage)
    monkeypatch.setattr(sys, "platform", platform)
    assert peak_memory_mb() == 300


def test_system_without_resource_usage_tells_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    assert peak_memory_mb() is None


@pytest.mark.parametrize(("started", "held", "told"), [(False, (5, 5), None), (True, (0, 0), None), (True, (3, 4), 7)])
def test_gpus_are_told_once_they_were_used(
    monkeypatch: pytest.MonkeyPatch, started: bool, held: tuple[int, int], told: float | None
):
    monkeypatch.setattr(torch.cuda, "is_initialized", lambda: started)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: len(held))
    monkeypatch.setattr(torch.cuda, "max_memory_reserved", lambda device: held[device] * 2**20)
    assert peak_gpu_memory_mb() == told


def test_the_window_asks_without_loading_torch():
    asked = "assert (m.peak_memory_mb() or 1) and m.peak_gpu_memory_mb() is None"
    script = f"import sys, ipclip_app.jobs.peak_memory as m; {asked}; assert 'torch' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
