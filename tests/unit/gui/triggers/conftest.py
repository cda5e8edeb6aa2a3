"""A verification of ownership that does what a test wants."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.jobs.ownership_request import OwnershipRequest
from ipclip_app.ownership.asking import AskReport
from ipclip_app.ownership.paired_test import PairCounts, PairedTest
from ipclip_app.progress import Job, Notice, Report


@dataclass(frozen=True)
class FakeOutcome:
    """What the window reads of an outcome."""

    request: OwnershipRequest
    test: PairedTest

    @property
    def shown(self) -> bool:
        return self.test.shown(self.request.level)

    @property
    def zero_shot_result(self) -> dict[str, Any] | None:
        return PairedTest(PairCounts(44, 3, 2, 1)).to_json() if self.request.run else None

    def evidence(self) -> dict[str, Any]:
        return {"shown": self.shown}


@dataclass
class FakeProof:
    """A verification that waits until it is released."""

    counts: PairCounts = field(default_factory=lambda: PairCounts(5, 44, 0, 1))
    failure: Exception | None = None
    asked: list[OwnershipRequest] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def __call__(self, request: OwnershipRequest) -> Job[FakeOutcome]:
        self.asked.append(request)
        yield Notice("ownership", 0, 1, "The grid is published.")
        if self.failure is not None:
            raise self.failure
        yield Report("scan", 5, 9)
        while not self.released.wait(0.005):
            yield AskReport("questions", 40, 100, 12, 1)
        return FakeOutcome(request, PairedTest(self.counts))


@pytest.fixture
def photos(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    """Twelve images in classes."""
    return draw_domain(tmp_path / "photos", "photo", images=4)


@pytest.fixture
def proof(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeProof]:
    fake = FakeProof()
    monkeypatch.setattr("ipclip_app.jobs.ownership.verify_ownership", fake)
    yield fake
    fake.released.set()
