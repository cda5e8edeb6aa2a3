"""A suspect is verified in three steps; p-values are drawn as they come, and the verdict can be kept as evidence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.errors import SuspectError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.gui.watermark.verify_jobs import VerifyWish, write_questions
from ipclip_app.gui.watermark.verify_view import VerifyView
from ipclip_app.progress import run_to_end
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.secret_file import read_secret

pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def view(qtbot: QtBot, ready: WindowContext, in_hand: SecretInHand) -> VerifyView:
    view = VerifyView(ready)
    qtbot.addWidget(view)
    view.resize(1100, 800)
    with qtbot.waitExposed(view):
        view.show()
    view.show_secret(in_hand)
    return view


def fill(view: VerifyView) -> None:
    view.whom.address.setText("https://example.org/v1/embeddings")
    view.next_button.click()
    view.what.images.line.setText("/images/photo")


def start(qtbot: QtBot, view: VerifyView) -> None:
    fill(view)
    qtbot.mouseClick(view.next_button, Qt.MouseButton.LeftButton)


def finish(qtbot: QtBot, view: VerifyView, verification: Any) -> None:
    start(qtbot, view)
    verification.released.set()
    qtbot.waitUntil(view.answer.verdict.isVisible)


def test_what_is_missing_is_said_at_each_step(view: VerifyView, ready: WindowContext) -> None:
    said = [view.status.text()]
    view.whom.address.setText("https://example.org")
    blocked = not view.next_button.isEnabled()
    view.next_button.click()
    said.append(view.status.text())
    view.what.images.line.setText("/images")
    ready.engine.facts = None
    view.what.images.line.setText("/images/photo")
    said.append(view.status.text())

    assert said == [
        "Give the address of the suspect; it begins with https://.",
        "Choose a folder of images, one subfolder for each class.",
        "The engine is still loading; this takes a moment.",
    ]
    assert not blocked
    assert view.strip.accessibleName() == "Step 2 of 3: What to ask"


def test_without_a_secret_nothing_can_be_verified(view: VerifyView) -> None:
    view.show_secret(None)

    assert view.status.text().startswith("Open the secret above")
    assert not view.whom.isEnabled()


def test_the_steps_go_on_by_keyboard_alone(qtbot: QtBot, view: VerifyView) -> None:
    view.whom.address.setFocus()
    QTest.keyClicks(view.whom.address, "https://example.org")
    QTest.keyClick(view.whom.address, Qt.Key.Key_Return)
    qtbot.waitUntil(view.what.isVisible)
    focused = view.what.images.line.hasFocus()
    view.back_button.click()

    assert focused
    assert view.whom.isVisible()


def test_what_was_filled_in_is_what_is_asked(
    qtbot: QtBot, view: VerifyView, verification: Any, said: list[Message], in_hand: SecretInHand
) -> None:
    view.whom.access_key.setText("mine")
    view.whom.model.setText("their-model")
    fill(view)
    view.what.queries.setValue(101)
    view.what.percent.setValue(2.5)
    qtbot.mouseClick(view.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.answer.words.text() == "80 of 180 embeddings")

    request = verification.asked[0]
    assert (request.questions.secret, request.questions.passphrase) == (in_hand.path, in_hand.passphrase)
    assert (request.questions.images, request.questions.queries) == (Path("/images/photo"), 102)
    assert (request.level, request.out) == (0.025, None)
    assert (request.suspect.reference, request.suspect.model) == ("https://example.org/v1/embeddings", "their-model")
    assert request.suspect.headers == {"Authorization": "Bearer mine"}
    assert said[0].severity == "warning"
    assert view.answer.bar.value() == 80
    assert not view.back_button.isVisible()


def test_p_values_are_drawn_as_they_come(qtbot: QtBot, view: VerifyView, verification: Any) -> None:
    start(qtbot, view)
    qtbot.waitUntil(lambda: len(view.answer.plot._curves.places) == 2)

    curves = view.answer.plot._curves
    assert curves.places.tolist() == [40, 80]
    assert curves.distribution.tolist() == [0.3, 3e-4]
    assert np.isnan(curves.trigger[0])
    assert view.answer.plot.plot.accessibleDescription() == "Distribution test 3.0 · 10⁻⁴, Trigger test 0.020"


def test_a_theft_is_told_with_licensee_p_values_and_effects(qtbot: QtBot, view: VerifyView, verification: Any) -> None:
    finish(qtbot, view, verification)

    verdict = view.answer.verdict
    assert verdict.headline.text() == "Shown: the embeddings bear the watermark of Globex"
    assert verdict.meaning.text() == "Both tests show it. Of innocent services, 1% at most would be accused like this."
    assert verdict.told == {
        "Distribution test": "p = 3.0 · 10⁻⁴ · cosine 0.980 with what Globex gets, 0.000 with wrong matrices, 0.100 "
        "without watermark: 20.9 standard deviations",
        "Trigger test": "p = 2.0 · 10⁻⁹ · the pairs of Globex are 0.120 closer than the others, "
        "\N{MINUS SIGN}0.020 without watermark: 1.5 standard deviations, of cosines as they are",
        "Limit": "p at most 0.005, after multiplying by the number of licensees (3)",
        "Nearest licensees": "Globex 0.980 · Acme \N{MINUS SIGN}0.030",
        "Asked for": "200 embeddings",
    }
    assert verdict.word.text().startswith("Evidence is your signed word.")
    assert verdict.word.isVisible()
    assert verdict.saver.save_button.hasFocus()
    assert view.answer.plot._curves.places.tolist()[-1] == 200
    assert view.back_button.isVisible()


def test_an_innocent_suspect_is_not_accused(qtbot: QtBot, view: VerifyView, verification: Any) -> None:
    verification.result = verification.not_shown
    finish(qtbot, view, verification)

    assert view.answer.verdict.headline.text().startswith("Not shown")
    assert view.answer.verdict.meaning.text().startswith("That does not clear the suspect")


def test_asking_can_be_cancelled(qtbot: QtBot, view: VerifyView, verification: Any) -> None:
    start(qtbot, view)
    qtbot.waitUntil(lambda: view.answer.bar.value() == 80)
    qtbot.mouseClick(view.answer.cancel_button, Qt.MouseButton.LeftButton)

    assert not view.is_running
    assert view.what.isVisible()
    assert view.answer.verdict.isHidden()


def test_a_suspect_that_cannot_be_asked_is_told_and_nothing_typed_is_lost(
    qtbot: QtBot, view: VerifyView, verification: Any, said: list[Message]
) -> None:
    verification.failure = SuspectError("https://example.org", "answers with an error", "try again later")
    start(qtbot, view)
    qtbot.waitUntil(view.what.isVisible)

    assert "answers with an error" in said[-1].sentence
    assert view.what.images.path == Path("/images/photo")


def test_another_secret_ends_what_was_asked_with_the_one_before(
    qtbot: QtBot, view: VerifyView, verification: Any
) -> None:
    start(qtbot, view)
    qtbot.waitUntil(lambda: view.answer.bar.value() == 80)
    view.show_secret(None)

    assert not view.is_running


def test_a_file_is_asked_through_questions_that_are_written_first(
    qtbot: QtBot, ready: WindowContext, in_hand: SecretInHand, registered_model: str, photo: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, said: list[Message], tiny_vit: Any,
) -> None:  # fmt: skip
    """The real questions, answered by a thief of Acme's embeddings, and the real verdict."""
    view = VerifyView(ready)
    qtbot.addWidget(view)
    view.show()
    view.show_secret(in_hand)
    view.whom.file_card.setChecked(True)
    view.next_button.click()
    view.what.images.set_path(photo)
    view.what.queries.setValue(24)
    hinted = view.status.text()
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(tmp_path / "questions")))
    qtbot.mouseClick(view.what.questions_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    view.what.answers.set_path(answer_as("Acme", tmp_path, in_hand, tiny_vit))
    qtbot.mouseClick(view.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.answer.verdict.isVisible, timeout=60_000)

    assert hinted.startswith("Write the questions, have them answered")
    assert said[-1].sentence.startswith("The questions are in")
    assert view.answer.verdict.headline.text() == "Shown: the embeddings bear the watermark of Acme"


def answer_as(licensee: str, folder: Path, secret: SecretInHand, backbone: Any) -> Path:
    """A file of what a licensee's service answers to the written questions."""
    texts = json.loads((folder / "questions" / "texts.json").read_text())
    rows = np.zeros((texts["rows"], backbone.embed_dim), dtype=np.float32)
    for name, text in texts["texts"].items():
        rows[int(name)] = backbone.encode_text([text]).numpy()[0]
    for path in (folder / "questions").glob("*.png"):
        pixels = backbone.preprocessing.apply(Image.open(path).convert("RGB"))
        rows[int(path.stem)] = backbone.statistics(torch.stack([pixels])).feature.numpy()[0]
    out = folder / f"answers-{texts['questions'][:16]}.npy"
    np.save(out, apply_watermark(rows, read_secret(secret.path, secret.passphrase).matrix(licensee)))
    return out


def test_evidence_is_signed_and_kept_with_a_page_to_read(
    qtbot: QtBot, ready: WindowContext, in_hand: SecretInHand, registered_model: str, photo: Path, tmp_path: Path,
    said: list[Message], tiny_vit: Any,
) -> None:  # fmt: skip
    wish = VerifyWish(in_hand, "", photo, 24, 0.01)
    run_to_end(write_questions(wish, tmp_path / "questions"))
    KeyStore().create("mine", "signing", "correct horse")
    view = VerifyView(ready)
    qtbot.addWidget(view)
    view.show()
    view.show_secret(in_hand)
    view.whom.file_card.setChecked(True)
    view.next_button.click()
    view.what.images.set_path(photo)
    view.what.queries.setValue(24)
    view.what.answers.set_path(answer_as("Acme", tmp_path, in_hand, tiny_vit))
    view.next_button.click()
    qtbot.waitUntil(view.answer.verdict.isVisible, timeout=60_000)
    saver = view.answer.verdict.saver
    qtbot.waitUntil(lambda: saver.signing.key is not None)
    saver.save_button.click()
    saver.place.set_path(tmp_path / "evidence.json")
    QTest.keyClicks(saver.signing.passphrase, "correct horse")
    QTest.keyClick(saver.signing.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said) and said[-1].severity == "done", timeout=30_000)

    assert json.loads((tmp_path / "evidence.json").read_text())["result"]["user"] == "Acme"
    assert (tmp_path / "evidence.json.sig").stat().st_size == 64
    assert "Acme" in (tmp_path / "evidence.json.html").read_text()
    assert saver.save_button.isVisible()


def test_secrets_are_not_shown_by_what_carries_them(in_hand: SecretInHand) -> None:
    wish = VerifyWish(in_hand, "https://example.org", Path("photo"), 200, 0.01, access_key="hidden")

    assert "hidden" not in repr(wish)
    assert in_hand.passphrase not in repr(wish)


def test_who_has_no_signing_key_is_led_to_make_one(
    qtbot: QtBot, view: VerifyView, verification: Any, window_folders: Callable[..., Any]
) -> None:
    finish(qtbot, view, verification)
    view.answer.verdict.saver.save_button.click()
    with qtbot.waitSignal(view.create_requested):
        view.answer.verdict.saver.signing.create_button.click()
