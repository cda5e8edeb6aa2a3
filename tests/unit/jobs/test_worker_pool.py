"""Processes share tasks; one that dies costs its task only, and none outlives the pool."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.jobs import worker
from ipclip_app.jobs.worker import environment
from ipclip_app.jobs.worker_pool import Event, PoolSettings, WorkerPool
from ipclip_app.preferences import preferences

WORKER = """
import json, os, signal, sys, threading
greeting = json.loads(sys.stdin.readline())
for line in sys.stdin:
    task = json.loads(line)
    def say(**message):
        print(json.dumps(message), flush=True)
    say(kind="report", pid=os.getpid(), place=os.environ["PLACE"], greeting=greeting)
    if task == "die":
        sys.stderr.write("first line\\nlast words\\n")
        sys.exit(3)
    if task == "be killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        say(kind="hanging")
        threading.Event().wait()
    if task == "chatter":
        print('{"kind": "rep')
    say(kind="done", task=task)
"""
Tasks = Sequence[Any]


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., PoolSettings]:
    """`settings(processes)`: processes that do as their tasks tell them."""
    script = tmp_path / "worker.py"
    script.write_text(WORKER)

    def make(processes: int = 1) -> PoolSettings:
        places = [{"PLACE": str(number)} for number in range(processes)]
        return PoolSettings((sys.executable, str(script)), {"hello": 1}, places)

    return make


def ended(pool: WorkerPool, tasks: Tasks) -> dict[int, Mapping[str, Any]]:
    return {event.task: event.message for event in pool.run(tasks) if event and event.ends}


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_every_task_is_done_once_and_each_process_keeps_what_it_has(settings: Callable[..., PoolSettings]):
    seen: list[Event] = []
    with WorkerPool(settings(2)) as pool:
        seen.extend(filter(None, pool.run(list("abcdef"))))

    assert [event.message["task"] for event in sorted(seen, key=lambda e: e.task) if event.ends] == list("abcdef")
    said = [event.message for event in seen if event.message["kind"] == "report"]
    assert all(message["greeting"] == {"hello": 1} for message in said)
    assert len({message["pid"] for message in said}) == len({message["place"] for message in said}) <= 2


def test_tasks_are_begun_in_their_order(settings: Callable[..., PoolSettings]):
    with WorkerPool(settings(2)) as pool:
        begun = [event.task for event in pool.run(list("abc")) if event and event.message["kind"] == "begun"]

    assert begun == [0, 1, 2]


@pytest.mark.parametrize(
    ("end", "cause"),
    [
        ("die", "its process ended with code 3: last words"),
        pytest.param(
            "be killed",
            "its process was killed (signal 9), as systems do when memory runs out",
            marks=pytest.mark.skipif(os.name == "nt", reason="POSIX signals"),
        ),
    ],
)
def test_process_that_dies_costs_its_own_task_only(settings: Callable[..., PoolSettings], end: str, cause: str):
    with WorkerPool(settings(1)) as pool:
        results = ended(pool, ["a", end, "b"])

    assert [results[number]["kind"] for number in range(3)] == ["done", "died", "done"]
    assert results[1]["cause"] == cause


def test_half_a_line_is_passed_over(settings: Callable[..., PoolSettings]):
    with WorkerPool(settings(1)) as pool:
        assert ended(pool, ["chatter"])[0]["task"] == "chatter"


def test_command_that_cannot_even_begin_fails_every_task():
    settings = PoolSettings((sys.executable, "-c", "raise SystemExit('no')"), {}, [{}])
    with WorkerPool(settings) as pool:
        results = ended(pool, ["a", "b"])

    assert [message["cause"] for message in results.values()] == ["its process ended with code 1: no"] * 2


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_pool_that_is_left_stops_even_processes_that_do_not_want_to(settings: Callable[..., PoolSettings]):
    pids: list[int] = []

    def hanging(events: Iterator[Event | None]) -> int:
        for event in events:
            if event and event.message["kind"] == "report":
                pids.append(event.message["pid"])
            if event and event.message["kind"] == "hanging":
                return event.task
        raise AssertionError

    with WorkerPool(settings(1)) as pool:
        hanging(pool.run(["hang"]))
        asked = time.monotonic()

    assert time.monotonic() - asked < 1
    assert pids
    assert not any(map(is_alive, pids))


def test_silence_is_heard(settings: Callable[..., PoolSettings]):
    with WorkerPool(settings(1)) as pool:
        events = pool.run(["hang" if os.name != "nt" else "a"])
        assert any(event is None for event in events)


def test_settings_of_the_window_reach_the_processes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(preferences, "offline", True)
    monkeypatch.setattr(preferences, "cache_limit_mb", 77)
    monkeypatch.delenv("IPCLIP_CACHE_LIMIT_MB", raising=False)

    variables = environment({"PLACE": "3"})

    assert variables.items() >= {("IPCLIP_OFFLINE", "1"), ("IPCLIP_CACHE_LIMIT_MB", "77"), ("PLACE", "3")}
    assert str(Path(worker.__file__).parents[2]) in variables["PYTHONPATH"]
