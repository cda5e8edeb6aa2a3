"""The service is a process of its own: started, watched, stopped, and never left behind."""

import json
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.watermark import service_child
from ipclip_app.gui.watermark.access_lines import ServiceCounts, count_words, line_words
from ipclip_app.gui.watermark.key_jobs import keys_file
from ipclip_app.gui.watermark.page import WatermarkPage
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.gui.watermark.service_child import ServiceOrder
from ipclip_app.gui.watermark.service_run import ServiceRun
from ipclip_app.gui.watermark.service_view import ServiceView
from ipclip_app.model.backbone import Backbone
from ipclip_app.service.access_keys import add_access_key
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.secret_file import read_secret

pytestmark = pytest.mark.usefixtures("plain_numbers")

ANSWERED = '2026-01-31T12:00:00.000Z licensee="A \\"b\\" texts=9" texts=2 images=1 status=200 ms=12.5'
REFUSED = "2026-01-31T12:00:01.000Z licensee=- texts=0 images=0 status=401 ms=0.4 refused=invalid_api_key"
STANDING_IN = f"""
import json, signal, sys, threading
print(json.dumps({{"address": "http://127.0.0.1:5", "port": 5}}), flush=True)
print("Listening at http://127.0.0.1:5; Ctrl-C stops it.", file=sys.stderr)
print("Ready: tiny", file=sys.stderr)
print({ANSWERED!r}, file=sys.stderr, flush=True)
"""
WAIT = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); threading.Event().wait()"
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', file=sys.stderr, flush=True); signal.pause()"
REFUSE = 'print(json.dumps({"error": {"type": "AddressError", "message": "Port taken."}}), flush=True); sys.exit(2)'
CRASH = 'print("Segmentation fault", file=sys.stderr, flush=True); sys.exit(9)'


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ServiceOrder]:
    """`stand_in(code)`: an order that starts a small program instead, which ends with this code."""

    def order(code: str) -> ServiceOrder:
        monkeypatch.setattr(service_child, "_PROGRAM", (sys.executable, "-c", STANDING_IN + code))
        return ServiceOrder("tiny", Path("a.secret"), Path("a.keys.json"), passphrase="correct horse")  # noqa: S106

    return order


@pytest.fixture
def run(context: WindowContext) -> ServiceRun:
    return ServiceRun(context.background)


