"""A secret is chosen, opened with its passphrase, or made; its passphrase is shown to nobody."""

import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ipclip_app.gui.message_area import Message
from ipclip_app.gui.watermark.page import WatermarkPage
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.gui.watermark.secret_words import named_words
from ipclip_app.progress import Job, Report
from ipclip_app.watermark.secret_file import read_secret

PASSPHRASE = "correct horse battery"  # noqa: S105 - of a test

pytestmark = pytest.mark.usefixtures("plain_numbers")


def unlock(page: WatermarkPage, passphrase: str = PASSPHRASE) -> None:
    QTest.keyClicks(page.card.lock.passphrase, passphrase)
    QTest.keyClick(page.card.lock.passphrase, Qt.Key.Key_Return)


def fill(page: WatermarkPage, name: str = "autumn", licensees: str = "Acme\nGlobex") -> None:
    form = page.card.form
    page.card.begin_new()
    form.name_field.setText(name)
    form.licensees.text.setPlainText(licensees)
    form.passphrase.first.setText(PASSPHRASE)
    form.passphrase.second.setText(PASSPHRASE)


def test_who_has_no_secret_is_invited_to_make_one(page: WatermarkPage) -> None:
    assert page.card.invitation.isVisible()
    assert not page.card.box.isVisible()
    assert page.card.new_button.property("role") == "primary"


def test_a_secret_of_the_owners_folder_opens_with_its_passphrase(
    qtbot: QtBot, keep_secret: Callable[..., Path], page: WatermarkPage
) -> None:
    path = keep_secret("spring")
    page.hide()
    page.show()
    qtbot.waitUntil(page.card.lock.isVisible)
    hidden = page.card.lock.passphrase.echoMode()
    unlock(page)
    qtbot.waitUntil(page.card.facts.isVisible, timeout=30_000)

    assert hidden == QLineEdit.EchoMode.Password
    assert page.card.secret is not None
    assert (page.card.secret.path, page.card.secret.users) == (path, ("Acme", "Globex", "Initech"))
    assert page.card.facts.values[0].text() == "Exact · random rotations, 24 by 24, condition number up to 1.00"
    assert page.card.lock.passphrase.text() == ""


def test_a_wrong_passphrase_is_told_beside_the_field(
    qtbot: QtBot, keep_secret: Callable[..., Path], page: WatermarkPage, said: list[Message]
) -> None:
    page.card.choose(keep_secret("spring"))
    unlock(page, "something else")
    qtbot.waitUntil(page.card.lock.error.isVisible, timeout=30_000)

    assert page.card.lock.error.text() == "This passphrase does not open the secret. Try again."
    assert page.card.lock.passphrase.selectedText() == "something else"
    assert page.card.secret is None
    assert said == []


def test_a_file_that_is_no_secret_is_told_with_its_name(qtbot: QtBot, page: WatermarkPage, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    page.card.choose(tmp_path / "notes.txt")
    unlock(page)
    qtbot.waitUntil(page.card.lock.error.isVisible, timeout=30_000)

    assert "notes.txt" in page.card.lock.error.text()


def test_locking_forgets_what_was_open(qtbot: QtBot, keep_secret: Callable[..., Path], page: WatermarkPage) -> None:
    page.card.choose(keep_secret("spring"))
    unlock(page)
    qtbot.waitUntil(page.card.facts.isVisible, timeout=30_000)
    with qtbot.waitSignal(page.card.changed):
        qtbot.mouseClick(page.card.lock_button, Qt.MouseButton.LeftButton)

    assert page.card.secret is None
    assert page.card.lock.isVisible()
    assert not page.service.keys.isVisible()


def test_a_dropped_file_is_the_secret_to_open(
    qtbot: QtBot, keep_secret: Callable[..., Path], page: WatermarkPage, tmp_path: Path,
    drop: Callable[..., Any], files: Callable[..., QMimeData],
) -> None:  # fmt: skip
    path = keep_secret("elsewhere", tmp_path)
    drop(page.card, files(path))
    unlock(page)
    qtbot.waitUntil(page.card.facts.isVisible, timeout=30_000)

    assert page.card.property("role") == "card"
    assert page.card.secret is not None
    assert page.card.secret.path == path


def test_a_picked_file_is_the_secret_to_open(
    page: WatermarkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(tmp_path / "a.secret")))
    page.card.open_button.click()

    assert page.card.box.currentText() == "a"
    assert page.card.lock.isVisible()


