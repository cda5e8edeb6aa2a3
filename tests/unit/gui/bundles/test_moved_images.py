"""Only folders that a run was trained on are asked for, should its images have moved."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from ipclip_app.crypto.key_store import KeyInfo
from ipclip_app.gui.bundles.bundle_jobs import Places
from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.jobs.export_records import ExportRecord

Press = Callable[[QPushButton], None]
Settled = Callable[[], None]
SCENARIOS = [
    ("target-specified", True),
    ("target-free", False),
    ("ownership", False),
    ("authorization", False),
    ("", True),
]
"""Whether there is a folder of unauthorized images; a run that tells no scenario may have one."""


@pytest.fixture
def run(finished_run: Path, scenario: str) -> Path:
    """A finished run of the scenario."""
    file = finished_run / "run.json"
    description = json.loads(file.read_text())
    if scenario:
        description["config"]["scenario"] = scenario
    file.write_text(json.dumps(description))
    return finished_run


@pytest.mark.parametrize(("scenario", "has_both"), SCENARIOS)
def test_an_export_asks_for_no_folder_that_the_scenario_does_not_have(
    run: Path, page: BundlesPage, settled: Settled, has_both: bool
) -> None:
    page.export(run)
    settled()
    moved = page.exports.form.moved
    moved.open()

    assert moved.authorized.isVisible()
    assert moved.unauthorized.isVisible() == has_both


@pytest.mark.parametrize(("scenario", "has_both"), SCENARIOS)
def test_a_renewal_asks_for_no_folder_that_the_scenario_does_not_have(
    run: Path,
    owner_key: KeyInfo,
    make_export: Callable[..., ExportRecord],
    page: BundlesPage,
    settled: Settled,
    press: Press,
    has_both: bool,
) -> None:
    make_export(run=run)
    page.tabs.setCurrentWidget(page.exports)
    page.shown()
    settled()
    press(page.exports.list.renew_button)
    settled()
    moved = page.exports.renewal.moved
    moved.open()

    assert moved.unauthorized.isVisible() == has_both


@pytest.mark.parametrize("scenario", ["ownership"])
def test_a_folder_that_was_filled_in_for_another_run_is_not_used(
    run: Path, page: BundlesPage, settled: Settled, tmp_path: Path
) -> None:
    page.exports.form.moved.authorized.set_path(tmp_path / "photo")
    page.exports.form.moved.unauthorized.set_path(tmp_path / "sketch")
    page.exports.form.run_box.choose(run)
    settled()

    assert page.exports.form.moved.places == Places(tmp_path / "photo", None)
