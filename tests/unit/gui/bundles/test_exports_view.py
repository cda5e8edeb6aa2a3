"""The owner exports a run for a licensee, sees who has what, and renews it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ipclip_app.crypto.key_store import KeyInfo
from ipclip_app.gui.bundles.exports_view import ExportsView
from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.jobs.export_records import ExportRecord, records_file
from ipclip_app.jobs.export_request import ExportRequest

Press = Callable[[QPushButton], None]
Settled = Callable[[], None]
MakeExport = Callable[..., ExportRecord]


@pytest.fixture
def view(page: BundlesPage) -> ExportsView:
    page.tabs.setCurrentWidget(page.exports)
    return page.exports


def rows(view: ExportsView) -> list[tuple[str, ...]]:
    return [row.texts for row in view.list.table.lines.rows]


def test_nothing_exported_yet_is_said_and_an_export_offered(view: ExportsView) -> None:
    assert view.list.none.isVisible()
    assert view.list.export_button.isVisible()
    assert not view.list.renew_button.isVisible()


def test_exports_are_listed_with_their_end_the_newest_first(
    make_export: MakeExport, page: BundlesPage, settled: Settled, golden: Path
) -> None:
    make_export(licensee="Acme", valid_until=None)
    make_export(licensee="Bob", valid_until="2026-02-01T23:59:59Z", path=golden.with_name("gone.ipclip"))
    page.shown()
    settled()

    newest, oldest = rows(page.exports)
    assert (newest[0], oldest[0]) == ("Bob", "Acme")
    assert newest[2].endswith(", over")
    assert newest[5] == "gone.ipclip (not there)"
    assert (oldest[2], oldest[3], oldest[4]) == ("No end", "No", "01234567")


def test_a_damaged_list_is_told_with_its_file(page: BundlesPage, settled: Settled) -> None:
    records_file().parent.mkdir(parents=True, exist_ok=True)
    records_file().write_text("nothing")
    page.tabs.setCurrentWidget(page.exports)
    page.shown()
    settled()

    assert page.exports.list.error.isVisible()
    assert str(records_file()) in page.exports.list.error.text()


def test_an_exported_file_is_looked_into(
    make_export: MakeExport, view: ExportsView, page: BundlesPage, settled: Settled, press: Press, golden: Path
) -> None:
    make_export()
    page.shown()
    settled()

    press(view.list.inspect_button)
    settled()

    assert page.tabs.currentWidget() is page.opened
    assert page.opened.path == golden


def test_a_bundle_is_renewed_under_the_same_conditions(
    make_export: MakeExport,
    owner_key: KeyInfo,
    requests: list[ExportRequest],
    view: ExportsView,
    page: BundlesPage,
    settled: Settled,
    press: Press,
    passphrase: str,
    tmp_path: Path,
) -> None:
    record = make_export(issuer=owner_key.fingerprint, path=tmp_path / "acme.ipclip")
    page.shown()
    settled()
    press(view.list.renew_button)
    assert not view.renewal.other_key.isVisible()
    view.renewal.end.line.setText("2101-01-31")
    QTest.keyClicks(view.renewal.signing.passphrase, passphrase)
    press(view.renewal.writing.begin_button)
    settled()

    (request,) = requests
    assert (request.licensee, request.scope, request.run) == (record.licensee, record.scope, record.run)
    assert request.out == tmp_path / "acme-until-2101-01-31.ipclip"


def test_another_key_than_that_of_the_old_bundle_is_pointed_out(
    make_export: MakeExport, owner_key: KeyInfo, view: ExportsView, page: BundlesPage, settled: Settled, press: Press
) -> None:
    make_export(issuer="SHA256:gone")
    page.shown()
    settled()

    press(view.list.renew_button)

    assert view.renewal.other_key.isVisible()


def test_escape_leaves_the_form(view: ExportsView, press: Press) -> None:
    press(view.list.export_button)

    QTest.keyClick(view.form.licensee, Qt.Key.Key_Escape)

    assert view.list.isVisible()
    assert view.list.export_button.hasFocus()
