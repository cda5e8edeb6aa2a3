import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipclip_app.jobs.watermark_attack import AttackRequest
from ipclip_app.jobs.watermark_request import QuestionRequest
from ipclip_app.progress import Job, Report
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret

Ran = tuple[int, str, str]
LEFT = {"zero_shot": 56.0, "image_to_text": 57.0, "text_to_image": 85.0}
ATTACK = {
    "attack": "none", "harm": "nothing is changed", "detected": 1.0, "named": 1.0, "distribution_p": 5e-4,
    "distribution_effect": 34.0, "trigger_p": 1e-13, "trigger_effect": None, "aligned_p": None, "limit": 0.005,
    "by_distribution": 1.0, "by_triggers": None, "left": LEFT, "won": False,
}  # fmt: skip
FOUND = {
    "users": 3, "queries": 200, "images": 360, "seconds": 20.0, "clean": LEFT, "files": ["out/attacks.csv"],
    "attacks": [ATTACK, ATTACK | {"attack": "rotation", "harm": "it turns", "detected": 0.0, "won": True}],
}  # fmt: skip
PASSPHRASE = "correct horse battery"  # noqa: S105 - of a test


class Findings:
    """What the attacks did."""

    def to_json(self) -> dict[str, Any]:
        return FOUND


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AttackRequest]:
    """The requests that reach the job."""
    requests: list[AttackRequest] = []

    def attack_watermark(request: AttackRequest) -> Job[Findings]:
        requests.append(request)
        yield Report("attacks", 1, 1)
        return Findings()

    monkeypatch.setattr("ipclip_app.jobs.watermark_attack.attack_watermark", attack_watermark)
    return requests


def write(path: Path, passphrase: str | None) -> Path:
    secret = WatermarkSecret("exact", "rotation", "0" * 64, ("Acme",), np.eye(4, dtype=np.float32)[None])
    write_secret(path, secret, passphrase)
    return path


def test_every_option_reaches_the_attacks(ipclip: Callable[..., Ran], asked: list[AttackRequest], tmp_path: Path):
    secret = write(tmp_path / "secret", None)
    numbers = ["--queries", 150, "--trials", 4, "--lineups", 5, "--level", 0.02, "--seed", 6]
    place = ["--secret", secret, "--images", "pictures", "--out", "out", "--backbone", "demo", "--device", "cpu"]
    code, out, _ = ipclip("watermark", "attack", *place, *numbers, "--force", "--json")
    questions = QuestionRequest(secret, Path("pictures"), None, 150, 6, "demo", "cpu")
    assert asked == [AttackRequest(questions, Path("out"), 4, 5, 0.02, force=True)]
    assert (code, json.loads(out)) == (0, FOUND)


def test_passphrase_of_a_sealed_secret_is_taken_from_the_environment(
    ipclip: Callable[..., Ran], asked: list[AttackRequest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("IPCLIP_PASSPHRASE", PASSPHRASE)
    ipclip("watermark", "attack", "--secret", write(tmp_path / "secret", PASSPHRASE), "--images", "pictures")
    assert asked[0].questions.passphrase == PASSPHRASE
    assert asked == [AttackRequest(QuestionRequest(tmp_path / "secret", Path("pictures"), PASSPHRASE, seed=0))]


def test_attacks_read_as_a_table_and_winners_are_explained(
    ipclip: Callable[..., Ran], asked: list[AttackRequest], tmp_path: Path
):
    _, out, _ = ipclip("watermark", "attack", "--secret", write(tmp_path / "secret", None), "--images", "pictures")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]
    assert rows[0] == ["none", "100%", "100%", "0.0005", "34", "1e-13", "", "", "100%", "", "56.0% of 56.0%"]
    assert "rotation wins: it turns." in out
    assert "none wins" not in out
    assert "out/attacks.csv" in out
