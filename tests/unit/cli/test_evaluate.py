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

    def evaluate(*arguments: object) -> Job[Any]:
        calls.append(arguments)
        yield Report("evaluation", 1, 1)
        return evaluation

    monkeypatch.setattr("ipclip_app.jobs.evaluate.evaluate", evaluate)
    return calls


def test_domains_and_device_reach_the_job(ipclip: Callable[..., Ran], asked: list[tuple[object, ...]]):
    code, _, _ = ipclip("evaluate", "run", "--domain", "a", "--domain", "b", "--device", "cpu")
    assert code == 0
    assert asked == [(Path("run"), (Path("a"), Path("b")), "cpu", None, None)]


def test_folders_that_moved_reach_the_job(ipclip: Callable[..., Ran], asked: list[tuple[object, ...]]):
    code, _, _ = ipclip("evaluate", "run", "--authorized", "new/photo", "--unauthorized", "new/sketch")
    assert (code, asked) == (0, [(Path("run"), (), "auto", Path("new/photo"), Path("new/sketch"))])


def test_json_is_the_evaluation(ipclip: Callable[..., Ran], asked: list[tuple[object, ...]], evaluation: Any):
    _, out, _ = ipclip("evaluate", "run", "--json")
    assert json.loads(out) == evaluation.to_json()


def test_text_shows_every_domain_and_a_dash_for_what_has_no_meaning(
    ipclip: Callable[..., Ran], asked: list[tuple[object, ...]]
):
    _, out, _ = ipclip("evaluate", "run")
    rows = {line.split("│")[1].strip(): line.split("│")[2:-1] for line in out.splitlines() if line.startswith("│")}
    cells = {name: [cell.strip() for cell in row] for name, row in rows.items()}
    assert cells["authorized"] == ["40", "81.2", "92.5", "91.2", "2.5%"]
    assert cells["unauthorized"] == ["36", "-", "-", "-", "-"]
    assert cells["cartoon"][0] == "99"
    assert cells["the unprotected model"] == ["1.2", "-", "-", "-", "-"]
    assert "AUROC 0.987, false rejection 2.5% (95% interval 0.4% to 12.9%), detection 90.0%." in out


def test_text_says_that_labels_are_pseudo_labels(ipclip: Callable[..., Ran], asked: list[tuple[object, ...]]):
    _, out, _ = ipclip("evaluate", "run")
    assert "pseudo-labels" in out
    assert "agrees with zero-shot CLIP on 11.0% of them" in out


def test_text_counts_what_was_left_out_and_what_share_of_the_bound_is_reached(
    ipclip: Callable[..., Ran], asked: list[tuple[object, ...]], evaluation: Any
):
    evaluation.to_json()["left_out"] = {"unreadable": 3}
    evaluation.to_json()["metrics"] |= {"W_ua": 40.0, "W_ua_bound": 50.0}
    _, out, _ = ipclip("evaluate", "run")
    assert "Left out: 3 image(s) unreadable." in out
    assert "80.0%" in out


def test_unknown_device_is_refused(ipclip: Callable[..., Ran], asked: list[tuple[object, ...]]):
    code, _, err = ipclip("evaluate", "run", "--device", "toaster")
    assert (code, asked) == (2, [])
    assert "--device" in err