@pytest.mark.parametrize(
    ("name", "licensees", "problem"),
    [
        ("", "Acme", "Give the secret a name of letters, digits and dashes."),
        ("../up", "Acme", "Give the secret a name of letters, digits and dashes."),
        ("autumn", " \n", "Name a licensee at least."),
        ("autumn", "Acme\nGlobex\n Acme ", "“Acme” is there twice."),
        ("autumn", "x" * 201, f"“{'x' * 20}…” is no name: too long, or not to be printed."),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_made(
    page: WatermarkPage, name: str, licensees: str, problem: str
) -> None:
    fill(page, name, licensees)
    page.card.form.create_button.click()

    assert page.card.form.error.text() == problem
    assert not page.card.form.is_running


def test_a_secret_is_made_for_its_owner_alone_and_taken_in_hand(
    qtbot: QtBot, page: WatermarkPage, registered_model: str, said: list[Message]
) -> None:
    fill(page)
    page.card.form.backbones.choose(registered_model)
    with qtbot.waitSignal(page.card.changed, timeout=30_000):
        page.card.form.create_button.click()

    secret = page.card.secret
    assert secret is not None
    assert (secret.mode, secret.users) == ("exact", ("Acme", "Globex"))
    assert stat.S_IMODE(secret.path.stat().st_mode) == 0o600
    assert read_secret(secret.path, PASSPHRASE).users == ("Acme", "Globex")
    assert page.card.facts.isVisible()
    assert page.tabs.isVisible()
    assert "Copy the file to a safe place" in said[-1].sentence


def test_a_secret_is_not_overwritten(
    qtbot: QtBot, page: WatermarkPage, keep_secret: Callable[..., Path], registered_model: str
) -> None:
    path = keep_secret("autumn")
    before = path.read_bytes()
    fill(page)
    page.card.form.backbones.choose(registered_model)
    page.card.form.create_button.click()
    qtbot.waitUntil(page.card.form.error.isVisible, timeout=30_000)

    assert page.card.form.error.text() == "There is a secret of this name already; choose another name."
    assert page.card.secret is None
    assert path.read_bytes() == before


def test_pairs_and_how_matrices_are_made_are_asked_for_in_trigger_mode_alone(page: WatermarkPage) -> None:
    fill(page)
    form = page.card.form
    shown = [form.method_box.isVisible(), form.images.isVisible()]
    form.modes[1].setChecked(True)

    assert shown == [False, False]
    assert [form.method_box.isVisible(), form.images.isVisible()] == [True, True]


def test_what_was_filled_in_is_what_is_made_and_can_be_cancelled(
    qtbot: QtBot, page: WatermarkPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    ended = threading.Event()

    def forever(request: Any) -> Job[SecretInHand]:
        asked.append(request)
        try:
            while True:
                yield Report("matrices", 3, 9)
        finally:
            ended.set()

    monkeypatch.setattr("ipclip_app.jobs.watermark_create.create_secret", forever)
    fill(page)
    form = page.card.form
    form.modes[1].setChecked(True)
    form.method_box.setCurrentIndex(1)
    form.images.line.setText("/images")
    form.create_button.click()
    qtbot.waitUntil(lambda: form.bar.value() == 3)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(ended.is_set)

    assert (asked[0].mode, asked[0].method, asked[0].images) == ("trigger", "learned", Path("/images"))
    assert (asked[0].backbone, asked[0].users, asked[0].passphrase) == ("demo", ("Acme", "Globex"), PASSPHRASE)
    assert form.create_button.isVisible()
    assert page.card.secret is None


def test_escape_leaves_the_form(page: WatermarkPage) -> None:
    page.card.begin_new()
    hidden = not page.tabs.isVisible()
    QTest.keyClick(page.card.form.name_field, Qt.Key.Key_Escape)

    assert hidden
    assert page.card.chooser.isVisible()
    assert page.tabs.isVisible()


def test_a_passphrase_is_not_shown_by_what_carries_it(in_hand: SecretInHand) -> None:
    assert PASSPHRASE not in repr(in_hand)


def test_of_many_licensees_the_first_are_named() -> None:
    assert named_words(tuple("abcdefg")) == "a, b, c, d, e and 2 more"
