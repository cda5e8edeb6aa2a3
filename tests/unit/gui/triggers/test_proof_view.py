"""Whether a suspect is a copy: asked for in a form, counted while it is asked, told in words and kept as evidence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.data.trigger import new_trigger, write_trigger
from ipclip_app.errors import (
    BundleSealedError,
    PassphraseNeededError,
    SuspectError,
    WrongPassphraseError,
    WrongRecipientError,
)
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.triggers.page import TriggerPage
from ipclip_app.gui.triggers.proof_jobs import ProofWish
from ipclip_app.gui.triggers.proof_view import ProofView
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.ownership.paired_test import PairCounts

pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def choice(qtbot: QtBot, context: WindowContext) -> TriggerChoice:
    choice = TriggerChoice(context)
    qtbot.addWidget(choice)
    return choice


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext, choice: TriggerChoice) -> ProofView:
    context.engine.facts = EngineFacts((ComputeDevice("cpu", "AMD EPYC", 24_000),), {}, 2)
    view = ProofView(context, choice)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


def fill(view: ProofView, suspect: str = "https://example.org/classify") -> None:
    view.form.suspect.line.setText(suspect)
    view.form.images.line.setText("/images/photo")


def prove(qtbot: QtBot, view: ProofView, proof: Any) -> None:
    fill(view)
    qtbot.mouseClick(view.form.start_button, Qt.MouseButton.LeftButton)
    proof.released.set()
    qtbot.waitUntil(view.verdict.isVisible)


def test_what_is_missing_is_said_before_anything_is_asked(view: ProofView) -> None:
    said = [view.form.status.text()]
    view.form.suspect.line.setText("suspect.ipclip")
    said.append(view.form.status.text())
    blocked = not view.form.start_button.isEnabled()
    view.form.images.line.setText("/images/photo")

    assert said == [
        "Name the suspect: a bundle, or the address of a service.",
        "Choose images that your model knows well.",
    ]
    assert blocked
    assert view.form.start_button.isEnabled()


def test_an_access_key_is_asked_for_only_where_there_is_an_address(view: ProofView) -> None:
    shown = []
    for suspect in ("suspect.ipclip", "https://example.org"):
        view.form.suspect.line.setText(suspect)
        shown.append(view.form.access_key.isVisible())

    assert shown == [False, True]


def test_questions_come_in_pairs(view: ProofView) -> None:
    view.form.queries.setFocus()
    view.form.queries.setValue(101)
    QTest.keyClick(view.form.queries, Qt.Key.Key_Return)

    assert view.form.queries.value() == 102


def test_what_was_filled_in_is_what_is_asked(
    qtbot: QtBot, view: ProofView, choice: TriggerChoice, proof: Any, tmp_path: Path, said: list[Message]
) -> None:
    trigger = new_trigger()
    write_trigger(tmp_path / "mine.json", trigger)
    with qtbot.waitSignal(choice.changed):
        choice.choose(tmp_path / "mine.json")
    fill(view)
    view.form.access_key.setText("secret")
    view.form.queries.setValue(60)

    qtbot.mouseClick(view.form.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.words.text().startswith("40 of 100 questions"))

    request = proof.asked[0]
    assert request.trigger == trigger
    assert (request.images, request.queries, request.run) == (Path("/images/photo"), 60, None)
    assert request.suspect.reference == "https://example.org/classify"
    assert request.suspect.headers == {"Authorization": "Bearer secret"}
    assert view.bar.value() == 40
    assert view.words.text().endswith("wrong only with your trigger: 12, only with another pattern: 1")
    assert [message.sentence for message in said] == ["The grid is published."]


def test_a_copy_is_told_with_effect_interval_and_p_value(qtbot: QtBot, view: ProofView, proof: Any) -> None:
    prove(qtbot, view, proof)

    assert view.verdict.headline.text().startswith("Shown: your trigger harms the suspect far more")
    assert (
        "right on 98% with other patterns and on 10% with your trigger: a difference of 88 points"
        in view.verdict.effect.text()
    )
    assert "p = 5.7 · 10⁻¹⁴" in view.verdict.chance.text()
    assert "Both must lie below 0.001." in view.verdict.chance.text()
    assert view.verdict.bar.accessibleName() == view.verdict.effect.text()


def test_an_innocent_suspect_is_not_accused(qtbot: QtBot, view: ProofView, proof: Any) -> None:
    proof.counts = PairCounts(30, 6, 5, 9)

    prove(qtbot, view, proof)

    assert view.verdict.headline.text().startswith("Not shown")
    assert "does not clear the suspect" in view.verdict.meaning.text()


def test_asking_can_be_cancelled(qtbot: QtBot, view: ProofView, proof: Any) -> None:
    fill(view)
    qtbot.mouseClick(view.form.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.bar.value() == 40)

    qtbot.mouseClick(view.cancel_button, Qt.MouseButton.LeftButton)

    assert not view.is_running
    assert view.form.start_button.isVisible()
    assert view.verdict.isHidden()


def test_a_suspect_that_cannot_be_asked_is_told(qtbot: QtBot, view: ProofView, proof: Any, said: list[Message]) -> None:
    proof.failure = SuspectError("https://example.org", "answers with an error", "try again later")
    fill(view)
    view.start(view.form.wish)  # type: ignore[arg-type]

    qtbot.waitUntil(lambda: "answers with an error" in said[-1].sentence if said else False)
    assert not view.is_running


def ask_locked(qtbot: QtBot, view: ProofView, proof: Any, failure: Exception, suspect: str) -> None:
    proof.failure = failure
    if not view.form.suspect.line.text():
        fill(view, suspect)
    qtbot.mouseClick(view.form.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.form.unlocking.error.isVisible)


def test_an_encrypted_suspect_asks_for_its_passphrase_beside_it(
    qtbot: QtBot, view: ProofView, proof: Any, said: list[Message]
) -> None:
    rows = view.form.unlocking
    hidden = rows.passphrase.isHidden(), rows.key.isHidden()
    ask_locked(qtbot, view, proof, PassphraseNeededError(Path("mine.pem")), "suspect.ipclip")
    asked = rows.error.text(), rows.passphrase.hasFocus(), rows.passphrase.echoMode()
    QTest.keyClicks(rows.passphrase, "wrong")
    ask_locked(qtbot, view, proof, WrongPassphraseError(Path("mine.pem")), "suspect.ipclip")
    refused = rows.error.text(), rows.passphrase.text()
    proof.failure = None
    proof.released.set()
    QTest.keyClicks(rows.passphrase, "correct horse")
    QTest.keyClick(rows.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(view.verdict.isVisible)

    assert hidden == (True, True)
    assert asked == (
        "This bundle is encrypted for you. Enter the passphrase of your private key.",
        True,
        QLineEdit.EchoMode.Password,
    )
    assert refused == ("This passphrase does not open your private key. Try again.", "")
    assert [request.suspect.passphrase for request in proof.asked] == [None, "wrong", "correct horse"]
    assert rows.passphrase.text() == ""
    assert all("encrypted" not in message.sentence for message in said)


def test_a_suspect_encrypted_for_another_key_lets_its_file_be_chosen(
    qtbot: QtBot, view: ProofView, proof: Any, tmp_path: Path
) -> None:
    rows = view.form.unlocking
    ask_locked(qtbot, view, proof, BundleSealedError(Path("suspect.ipclip"), "SHA256:x"), "suspect.ipclip")
    asked = rows.error.text(), rows.key.line.hasFocus()
    rows.key.set_path(tmp_path / "other.pem")
    ask_locked(qtbot, view, proof, WrongRecipientError("SHA256:y"), "suspect.ipclip")

    assert "Choose the key's file." in asked[0]
    assert asked[1]
    assert proof.asked[1].suspect.key == tmp_path / "other.pem"
    assert rows.error.text().startswith("The content is encrypted for another recipient")


def test_another_suspect_is_asked_without_the_keys_of_the_one_before(qtbot: QtBot, view: ProofView, proof: Any) -> None:
    ask_locked(qtbot, view, proof, BundleSealedError(Path("suspect.ipclip"), "SHA256:x"), "suspect.ipclip")
    view.form.unlocking.key.set_path(Path("other.pem"))

    view.form.suspect.line.setText("another.ipclip")

    assert view.form.wish is not None
    assert view.form.wish.key is None
    assert not view.form.unlocking.key.isVisible()
    assert not view.form.unlocking.error.isVisible()


def test_a_passphrase_is_not_shown_by_what_carries_it() -> None:
    wish = ProofWish(None, None, "suspect.ipclip", Path("photo"), 100, passphrase="correct horse")  # noqa: S106

    assert "correct horse" not in repr(wish)


def test_dropped_bundles_are_suspects_and_folders_hold_the_images(
    view: ProofView, drop: Callable[..., Any], files: Callable[..., QMimeData], tmp_path: Path
) -> None:
    drop(view, files(tmp_path / "suspect.ipclip", tmp_path / "photo"))

    assert view.form.suspect.path == tmp_path / "suspect.ipclip"
    assert view.form.images.path == tmp_path / "photo"


def test_evidence_is_signed_and_kept(
    qtbot: QtBot, view: ProofView, proof: Any, said: list[Message], tmp_path: Path
) -> None:
    KeyStore().create("mine", "signing", "correct horse")
    view.refresh()
    qtbot.waitUntil(lambda: view.verdict.saver.signing.key is not None)
    prove(qtbot, view, proof)
    qtbot.mouseClick(view.verdict.saver.save_button, Qt.MouseButton.LeftButton)
    view.verdict.saver.place.set_path(tmp_path / "evidence.json")

    QTest.keyClicks(view.verdict.saver.signing.passphrase, "wrong")
    qtbot.mouseClick(view.verdict.saver.sign_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.verdict.saver.signing.error.isVisible, timeout=20_000)
    QTest.keyClicks(view.verdict.saver.signing.passphrase, "correct horse")
    QTest.keyClick(view.verdict.saver.signing.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said[-1].severity == "done" if said else False, timeout=20_000)

    assert json.loads((tmp_path / "evidence.json").read_text())["shown"] is True
    assert (tmp_path / "evidence.json.sig").stat().st_size == 64
    assert view.verdict.saver.save_button.isVisible()


def test_runs_with_a_trigger_can_be_shown_instead(view: ProofView, make_record: Callable[..., Any], proof: Any) -> None:
    run = make_record(scenario="ownership").summary
    view.form.show_runs((run,))
    view.form.run_button.setChecked(True)
    fill(view)
    visible = view.form.run_box.isVisible()

    assert visible
    assert view.form.wish is not None
    assert view.form.wish.run == run.path


def test_the_page_scrolls_to_the_verdict(qtbot: QtBot, context: WindowContext, proof: Any) -> None:
    context.engine.facts = EngineFacts((ComputeDevice("cpu", "AMD EPYC", 24_000),), {}, 2)
    page = TriggerPage(context)
    qtbot.addWidget(page)
    page.resize(900, 560)
    with qtbot.waitExposed(page):
        page.show()
    page.tabs.setCurrentWidget(page.proof)
    proof.released.set()
    fill(page.proof)

    page.proof.form.start_button.click()

    verdict = page.proof.verdict
    qtbot.waitUntil(lambda: not verdict.saver.save_button.visibleRegion().isEmpty())
    assert not verdict.headline.visibleRegion().isEmpty()
