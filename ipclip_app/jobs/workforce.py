"""How many processes an experiment runs on, and what each of them computes with."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import torch

from ipclip_app.model.device import resolve_device
from ipclip_app.model.machine import main_memory

_VISIBLE: Final = "CUDA_VISIBLE_DEVICES"
_THREADS: Final = "OMP_NUM_THREADS"
_MOST: Final = 4
"""Processes on the processor unless more are asked for: each holds a backbone of its own in memory."""
_MEMORY: Final = 3 * 2**30
"""Bytes of main memory for each of them, enough for ViT-B/16."""


@dataclass(frozen=True)
class Workforce:
    """The processes.

    Attributes:
        environments: Variables of each.
        threads: Threads that each computes with.
    """

    environments: tuple[Mapping[str, str], ...]
    threads: int


def workforce(processes: int | None, device: str, cells: int) -> Workforce:
    """Share the graphics cards among the processes in turn, or the processor's threads.

    Args:
        processes: How many are asked for; None for one a graphics card, or on the processor for up to _MOST.
        device: One of config.DEVICES.
        cells: No more processes than cells are of use.

    Raises:
        UsageError: There is no such device.
    """
    kind, threads = resolve_device(device).type, torch.get_num_threads()
    cards = _cards() if kind == "cuda" else ()
    count = min(processes or len(cards) or (_default(threads) if kind == "cpu" else 1), max(1, cells))
    each = max(1, threads // count)
    return Workforce(tuple(_variables(cards, number, each) for number in range(count)), each)


def _default(threads: int) -> int:
    memory = main_memory()
    room = _MOST if memory is None else max(1, memory // _MEMORY)
    return min(threads, _MOST, room)


def _variables(cards: tuple[str, ...], number: int, threads: int) -> dict[str, str]:
    return {_THREADS: str(threads)} | ({_VISIBLE: cards[number % len(cards)]} if cards else {})


def _cards() -> tuple[str, ...]:
    """The graphics cards that this process may use, as it would name them to another."""
    named = os.environ.get(_VISIBLE)
    if named:
        return tuple(name.strip() for name in named.split(","))[: torch.cuda.device_count()]
    return tuple(str(number) for number in range(torch.cuda.device_count()))
