"""Licensees are added to the secret in hand, and offered a key; nobody loses anything by it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ipclip_app.errors import (
    IpclipError,
    LicenseeNameError,
    OutputBusyError,
    OutputError,
    TooManyLicenseesError,
    WrongPassphraseError,
)
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.watermark.addition_form import AdditionForm
from ipclip_app.gui.watermark.key_jobs import keys_file
from ipclip_app.gui.watermark.page import WatermarkPage
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.progress import Job, Report
from ipclip_app.service.access_keys import read_access_keys
from ipclip_app.watermark.secret_file import read_secret

pytestmark = pytest.mark.usefixtures("plain_numbers")

ADD = "ipclip_app.jobs.watermark_create.add_licensees"
CHANGED = "The secret's file was changed meanwhile. Lock the secret and open it again."


@pytest.fixture
def form(qtbot: QtBot, page: WatermarkPage, in_hand: SecretInHand) -> AdditionForm:
    """The form, opened from the card of a secret with three licensees."""
    page.card._made(in_hand)
    qtbot.waitUntil(lambda: len(page.service.keys.keys) == 3)
    qtbot.mouseClick(page.card.add_button, Qt.MouseButton.LeftButton)
    return page.card.addition


def add(qtbot: QtBot, form: AdditionForm, *names: str) -> None:
    """Type the names and add them."""
    for place, name in enumerate(names):
        if place:
            QTest.keyClick(form.licensees.text, Qt.Key.Key_Return)
        QTest.keyClicks(form.licensees.text, name)
    qtbot.mouseClick(form.add_button, Qt.MouseButton.LeftButton)


def grown(secret: SecretInHand, *names: str) -> Any:
    """What the job finds that adds these."""
    licensees = [type("Licensee", (), {"name": name}) for name in (*secret.users, *names)]
    facts = {"mode": secret.mode, "method": secret.method, "backbone": secret.backbone, "dimension": secret.dimension}
    facts |= {"pairs": 0, "condition": (1.0, 1.0), "licensees": licensees}
    return type("Made", (), {"path": secret.path, "facts": type("Facts", (), facts)})


@pytest.fixture
def adding(monkeypatch: pytest.MonkeyPatch, in_hand: SecretInHand) -> list[Any]:
    """What was asked to be added; it is done at once and touches no file."""
    asked: list[Any] = []

    def job(request: Any) -> Job[Any]:
        asked.append(request)
        yield Report("matrices", 1, 1)
        return grown(in_hand, *request.users)

    monkeypatch.setattr(ADD, job)
    return asked


def test_it_tells_who_is_in_the_secret_and_takes_the_page_for_itself(page: WatermarkPage, form: AdditionForm) -> None:
    assert form.isVisible()
    assert form.title.text() == "New licensees of spring"
    assert form.present.text() == "3 licensees: Acme, Globex, Initech"
    assert form.licensees.text.hasFocus()
    assert not page.card.chooser.isVisible()
    assert not page.tabs.isVisible()


def test_licensees_are_added_to_the_file_and_the_others_keep_their_matrices(
    qtbot: QtBot, page: WatermarkPage, form: AdditionForm, in_hand: SecretInHand, said: list[Message]
) -> None:
    before = read_secret(in_hand.path, in_hand.passphrase)
    with qtbot.waitSignal(page.card.grown, timeout=60_000):
        add(qtbot, form, "Hooli", "  Pied Piper ")

    after = read_secret(in_hand.path, in_hand.passphrase)
    assert after.users == ("Acme", "Globex", "Initech", "Hooli", "Pied Piper")
    np.testing.assert_array_equal(after.matrices[:3], before.matrices)
    assert page.card.secret is not None
    assert page.card.secret.users == after.users
    assert page.card.facts.values[1].text() == "5 licensees: Acme, Globex, Initech, Hooli, Pied Piper"
    assert said[-1].sentence == (
        f"Added to the secret: Hooli, Pied Piper. Make their keys below, and copy {in_hand.path} to a safe place again."
    )


@pytest.mark.usefixtures("adding")
def test_the_first_new_licensee_is_at_hand_for_a_key(
    qtbot: QtBot, page: WatermarkPage, form: AdditionForm, in_hand: SecretInHand
) -> None:
    page.tabs.setCurrentWidget(page.attacks)
    add(qtbot, form, "Hooli", "Pied Piper")
    keys = page.service.keys
    qtbot.waitUntil(lambda: len(keys.keys) == 5)
    focused = keys.table.hasFocus()
    QTest.keyClick(keys.table, Qt.Key.Key_Return)
    qtbot.waitUntil(keys.new_key.isVisible)

    assert focused
    assert read_access_keys(keys_file(in_hand.path)).licensee_of(keys.new_key.line.text.text()) == "Hooli"


@pytest.mark.usefixtures("adding")
def test_neither_a_shown_key_nor_what_was_found_is_lost(qtbot: QtBot, page: WatermarkPage, form: AdditionForm) -> None:
    lost: list[SecretInHand | None] = []
    page.verify.show_secret = lost.append  # type: ignore[method-assign]
    page.attacks.show_secret = lost.append  # type: ignore[method-assign]
    QTest.keyClick(form, Qt.Key.Key_Escape)
    qtbot.mouseClick(page.service.keys.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.service.keys.new_key.isVisible)
    shown = page.service.keys.new_key.line.text.text()
    qtbot.mouseClick(page.card.add_button, Qt.MouseButton.LeftButton)
    add(qtbot, form, "Hooli")
    qtbot.waitUntil(lambda: len(page.service.keys.keys) == 4)

    assert page.service.keys.new_key.isVisible()
    assert page.service.keys.new_key.line.text.text() == shown
    assert lost == []


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ((" ",), "Name a licensee at least."),
        (("Hooli", "Globex"), "“Globex” is in the secret already."),
        (("Hooli", "Hooli"), "“Hooli” is there twice."),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_made(
    qtbot: QtBot, form: AdditionForm, adding: list[Any], names: tuple[str, ...], problem: str
) -> None:
    add(qtbot, form, *names)
    told = form.error.text()
    QTest.keyClicks(form.licensees.text, "s")

    assert told == problem
    assert not form.error.isVisible()
    assert adding == []


def test_no_more_licensees_than_a_secret_holds(form: AdditionForm) -> None:
    form.licensees.text.setPlainText("\n".join(map(str, range(998))))

    assert form.licensees.problem == "A secret has 1,000 licensees at most."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (LicenseeNameError("Hooli", "there is one", "choose another"), CHANGED),
        (WrongPassphraseError(Path("spring")), CHANGED),
        (
            TooManyLicenseesError(9, 3, "whatever"),
            "This secret has no room for so many; make another one for the rest.",
        ),
        (OutputBusyError(Path("spring")), "Another program is writing the secret. Try again in a moment."),
        (OutputError(Path("spring"), "no space"), str(OutputError(Path("spring"), "no space"))),
    ],
)
def test_a_failure_is_told_in_the_form_and_the_names_stay(
    qtbot: QtBot, page: WatermarkPage, form: AdditionForm, monkeypatch: pytest.MonkeyPatch, in_hand: SecretInHand,
    error: IpclipError, sentence: str,
) -> None:  # fmt: skip
    def fail(_: object) -> Job[Any]:
        yield Report("matrices", 0, 1)
        raise error

    monkeypatch.setattr(ADD, fail)
    add(qtbot, form, "Hooli")
    qtbot.waitUntil(form.error.isVisible)

    assert form.error.text().replace("\u200b", "") == sentence
    assert form.licensees.names == ("Hooli",)
    assert form.licensees.text.hasFocus()
    assert form.add_button.isVisible()
    assert page.card.secret is in_hand


def test_escape_while_they_are_added_adds_nobody(
    qtbot: QtBot, page: WatermarkPage, form: AdditionForm, monkeypatch: pytest.MonkeyPatch, in_hand: SecretInHand
) -> None:
    ended = threading.Event()

    def forever(_: object) -> Job[Any]:
        try:
            while True:
                yield Report("matrices", 3, 9)
        finally:
            ended.set()

    monkeypatch.setattr(ADD, forever)
    add(qtbot, form, "Hooli")
    qtbot.waitUntil(lambda: form.bar.value() == 3)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(form.add_button.isVisible)

    assert ended.is_set()
    assert page.card.secret is in_hand
    assert form.licensees.names == ("Hooli",)


def test_who_stops_too_late_is_told_that_they_were_added(
    qtbot: QtBot, page: WatermarkPage, form: AdditionForm, monkeypatch: pytest.MonkeyPatch, in_hand: SecretInHand
) -> None:
    written = threading.Event()

    def job(request: Any) -> Job[Any]:
        yield Report("matrices", 1, 9)
        assert written.wait(30)
        return grown(in_hand, *request.users)

    monkeypatch.setattr(ADD, job)
    add(qtbot, form, "Hooli")
    qtbot.waitUntil(lambda: form.bar.value() == 1)
    qtbot.mouseClick(form.cancel_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.card.grown):
        written.set()

    assert page.card.secret is not None
    assert page.card.secret.users[-1] == "Hooli"


def test_escape_leaves_the_form(page: WatermarkPage, form: AdditionForm) -> None:
    QTest.keyClick(form.licensees.text, Qt.Key.Key_Escape)

    assert page.card.chooser.isVisible()
    assert page.tabs.isVisible()
    assert page.card.add_button.hasFocus()


def test_no_file_can_be_dropped_on_the_form(
    page: WatermarkPage, form: AdditionForm, tmp_path: Path,
    drag: Callable[..., QDragEnterEvent], files: Callable[..., QMimeData],
) -> None:  # fmt: skip
    refused = drag(page.card, files(tmp_path / "other.secret"))
    QTest.keyClick(form, Qt.Key.Key_Escape)
    taken = drag(page.card, files(tmp_path / "other.secret"))

    assert not refused.isAccepted()
    assert taken.isAccepted()


def test_a_locked_secret_offers_no_addition(page: WatermarkPage, form: AdditionForm, qtbot: QtBot) -> None:
    form.leave()
    qtbot.mouseClick(page.card.lock_button, Qt.MouseButton.LeftButton)

    assert not page.card.add_button.isVisible()


@pytest.mark.usefixtures("adding")
def test_the_page_scrolls_to_the_keys_that_are_to_be_made(
    qtbot: QtBot, page: WatermarkPage, form: AdditionForm
) -> None:
    page.resize(760, 330)
    add(qtbot, form, "Hooli")
    keys, viewport = page.service.keys, page.scroll_area.viewport()
    qtbot.waitUntil(lambda: len(keys.keys) == 4)

    def is_in_sight(widget: QWidget) -> bool:
        return viewport.rect().contains(QRect(widget.mapTo(viewport, QPoint()), widget.size()))

    qtbot.waitUntil(lambda: is_in_sight(keys.table))
    QTest.keyClick(keys.table, Qt.Key.Key_Return)
    qtbot.waitUntil(keys.new_key.isVisible)
    qtbot.waitUntil(lambda: is_in_sight(keys.new_key.line.copy_button))
