"""The owner makes keys that a passphrase protects, backs them up, and decides whom he trusts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ipclip_app.crypto.key_files import read_signing_key
from ipclip_app.crypto.key_store import KeyInfo, KeyStore
from ipclip_app.gui.bundles.keys_view import KeysView
from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.gui.bundles.strength import strength
from ipclip_app.gui.message_area import Message

Press = Callable[[QPushButton], None]
Settled = Callable[[], None]


@pytest.fixture
def view(page: BundlesPage) -> KeysView:
    page.tabs.setCurrentWidget(page.keys)
    return page.keys


def test_a_key_is_made_with_the_keyboard_and_opens_with_its_passphrase(
    view: KeysView, press: Press, settled: Settled, passphrase: str, said: list[Message]
) -> None:
    press(view.own.create_button)
    QTest.keyClicks(view.form.name_field, "owner")
    QTest.keyClicks(view.form.passphrase.first, passphrase)
    QTest.keyClicks(view.form.passphrase.second, passphrase)
    QTest.keyClick(view.form.passphrase.second, Qt.Key.Key_Return)
    settled()

    (key,) = KeyStore().list()
    assert (key.name, key.kind, key.encrypted) == ("owner", "signing", True)
    assert read_signing_key(key.path, passphrase)
    assert view.own.table.lines.rows[0].texts[:2] == ("owner", "Signing")
    assert view.form.passphrase.first.text() == ""
    assert "Back it up" in said[0].sentence


def test_a_receiving_key_is_made_as_well(view: KeysView, press: Press, settled: Settled, passphrase: str) -> None:
    press(view.own.create_button)
    view.form.receiving_button.click()
    view.form.name_field.setText("me")
    view.form.passphrase.first.setText(passphrase)
    view.form.passphrase.second.setText(passphrase)
    press(view.form.create_button)
    settled()

    assert [key.kind for key in KeyStore().list()] == ["receiving"]


@pytest.mark.parametrize(
    ("first", "second", "hint"),
    [("", "", "Eight characters"), ("short", "short", "Too short"), ("long enough it is", "long enough", "differ")],
)
def test_no_key_is_made_before_the_passphrase_is_right(
    view: KeysView, press: Press, settled: Settled, first: str, second: str, hint: str
) -> None:
    press(view.own.create_button)
    view.form.name_field.setText("owner")
    view.form.passphrase.first.setText(first)
    view.form.passphrase.second.setText(second)
    press(view.form.create_button)
    settled()

    assert hint in view.form.passphrase.hint.text()
    assert view.form.passphrase.hint.property("role") == "bad"
    assert KeyStore().list() == ()


def test_a_name_that_is_taken_is_told_in_the_form(
    owner_key: KeyInfo, view: KeysView, press: Press, settled: Settled, passphrase: str
) -> None:
    press(view.own.create_button)
    view.form.name_field.setText("owner")
    view.form.passphrase.first.setText(passphrase)
    view.form.passphrase.second.setText(passphrase)
    press(view.form.create_button)
    settled()

    assert "exists already" in view.form.error.text()
    assert view.form.create_button.isEnabled()


def test_escape_leaves_the_form_and_forgets_the_passphrase(view: KeysView, press: Press, passphrase: str) -> None:
    press(view.own.create_button)
    view.form.passphrase.first.setText(passphrase)

    QTest.keyClick(view.form.name_field, Qt.Key.Key_Escape)

    assert not view.form.isVisible()
    assert view.form.passphrase.first.text() == ""
    assert view.own.create_button.hasFocus()


def test_both_halves_are_backed_up_and_no_copy_is_ever_overwritten(
    owner_key: KeyInfo, view: KeysView, settled: Settled, tmp_path: Path, said: list[Message]
) -> None:
    safe = tmp_path / "safe"
    safe.mkdir()

    view.own.back_up_to(safe)
    settled()
    names = sorted(path.name for path in safe.iterdir())
    view.own.back_up_to(safe)
    settled()

    assert names == ["owner.signing.pem", "owner.signing.pub.pem"]
    assert (safe / names[0]).read_bytes() == owner_key.path.read_bytes()
    assert [message.severity for message in said] == ["done", "error"]
    assert "exists already" in said[1].sentence


def test_the_public_half_is_copied_to_be_given_away(owner_key: KeyInfo, view: KeysView, press: Press) -> None:
    press(view.own.copy_button)

    assert QGuiApplication.clipboard().text() == owner_key.public_path.read_text()
    assert "PRIVATE" not in QGuiApplication.clipboard().text()


def test_a_damaged_key_says_so_and_cannot_be_backed_up(
    owner_key: KeyInfo, view: KeysView, page: BundlesPage, settled: Settled
) -> None:
    owner_key.path.write_text("nothing")
    page.shown()
    settled()

    assert view.own.table.lines.rows[0].texts[3] == "Damaged"
    assert "restore it from a backup" in view.own.problem.text()
    assert not view.own.backup_button.isEnabled()


def test_an_issuer_is_imported_and_forgotten(view: KeysView, press: Press, settled: Settled, issuer_file: Path) -> None:
    view.import_key(issuer_file)
    settled()
    press(view.trust.trust_button)
    settled()
    assert [issuer.name for issuer in KeyStore().trusted()] == ["issuer"]

    press(view.issuers.forget_button)
    assert "issuer" in view.issuers.question.text.text()
    press(view.issuers.question.accept_button)
    settled()

    assert KeyStore().trusted() == ()
    assert view.issuers.nothing.isVisible()


def test_a_file_that_holds_no_public_key_is_told_in_the_form(
    view: KeysView, settled: Settled, owner_key: KeyInfo
) -> None:
    view.import_key(owner_key.path)
    settled()

    assert str(owner_key.path) in view.trust.error.text()
    assert not view.trust.trust_button.isEnabled()


@pytest.mark.parametrize(
    ("passphrase", "answer"),
    [
        ("", "none"),
        ("1234567", "short"),
        ("12345678901234567890", "weak"),
        ("aaaaaaaaaaaaaaaaaaaa", "weak"),
        ("blue chair", "weak"),
        ("blue chair tree", "fair"),
        ("correct horse battery staple", "strong"),
        ("größere Eulen fliegen", "strong"),
    ],
)
def test_length_and_surprise_make_a_passphrase_strong(passphrase: str, answer: str) -> None:
    assert strength(passphrase) == answer
