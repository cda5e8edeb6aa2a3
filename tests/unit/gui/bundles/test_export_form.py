"""A run is exported for a licensee, and what is wrong is said where it can be mended."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ipclip_app.crypto.key_store import KeyInfo
from ipclip_app.gui.bundles.bundle_jobs import ExportWish, Signature
from ipclip_app.gui.bundles.exports_view import ExportsView
from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.opening import Found
from ipclip_app.jobs import export as export_module
from ipclip_app.jobs.export_records import ExportRecord
from ipclip_app.jobs.export_request import ExportRequest, first_moment
from ipclip_app.progress import Report

Press = Callable[[QPushButton], None]
Settled = Callable[[], None]
MakeExport = Callable[..., ExportRecord]


@pytest.fixture
def view(page: BundlesPage) -> ExportsView:
    page.tabs.setCurrentWidget(page.exports)
    return page.exports


def test_a_run_is_exported_for_a_licensee_with_the_keyboard(
    finished_run: Path,
    owner_key: KeyInfo,
    requests: list[ExportRequest],
    view: ExportsView,
    settled: Settled,
    press: Press,
    passphrase: str,
    tmp_path: Path,
    said: list[Message],
) -> None:
    press(view.list.export_button)
    QTest.keyClicks(view.form.licensee, "Acme Ltd.")
    assert view.form.place.path == Path.home() / "acme-ltd.ipclip"
    view.form.place.line.clear()
    QTest.keyClicks(view.form.place.line, str(tmp_path / "mine"))
    view.form.end.line.setText("2100-12-31")
    QTest.keyClicks(view.form.signing.passphrase, passphrase)
    QTest.keyClick(view.form.signing.passphrase, Qt.Key.Key_Return)
    settled()

    (request,) = requests
    assert (request.run, request.licensee, request.issuer_name) == (finished_run, "Acme Ltd.", "owner")
    assert request.out == tmp_path / "mine.ipclip"
    assert request.valid_until is not None
    assert f"{request.valid_until:%Y-%m-%d %H:%M}" == "2100-12-31 23:59"
    assert request.signing.public.fingerprint == owner_key.fingerprint
    assert not request.force
    assert view.list.isVisible()
    assert view.form.signing.passphrase.text() == ""
    assert str(tmp_path / "mine.ipclip") in said[0].sentence


def test_first_day_and_licence_are_the_owners(
    finished_run: Path,
    owner_key: KeyInfo,
    requests: list[ExportRequest],
    view: ExportsView,
    settled: Settled,
    press: Press,
    passphrase: str,
    tmp_path: Path,
) -> None:
    (tmp_path / "licence.txt").write_text("Mine.")
    press(view.list.export_button)
    form = view.form
    form.licensee.setText("Acme")
    form.end.line.setText("2100-12-31")
    form.license.set_path(tmp_path / "licence.txt")
    form.signing.passphrase.setText(passphrase)
    form.begin_line.setText("2100-01-31")
    press(form.writing.begin_button)
    settled()

    (request,) = requests
    assert request.valid_from == first_moment("2100-01-31")
    assert request.license_text == "Mine."
    form.begin()
    assert (form.begin_line.text(), form.license.path) == ("", None)


def test_a_day_that_is_none_and_a_licence_that_is_missing_are_told(
    finished_run: Path,
    owner_key: KeyInfo,
    requests: list[ExportRequest],
    view: ExportsView,
    settled: Settled,
    press: Press,
    passphrase: str,
    tmp_path: Path,
) -> None:
    press(view.list.export_button)
    view.form.licensee.setText("Acme")
    view.form.signing.passphrase.setText(passphrase)
    said = []
    for day, licence in (("soon", None), ("", tmp_path / "gone.txt")):
        view.form.begin_line.setText(day)
        view.form.license.set_path(licence)
        press(view.form.writing.begin_button)
        settled()
        said.append(view.form.writing.error.text())

    assert "YYYY-MM-DD" in said[0]
    assert "gone.txt: cannot be read" in said[1]
    assert requests == []


def test_a_wrong_passphrase_is_said_beside_its_field(
    finished_run: Path,
    owner_key: KeyInfo,
    requests: list[ExportRequest],
    view: ExportsView,
    settled: Settled,
    press: Press,
) -> None:
    press(view.list.export_button)
    view.form.licensee.setText("Acme")
    for typed, sentence in (("", "type its passphrase"), ("wrong", "does not open the key")):
        view.form.signing.passphrase.setText(typed)
        press(view.form.writing.begin_button)
        settled()

        assert sentence in view.form.signing.error.text()
        assert view.form.signing.error.isVisible()
        assert not view.form.writing.error.isVisible()
        assert view.form.signing.passphrase.hasFocus()
    QTest.keyClicks(view.form.signing.passphrase, "x")
    assert not view.form.signing.error.isVisible()
    assert requests == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("licensee", "", "for whom"),
        ("issuer", " ", "your name"),
        ("end", "", "last day"),
        ("end", "31.12.2100", "YYYY-MM-DD"),
        ("end", "2020-01-01", "later day"),
        ("place", "", "file to write"),
    ],
)
def test_what_is_missing_or_makes_no_sense_is_said_in_the_form(
    finished_run: Path,
    owner_key: KeyInfo,
    requests: list[ExportRequest],
    view: ExportsView,
    settled: Settled,
    press: Press,
    passphrase: str,
    field: str,
    value: str,
    sentence: str,
) -> None:
    press(view.list.export_button)
    view.form.licensee.setText("Acme")
    view.form.signing.passphrase.setText(passphrase)
    line = getattr(view.form, field)
    getattr(line, "line", line).setText(value)

    press(view.form.writing.begin_button)
    settled()

    assert sentence in view.form.writing.error.text()
    assert requests == []


def test_a_file_that_exists_is_not_overwritten(
    finished_run: Path,
    owner_key: KeyInfo,
    view: ExportsView,
    settled: Settled,
    press: Press,
    passphrase: str,
    tmp_path: Path,
) -> None:
    taken = tmp_path / "taken.ipclip"
    taken.write_text("precious")
    press(view.list.export_button)
    view.form.licensee.setText("Acme")
    view.form.place.set_path(taken)
    view.form.signing.passphrase.setText(passphrase)
    press(view.form.writing.begin_button)
    settled()

    assert "choose another name" in view.form.writing.error.text()
    assert "--force" not in view.form.writing.error.text()
    assert taken.read_text() == "precious"


def test_without_a_key_the_form_leads_to_making_one(
    finished_run: Path, view: ExportsView, page: BundlesPage, press: Press
) -> None:
    press(view.list.export_button)
    press(view.form.signing.create_button)

    assert page.tabs.currentWidget() is page.keys
    assert page.keys.form.isVisible()


def test_a_run_that_is_handed_over_is_chosen(
    finished_run: Path, page: BundlesPage, settled: Settled, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / "run"
    page.take(Found("run", (other,)))
    page.shown()
    settled()

    assert page.exports.form.isVisible()
    assert page.exports.form.run_box.run == other
    assert page.exports.form.run_box.count() == 2


def test_an_export_is_cancelled_and_the_form_keeps_what_was_typed(
    finished_run: Path,
    owner_key: KeyInfo,
    view: ExportsView,
    settled: Settled,
    press: Press,
    passphrase: str,
    monkeypatch: pytest.MonkeyPatch,
    said: list[Message],
) -> None:
    def endless(request: ExportRequest) -> Iterator[Report]:
        while True:
            yield Report("export", 0, 3)

    monkeypatch.setattr(export_module, "export", endless)
    press(view.list.export_button)
    view.form.licensee.setText("Acme")
    view.form.signing.passphrase.setText(passphrase)
    press(view.form.writing.begin_button)
    assert view.form.writing.bar.isVisible()

    press(view.form.writing.cancel_button)
    settled()

    assert view.form.isVisible()
    assert view.form.licensee.text() == "Acme"
    assert view.form.writing.begin_button.isEnabled()
    assert said == []


def test_nothing_is_exported_before_the_engine_is_there(view: ExportsView, press: Press, page: BundlesPage) -> None:
    page.context.engine.facts = None
    press(view.list.export_button)

    assert not view.form.writing.begin_button.isEnabled()
    assert "loading" in view.form.writing.begin_button.toolTip()


def test_a_passphrase_is_never_shown_by_what_carries_it(owner_key: KeyInfo, passphrase: str) -> None:
    signature = Signature(owner_key.path, passphrase)
    wish: Any = ExportWish(Path(), Path(), "a", "b", "c", "", None, signature)

    assert passphrase not in repr(signature)
    assert passphrase not in repr(replace(wish, licensee="d"))
