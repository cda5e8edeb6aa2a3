"""The form with the job that it was made for: what it writes opens in the same page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ipclip_app.config import SplitConfig, TrainConfig, ViewConfig
from ipclip_app.crypto.key_store import KeyInfo, KeyStore
from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.opening import Found
from ipclip_app.jobs.export_records import list_exports
from ipclip_app.jobs.protect import protect
from ipclip_app.jobs.train import TrainRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import run_to_end


@pytest.fixture
def evaluated_run(
    context: WindowContext, photo: Path, sketch: Path, tiny_vit: Backbone, short_fits: None, tmp_path: Path
) -> Path:
    """A run of one epoch in the owner's folder of runs."""
    context.settings.change(runs_folder=str(tmp_path / "runs"))
    config = TrainConfig(epochs=1, batch_size=4, split=SplitConfig(50, 25, 25), views=ViewConfig(crops=0))
    run = tmp_path / "runs" / "tiny"
    run_to_end(protect(TrainRequest(photo, sketch, tiny_vit.name, run, config, "cpu")))
    return run


def test_a_run_becomes_a_bundle_that_is_listed_opened_and_renewed(
    evaluated_run: Path,
    owner_key: KeyInfo,
    passphrase: str,
    page: BundlesPage,
    settled: Callable[[], None],
    press: Callable[[QPushButton], None],
    tmp_path: Path,
) -> None:
    licensee = KeyStore(tmp_path / "licensee").create("me", "receiving", None)
    page.take(Found("run", (evaluated_run,)))
    form = page.exports.form
    form.licensee.setText("Acme")
    form.recipient.set_path(licensee.public_path)
    form.place.set_path(tmp_path / "acme.ipclip")
    form.signing.passphrase.setText(passphrase)
    QTest.keyClick(form.signing.passphrase, Qt.Key.Key_Return)
    settled()

    press(page.exports.list.inspect_button)
    settled()
    assert page.opened.verdict.title.text() == "Intact, signed by you"
    assert {fact.label: fact.text for fact in page.opened.facts.facts}["Licensee"] == "Acme"

    page.tabs.setCurrentWidget(page.exports)
    press(page.exports.list.renew_button)
    page.exports.renewal.end.forever_box.click()
    page.exports.renewal.signing.passphrase.setText(passphrase)
    press(page.exports.renewal.writing.begin_button)
    settled()

    renewed, first = list_exports()
    assert (first.path.name, renewed.path.name) == ("acme.ipclip", "acme-renewed.ipclip")
    assert renewed.valid_until is None
    assert renewed.recipient == first.recipient == licensee.fingerprint
    assert page.exports.list.table.lines.rows[0].texts[2] == "No end"


def test_images_that_were_moved_are_asked_for_and_found_again(
    evaluated_run: Path,
    owner_key: KeyInfo,
    passphrase: str,
    photo: Path,
    page: BundlesPage,
    settled: Callable[[], None],
    press: Callable[[QPushButton], None],
    tmp_path: Path,
) -> None:
    moved = photo.rename(tmp_path / "elsewhere")
    page.take(Found("run", (evaluated_run,)))
    form = page.exports.form
    form.licensee.setText("Acme")
    form.place.set_path(tmp_path / "acme.ipclip")
    form.signing.passphrase.setText(passphrase)
    press(form.writing.begin_button)
    settled()
    assert str(photo) in form.writing.error.text()

    assert form.moved.authorized.isVisible()
    QTest.keyClicks(form.moved.authorized.line, str(moved))
    press(form.writing.begin_button)
    settled()

    assert [export.path.name for export in list_exports()] == ["acme.ipclip"]