@pytest.fixture
def view(qtbot: QtBot, ready: WindowContext, in_hand: SecretInHand, registered_model: str) -> ServiceView:
    view = ServiceView(ready)
    qtbot.addWidget(view)
    view.resize(1100, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.show_secret(in_hand)
    qtbot.waitUntil(lambda: view.form.order is not None, timeout=30_000)
    return view


def give_key(qtbot: QtBot, view: ServiceView, secret: SecretInHand, licensee: str) -> str:
    key = add_access_key(keys_file(secret.path), licensee)
    view.keys.refresh()
    qtbot.waitUntil(lambda: view.keys.has_keys)
    return key


def test_what_the_service_says_is_told(qtbot: QtBot, run: ServiceRun, stand_in: Callable[[str], ServiceOrder]) -> None:
    lines: list[str] = []
    run.logged.connect(lines.extend)
    run.start(stand_in(WAIT))
    qtbot.waitUntil(lambda: run.phase == "ready" and run.counts.answered == 1)
    address = run.address
    run.stop()
    stopping = run.phase
    qtbot.waitUntil(lambda: run.phase == "stopped")

    assert lines == [ANSWERED]
    assert address == "http://127.0.0.1:5"
    assert stopping == "stopping"
    assert (run.address, run.end) == ("", None)


def test_a_service_that_does_not_hear_is_killed(
    qtbot: QtBot, run: ServiceRun, stand_in: Callable[[str], ServiceOrder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_child, "PATIENCE_S", 0.05)
    lines: list[str] = []
    run.logged.connect(lines.extend)
    run.start(stand_in(DEAF))
    qtbot.waitUntil(lambda: "deaf" in lines)
    run.stop()

    qtbot.waitUntil(lambda: run.phase == "stopped")


@pytest.mark.parametrize(
    ("code", "sentence", "kind"), [(REFUSE, "Port taken.", "AddressError"), (CRASH, "Segmentation fault", "")]
)
def test_why_a_service_ended_by_itself_is_kept(
    qtbot: QtBot, run: ServiceRun, stand_in: Callable[[str], ServiceOrder], code: str, sentence: str, kind: str
) -> None:
    run.start(stand_in(code))
    qtbot.waitUntil(lambda: run.phase == "failed")

    assert run.end is not None
    assert (run.end.sentence, run.end.kind) == (sentence, kind)


def test_one_service_at_a_time(qtbot: QtBot, run: ServiceRun, stand_in: Callable[[str], ServiceOrder]) -> None:
    order = stand_in(WAIT)
    run.start(order)
    with pytest.raises(RuntimeError):
        run.start(order)


def test_the_passphrase_is_in_no_command(stand_in: Callable[[str], ServiceOrder]) -> None:
    order = stand_in(WAIT)

    assert not any("correct horse" in word for word in order.command())
    assert "correct horse" not in repr(order)


def test_requests_are_counted_whatever_a_licensee_is_called() -> None:
    counts = ServiceCounts().after([ANSWERED, REFUSED, "This is a defect of the program: ValueError."])

    assert counts == ServiceCounts(answered=1, refused=1, texts=2, images=1)
    assert count_words(counts) == "1 requests answered, 1 refused · 2 texts, 1 images"


def test_lines_of_the_log_are_told_in_fewer_words() -> None:
    answered, refused, other = map(line_words, (ANSWERED, REFUSED, "This is a defect."))

    assert answered.endswith('200   A "b" texts=9   2 texts, 1 images   12.5 ms')
    assert refused.endswith("401   -   invalid_api_key   0.4 ms")
    assert other == "This is a defect."


def test_without_a_key_nothing_is_served(qtbot: QtBot, view: ServiceView, in_hand: SecretInHand) -> None:
    before = view.start_button.isEnabled(), view.note.text()
    give_key(qtbot, view, in_hand, "Acme")

    assert before == (False, "Make a key for a licensee first; without one nobody can ask.")
    assert view.start_button.isEnabled()


def test_without_a_secret_nothing_is_served(view: ServiceView) -> None:
    view.show_secret(None)

    assert not view.start_button.isEnabled()
    assert view.note.text().startswith("Open or create a secret above first")


def test_a_model_that_is_not_at_hand_is_told(qtbot: QtBot, ready: WindowContext, in_hand: SecretInHand) -> None:
    view = ServiceView(ready)
    qtbot.addWidget(view)
    view.show_secret(in_hand)
    qtbot.waitUntil(lambda: view.form.model.text().startswith("None of your models"), timeout=30_000)

    assert view.form.order is None


def test_missing_packages_are_told_with_the_remedy(
    qtbot: QtBot, ready: WindowContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipclip_app.service.request.PACKAGES", ("no_such_package",))
    view = ServiceView(ready)
    qtbot.addWidget(view)

    assert "pip install 'ipclip-app[server]'" in view.note.text()
    assert not view.start_button.isEnabled()


def test_a_crash_is_shown_in_the_page(
    qtbot: QtBot, view: ServiceView, in_hand: SecretInHand, stand_in: Callable[[str], ServiceOrder]
) -> None:
    give_key(qtbot, view, in_hand, "Acme")
    stand_in(CRASH)
    qtbot.mouseClick(view.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.error.isVisible)

    assert (view.state.text(), view.error.text()) == ("Failed", "Segmentation fault")
    assert view.log.toPlainText().endswith("Segmentation fault")
    assert view.start_button.isVisible()


def test_closing_the_window_asks_while_a_service_runs(
    qtbot: QtBot, page: WatermarkPage, stand_in: Callable[[str], ServiceOrder], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    free = page.may_close()
    page.service.run.start(stand_in(WAIT))
    busy = page.may_close()

    assert (free, busy) == (True, False)
    assert asked == ["The service is still running. Close the window all the same?"]


def test_the_real_service_answers_with_marked_embeddings_until_it_is_stopped(
    qtbot: QtBot, view: ServiceView, in_hand: SecretInHand, tiny_vit: Backbone
) -> None:
    pytest.importorskip("uvicorn")
    key = give_key(qtbot, view, in_hand, "Globex")
    view.form.port.setValue(0)
    qtbot.mouseClick(view.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.run.phase == "ready", timeout=120_000)

    question = json.dumps({"model": "tiny", "input": ["a dog"], "encoding_format": "float"}).encode()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{view.run.address}/v1/embeddings", question, headers)  # noqa: S310 - own address
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - own address
        served = json.load(answer)["data"][0]["embedding"]
    qtbot.waitUntil(lambda: view.run.counts.answered == 1)
    qtbot.mouseClick(view.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.run.phase == "stopped", timeout=60_000)

    matrix = read_secret(in_hand.path, in_hand.passphrase).matrix("Globex")
    expected = apply_watermark(tiny_vit.encode_text(["a dog"]).numpy(), matrix)[0]
    assert served == pytest.approx(expected.tolist(), abs=1e-4)
    assert "Globex" in view.log.toPlainText()
    assert view.start_button.isVisible()
