"""The bundles page, golden bundles, and what an owner has after a while."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ipclip_app.crypto.key_store import KeyInfo, KeyStore
from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.gui.context import WindowContext
from ipclip_app.jobs import export as export_module
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.jobs.export_records import ExportRecord, record_export
from ipclip_app.jobs.export_request import ExportRequest
from ipclip_app.progress import Report

GOLDEN = Path(__file__).resolve().parents[3] / "golden"
PASSPHRASE = "correct horse battery staple"  # noqa: S105 - of keys that live as long as a test
Press = Callable[[QAbstractButton], None]


@pytest.fixture
def passphrase() -> str:
    """What opens the owner's key."""
    return PASSPHRASE


@pytest.fixture
def golden() -> Path:
    """A valid bundle whose issuer nobody here trusts."""
    return GOLDEN / "format-1.ipclip"


@pytest.fixture
def issuer_file() -> Path:
    """The public key of its issuer."""
    return GOLDEN / "issuer.pem"


@pytest.fixture
def altered(golden: Path, tmp_path: Path) -> Path:
    """The golden bundle with one letter of its license changed."""
    path = tmp_path / "altered.ipclip"
    path.write_bytes(golden.read_bytes().replace(b"All rights", b"No rights.", 1)[: golden.stat().st_size])
    return path


@pytest.fixture
def owner_key(window_folders: Path) -> KeyInfo:
    """The owner's signing key."""
    return KeyStore().create("owner", "signing", PASSPHRASE)


@pytest.fixture
def make_export(golden: Path) -> Callable[..., ExportRecord]:
    """`make_export(**changes)`: a line in the list of exports."""

    def make(**changes: Any) -> ExportRecord:
        known: dict[str, Any] = {
            "bundle_id": "0123456789abcdef0123456789abcdef",
            "licensee": "Acme",
            "scope": "to look at it",
            "issuer_name": "Owner",
            "issuer": "SHA256:nobody",
            "created": "2026-01-31T12:00:00Z",
            "valid_until": "2100-01-01T23:59:59Z",
            "path": golden,
            "run": golden.parent / "run",
            "sha256": "0" * 64,
        }
        record = ExportRecord(**{**known, **changes})
        record_export(record)
        return record

    return make


@pytest.fixture
def finished_run(context: WindowContext, tmp_path: Path, make_results: Callable[..., dict[str, Any]]) -> Path:
    """A run with results in the owner's folder of runs, without its tensors."""
    context.settings.change(runs_folder=str(tmp_path / "runs"))
    run = tmp_path / "runs" / "photo-against-sketch"
    run.mkdir(parents=True)
    description = {
        "format": 1,
        "program": "0",
        "fingerprint": "f",
        "created": "2026-01-31T12:00:00Z",
        "authorized": str(tmp_path / "photo"),
        "unauthorized": str(tmp_path / "sketch"),
        "backbone": {"reference": "demo"},
        "config": {"epochs": 2, "preset": "default"},
    }
    files = {"run.json": description, "history.json": [], "results.json": make_results()}
    for name, content in files.items():
        (run / name).write_text(json.dumps(content), encoding="utf-8")
    (run / "module.safetensors").touch()
    return run


@pytest.fixture
def page(context: WindowContext, qtbot: QtBot) -> BundlesPage:
    """The page in front; the engine is there."""
    context.engine.facts = EngineFacts((ComputeDevice("cpu", "A processor", 2048),), {}, 1)
    page = BundlesPage(context)
    qtbot.addWidget(page)
    page.resize(1170, 760)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.shown()
    settle(qtbot, context)
    return page


@pytest.fixture
def settled(qtbot: QtBot, context: WindowContext) -> Callable[[], None]:
    """`settled()`: wait until nothing runs in the background."""
    return lambda: settle(qtbot, context)


def settle(qtbot: QtBot, context: WindowContext) -> None:
    """Every job has ended, also those that one of them has led to, and the page knows."""
    qtbot.waitUntil(lambda: not context.background._threads, timeout=60_000)


@pytest.fixture
def press() -> Press:
    """`press(button)`: with the mouse, where the owner could."""

    def click(button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    return click


class Manifest:
    licensee = "Acme"


class Outcome:
    """What the page reads of an outcome."""

    manifest = Manifest()
    sha256 = "0" * 64

    def __init__(self, path: Path) -> None:
        self.path = path


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[ExportRequest]:
    """What the job of exporting was asked for; it writes nothing."""
    asked: list[ExportRequest] = []

    def job(request: ExportRequest) -> Iterator[Report]:
        yield Report("export", 0, 3)
        asked.append(request)
        return Outcome(request.out)

    monkeypatch.setattr(export_module, "export", job)
    return asked
