"""Processes share what computes."""

import pytest
import torch

from ipclip_app.errors import UsageError
from ipclip_app.jobs import workforce as module
from ipclip_app.jobs.workforce import workforce

GIGABYTE = 2**30


@pytest.fixture
def eight_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "get_num_threads", lambda: 8)
    monkeypatch.setattr(module, "main_memory", lambda: 64 * GIGABYTE)


@pytest.fixture
def three_cards(monkeypatch: pytest.MonkeyPatch, eight_threads: None) -> None:
    monkeypatch.setattr(module, "resolve_device", lambda _: torch.device("cuda"))
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 3)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)


@pytest.mark.parametrize(("processes", "cells", "count", "threads"), [(None, 99, 4, 2), (3, 99, 3, 2), (16, 9, 9, 1)])
def test_threads_are_shared_out(eight_threads: None, processes: int | None, cells: int, count: int, threads: int):
    force = workforce(processes, "cpu", cells)

    assert (len(force.environments), force.threads) == (count, threads)
    assert all(variables == {"OMP_NUM_THREADS": str(threads)} for variables in force.environments)


@pytest.mark.parametrize(("memory", "count"), [(2 * GIGABYTE, 1), (7 * GIGABYTE, 2), (None, 4)])
def test_there_are_no_more_processes_than_memory_holds(
    eight_threads: None, monkeypatch: pytest.MonkeyPatch, memory: int | None, count: int
):
    monkeypatch.setattr(module, "main_memory", lambda: memory)
    assert len(workforce(None, "cpu", 99).environments) == count


def test_one_process_a_card(three_cards: None):
    cards = [variables["CUDA_VISIBLE_DEVICES"] for variables in workforce(None, "cuda", 99).environments]
    assert cards == ["0", "1", "2"]


def test_more_processes_share_the_cards_in_turn(three_cards: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "5, 7,GPU-9")
    cards = [variables["CUDA_VISIBLE_DEVICES"] for variables in workforce(4, "cuda", 99).environments]
    assert cards == ["5", "7", "GPU-9", "5"]


def test_unknown_device_is_refused():
    with pytest.raises(UsageError, match="The device 'abacus' is unknown"):
        workforce(None, "abacus", 1)
