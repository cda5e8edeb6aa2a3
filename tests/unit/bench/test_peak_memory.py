"""What the separate process that measures memory promises."""

import subprocess
from collections.abc import Sequence
from types import SimpleNamespace

import pytest
import torch

from ipclip_app.bench import peak_memory
from ipclip_app.bench.peak_memory import measure_peaks, peaks_of
from ipclip_app.errors import MeasurementError

CPU = torch.device("cpu")


class FakeMeter:
    """Holds 100 bytes, and 30 more at the most."""

    def start(self) -> int:
        return 100

    def peak(self) -> int:
        return 130


def test_peaks_are_counted_above_the_level_at_which_the_backbone_was_loaded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(peak_memory, "memory_meter", lambda _: FakeMeter())

    assert measure_peaks("packed", CPU, quick=True) == [30, 30, 30]


def test_without_a_meter_there_are_no_peaks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(peak_memory, "memory_meter", lambda _: None)

    assert measure_peaks("padded", CPU, quick=True) is None


def test_a_real_process_measures_the_packed_tower():
    peaks = peaks_of("packed", CPU, quick=True)

    assert peaks is None or (len(peaks) == 3 and min(peaks) > 0)


def test_a_process_that_dies_is_an_error_with_its_last_words(monkeypatch: pytest.MonkeyPatch):
    def die(command: Sequence[str], **options: object) -> SimpleNamespace:
        return SimpleNamespace(returncode=-9, stderr="Traceback\nRuntimeError: not enough memory\n", stdout="")

    monkeypatch.setattr(subprocess, "run", die)

    with pytest.raises(MeasurementError, match=r"the padded text tower failed \(RuntimeError: not enough memory\)"):
        peaks_of("padded", CPU, quick=True)
