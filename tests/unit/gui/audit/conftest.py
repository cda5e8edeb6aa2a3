"""The page that audits, with a judge that needs no backbone and an audit that waits where a test wants it to."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.errors import BundleBackboneError, BundleSealedError, PassphraseNeededError, WrongPassphraseError
from ipclip_app.gui.audit import judge_loader
from ipclip_app.gui.audit.judge import Judge, JudgeSource, Signature, Unlocking
from ipclip_app.gui.audit.page import AuditPage
from ipclip_app.gui.context import WindowContext
from ipclip_app.jobs.audit_row import (
    AuditedWith,
    AuditReport,
    AuditRow,
    AuditSummary,
    AuditVerdict,
    ClassProbability,
)
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.progress import Job, Report

LEVELS = (1.0, -1.0)
WORDS = "correct horse"


def row_of(path: Path, score: float | None = 2.0, best: str = "cat", error: str | None = None) -> AuditRow:
    """A row whose models agree on the most probable class."""
    if score is None:
        return AuditRow(path, "error", error=error or "is broken; restore it")
    high, low = LEVELS
    verdict: AuditVerdict = "authorized" if score >= high else "unauthorized" if score < low else "uncertain"
    classes = (ClassProbability(best, 0.75), ClassProbability("great_owl", 0.25))
    return AuditRow(path, verdict, score, classes, classes[:1])


@dataclass
class FakeAudit:
    """Judges by the number in a file's name, four files a batch, and holds before the batch `hold_at`."""

    hold_at: int | None = None
    failure: Exception | None = None
    held: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    closed: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[Path, ...]] = field(default_factory=list)

    def __call__(self, model: object, paths: Sequence[Path]) -> Job[AuditSummary]:
        self.asked.append(tuple(paths))
        try:
            yield Report("folders", 0, 0)
            for start in range(0, len(paths), 4):
                yield from self._hold(start // 4, start, len(paths))
                rows = tuple(map(self.row, paths[start : start + 4]))
                yield AuditReport("audit", start + len(rows), len(paths), rows)
            return AuditSummary({}, 0.5)
        finally:
            self.closed.set()

    def row(self, path: Path) -> AuditRow:
        return row_of(path, None if path.stem == "broken" else float(path.stem))

    def _hold(self, batch: int, done: int, total: int) -> Job[None]:
        if batch != self.hold_at:
            return
        if self.failure is not None:
            raise self.failure
        while not self.released.is_set():
            self.held.set()
            self.released.wait(0.002)
            yield Report("audit", done, total)


@pytest.fixture
def fake_audit(monkeypatch: pytest.MonkeyPatch) -> FakeAudit:
    fake = FakeAudit()
    monkeypatch.setattr("ipclip_app.jobs.audit.audit", fake)
    return fake


@pytest.fixture
def make_judge() -> Callable[..., Judge]:
    """`make_judge(source, known=True)`: a judge with these levels: 1 and -1."""

    def make(source: JudgeSource, known: bool = True, **further: Any) -> Judge:
        signed = source.kind == "bundle"
        signature = Signature("Atelier", "SHA256:abc", known, "Example", None) if signed else None
        levels = AuditedWith(source.title, (("Classes", "cat, great_owl"),), *LEVELS)
        return Judge(source, further.pop("model", None), levels, {"Licensee": "Example"}, 2, signature, **further)

    return make


@pytest.fixture
def passphrase() -> str:
    """Opens a bundle whose name says that it is locked."""
    return WORDS


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, make_judge: Callable[..., Judge]) -> list[JudgeSource]:
    """What has been loaded as a judge; a bundle's name tells how it is locked."""
    sources: list[JudgeSource] = []

    def load(source: JudgeSource, unlocking: Unlocking) -> Job[Judge]:
        sources.append(source)
        yield Report("open", 0, 1)
        if "locked" in source.title and unlocking.passphrase != WORDS:
            error = PassphraseNeededError if unlocking.passphrase is None else WrongPassphraseError
            raise error(source.path)
        if "sealed" in source.title and unlocking.key is None:
            raise BundleSealedError(source.path, "SHA256:abc")
        if "baseless" in source.title:
            raise BundleBackboneError(source.path, "demo", "another")
        return make_judge(source, known="unknown" not in source.title)

    monkeypatch.setattr(judge_loader, "load_judge", load)
    return sources


@pytest.fixture
def loading_page(qtbot: QtBot, context: WindowContext, opened: list[JudgeSource], fake_audit: FakeAudit) -> AuditPage:
    """The page, while the engine is loading."""
    page = AuditPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


@pytest.fixture
def get_ready(context: WindowContext) -> Callable[[], None]:
    """`get_ready()`: the engine has been loaded."""

    def make() -> None:
        context.engine.facts = EngineFacts((ComputeDevice("cpu", "AMD EPYC", 24_000),), {}, 2)
        context.engine.ready.emit(context.engine.facts)

    return make


@pytest.fixture
def page(loading_page: AuditPage, get_ready: Callable[[], None]) -> AuditPage:
    """The page, without a judge."""
    get_ready()
    return loading_page


@pytest.fixture
def judged(qtbot: QtBot, page: AuditPage, bundle: Path) -> AuditPage:
    """The page with a judge."""
    page.loader.open(JudgeSource.of_bundle(bundle))
    qtbot.waitUntil(lambda: page.loader.judge is not None)
    return page


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "sample.ipclip"
    path.write_bytes(b"PK")
    return path


@pytest.fixture
def make_row() -> Callable[..., AuditRow]:
    """`make_row(path, score=2.0, best="cat", error=None)`; without a score it is an error."""
    return row_of
