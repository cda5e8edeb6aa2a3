"""What the memory meters promise."""

import sys
from types import SimpleNamespace

import pytest
import torch

from ipclip_app.bench import memory_meter as meters
from ipclip_app.bench.memory_meter import HighWaterMeter, LinuxMeter, memory_meter

MEGABYTE = 2**20


def meter_on_this_system() -> meters.MemoryMeter:
    found = memory_meter(torch.device("cpu"))
    if not isinstance(found, LinuxMeter):
        pytest.skip("this system does not let a process reset its peak")
    return found


def test_memory_given_back_still_counts_towards_the_peak():
    meter = meter_on_this_system()
    level = meter.start()

    torch.ones(64 * MEGABYTE, dtype=torch.uint8)

    assert 60 * MEGABYTE < meter.peak() - level < 90 * MEGABYTE


def test_a_new_start_forgets_the_peak_before_it():
    meter = meter_on_this_system()
    meter.start()
    torch.ones(64 * MEGABYTE, dtype=torch.uint8)

    level = meter.start()

    assert meter.peak() - level < 30 * MEGABYTE


def test_where_the_peak_cannot_be_reset_the_high_water_mark_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meters, "_can_reset_peak", lambda: False)
    usage = SimpleNamespace(RUSAGE_SELF=0, getrusage=lambda _: SimpleNamespace(ru_maxrss=7))
    monkeypatch.setitem(sys.modules, "resource", usage)
    monkeypatch.setattr(meters.sys, "platform", "darwin")

    meter = memory_meter(torch.device("cpu"))

    assert isinstance(meter, HighWaterMeter)
    assert meter.start() == meter.peak() == 7


def test_the_high_water_mark_is_in_kilobytes_outside_macos(monkeypatch: pytest.MonkeyPatch):
    usage = SimpleNamespace(RUSAGE_SELF=0, getrusage=lambda _: SimpleNamespace(ru_maxrss=7))
    monkeypatch.setitem(sys.modules, "resource", usage)
    monkeypatch.setattr(meters.sys, "platform", "linux")

    assert HighWaterMeter().peak() == 7 * 1024


def test_systems_without_resource_usage_have_no_meter(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meters, "_can_reset_peak", lambda: False)
    monkeypatch.setitem(sys.modules, "resource", None)

    assert memory_meter(torch.device("cpu")) is None


def test_an_apple_gpu_has_no_meter():
    assert memory_meter(torch.device("mps")) is None
