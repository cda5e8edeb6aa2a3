"""Secrets of a tiny model, and what the page needs to be ready."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.watermark.page import WatermarkPage
from ipclip_app.gui.watermark.secret_jobs import SUFFIX, SecretInHand, secrets_folder
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.jobs.watermark_request import VerifyRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_registry import RegisteredBackbone, register
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.storage import write_bytes
from ipclip_app.watermark.asking.ask import AskReport, PValues
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret

PASSPHRASE = "correct horse battery"  # noqa: S105 - of a test
USERS = ("Acme", "Globex", "Initech")


@pytest.fixture
def registered_model(window_folders: Path, tiny_vit: Backbone) -> str:
    """The tiny model among the owner's own."""
    register(RegisteredBackbone("tiny", tiny_vit.name, tiny_vit.identity))
    return "tiny"


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory, tiny_vit: Backbone) -> bytes:
    """An exact secret for three licensees of the tiny model; sealing it takes a second."""
    generator = np.random.default_rng(0)
    matrices = np.stack([random_orthogonal(tiny_vit.embed_dim, generator) for _ in USERS]).astype(np.float32)
    path = tmp_path_factory.mktemp("sealed") / "any.secret"
    write_secret(path, WatermarkSecret("exact", "rotation", tiny_vit.identity, USERS, matrices), PASSPHRASE)
    return path.read_bytes()


@pytest.fixture
def keep_secret(window_folders: Path, sealed: bytes) -> Callable[..., Path]:
    """`keep_secret(name, folder=None)`: that secret in a file."""

    def keep(name: str, folder: Path | None = None) -> Path:
        path = (folder or secrets_folder()) / f"{name}{SUFFIX}"
        write_bytes(path, sealed, private=True)
        return path

    return keep


@pytest.fixture
def in_hand(keep_secret: Callable[..., Path], tiny_vit: Backbone) -> SecretInHand:
    """One of them, open."""
    path = keep_secret("spring")
    return SecretInHand(path, "exact", "rotation", tiny_vit.identity, USERS, tiny_vit.embed_dim, 0, 1.0, PASSPHRASE)


@pytest.fixture
def ready(context: WindowContext) -> WindowContext:
    """A page's context in which the engine is there."""
    context.engine.facts = EngineFacts((ComputeDevice("cpu", "AMD EPYC", 24_000),), {}, 2)
    return context


@pytest.fixture
def page(qtbot: QtBot, ready: WindowContext) -> WatermarkPage:
    """The page, shown."""
    page = WatermarkPage(ready)
    qtbot.addWidget(page)
    page.resize(1180, 760)
    with qtbot.waitExposed(page):
        page.show()
    return page


DISTRIBUTION = {
    "user": "Globex", "p_value": 3e-4, "single_p_value": 1e-4, "cosine": 0.98, "clean_cosine": 0.1, "effect": 20.91,
    "null_mean": -0.0001, "null_deviation": 0.05,
}  # fmt: skip
CLOSENESS = {"suspect": {"delta_cos": 0.12, "delta_l2": -0.1}, "clean": {"delta_cos": -0.02, "delta_l2": 0.01}}
TRIGGER = {
    "user": "Globex", "p_value": 2e-9, "single_p_value": 7e-10, "statistic": 0.9, "effect": 1.5, "agreement": 0.9,
    "about_middle": False, "against_other_pairs": CLOSENESS, "against_ordinary": CLOSENESS,
}  # fmt: skip
RANKING = [{"user": "Globex", "score": 0.98}, {"user": "Acme", "score": -0.03}]


def known_figures(**changes: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "shown": True, "tests": "both", "user": "Globex", "other_user": None, "level": 0.01, "limit": 0.005,
        "mode": "trigger", "licensees": 3, "queries": 200, "width": 24, "distribution": DISTRIBUTION,
        "trigger": TRIGGER,
        "ranking": {"distribution": RANKING, "triggers": RANKING},
    }  # fmt: skip
    return known | changes


NOT_SHOWN = known_figures(shown=False, tests="none", user=None, distribution=DISTRIBUTION | {"p_value": 0.4})


@pytest.fixture
def figures() -> Callable[..., dict[str, Any]]:
    """`figures(**changes)`: what a verification found."""
    return known_figures


@dataclass(frozen=True)
class FakeOutcome:
    """What the window reads of an outcome."""

    result: Mapping[str, Any]
    spent: int | None = 200


@dataclass
class FakeVerification:
    """A verification that waits until it is released."""

    result: dict[str, Any] = field(default_factory=known_figures)
    failure: Exception | None = None
    asked: list[VerifyRequest] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    not_shown = NOT_SHOWN

    def __call__(self, request: VerifyRequest) -> Job[FakeOutcome]:
        self.asked.append(request)
        yield Notice("verdict", 0, 1, "The suspect's address begins with http://, so that keys travel unencrypted.")
        if self.failure is not None:
            raise self.failure
        yield Report("clean", 5, 9)
        yield AskReport("questions", 0, 180, 0)
        yield AskReport("questions", 40, 180, 40, PValues(0.3, None))
        while not self.released.wait(0.005):
            yield AskReport("questions", 80, 180, 80, PValues(3e-4, 0.02))
        return FakeOutcome(self.result)


@pytest.fixture
def verification(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeVerification]:
    fake = FakeVerification()
    monkeypatch.setattr("ipclip_app.jobs.watermark_verify.verify_watermark", fake)
    yield fake
    fake.released.set()
