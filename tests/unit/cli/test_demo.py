import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, evaluation: Any) -> list[tuple[object, ...]]:
    """What reaches the job, which returns a ready evaluation."""
    calls: list[tuple[object, ...]] = []

    def demo(out: Path, *, force: bool, seed: int, device: str) -> Job[Any]:
        calls.append((out, force, seed, device))
        yield Report("training", 1, 1)
        return evaluation

    monkeypatch.setattr("ipclip_app.jobs.demo.demo", demo)
    return calls


def test_demo_without_a_folder_may_be_run_again_and_again(
    ipclip: Callable[..., Ran], asked: list[tuple[object, ...]], tmp_path: Path
):
    code, out, _ = ipclip("demo")
    assert code == 0
    assert asked == [(tmp_path / "cache" / "demo", True, 0, "auto")]
    assert str(tmp_path / "cache" / "demo") in out


def test_demo_never_replaces_a_folder_of_the_users_unless_told(
    ipclip: Callable[..., Ran], asked: list[tuple[object, ...]]
):
    ipclip("demo", "--out", "mine")
    ipclip("demo", "--out", "mine", "--force", "--seed", 3)
    assert asked == [(Path("mine"), False, 0, "auto"), (Path("mine"), True, 3, "auto")]


def test_demo_computes_where_it_is_told(ipclip: Callable[..., Ran], asked: list[tuple[object, ...]]):
    ipclip("demo", "--out", "mine", "--device", "cpu")
    assert asked == [(Path("mine"), False, 0, "cpu")]


def test_json_has_the_keys_of_an_evaluation(
    ipclip: Callable[..., Ran], asked: list[tuple[object, ...]], evaluation: Any
):
    _, out, _ = ipclip("demo", "--json")
    told = json.loads(out)
    assert told == evaluation.to_json() | {"bundle": told["bundle"], "issuer": told["issuer"]}


def test_bundle_and_public_key_are_told(ipclip: Callable[..., Ran], asked: list[tuple[object, ...]]):
    _, out, _ = ipclip("demo", "--out", "mine", "--json")
    told = json.loads(out)
    assert (told["bundle"], told["issuer"]) == ("mine/sample.ipclip", "mine/issuer.pem")
    assert "ipclip audit mine/sample.ipclip --issuer mine/issuer.pem" in ipclip("demo", "--out", "mine")[1]
