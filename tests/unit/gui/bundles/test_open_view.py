"""Whoever opens a bundle sees whose it is, for whom, until when, and which entry was altered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.gui.bundles.code_line import CodeLine
from ipclip_app.gui.bundles.metrics import metric_lines
from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.opening import Found

Press = Callable[[QPushButton], None]
Settled = Callable[[], None]
Send = Callable[..., Any]
FINGERPRINT = "SHA256:oFCDfYUHBYLM9zlLCYiEfMMSy4glm4lImfbyOc8XkaU"


@pytest.fixture
def opened(page: BundlesPage, settled: Settled) -> Callable[[Path], BundlesPage]:
    """`opened(path)`: the page with that file."""

    def take(path: Path) -> BundlesPage:
        page.take(Found("bundle", (path,)))
        settled()
        return page

    return take


def facts(page: BundlesPage) -> dict[str, str]:
    return {fact.label: fact.text for fact in page.opened.facts.facts}


def states(page: BundlesPage) -> dict[str, str]:
    return {row.texts[0]: row.texts[1] for row in page.opened.entries.table.lines.rows}


def test_a_dropped_bundle_tells_whose_it_is_and_that_nobody_vouches_for_it(
    page: BundlesPage, golden: Path, settled: Settled, drop: Send, drag: Send, files: Send
) -> None:
    assert drag(page, files(golden)).isAccepted()
    drop(page, files(golden))
    settled()

    told = facts(page)
    assert page.opened.verdict.title.text() == "Intact, issuer unknown"
    assert (told["Issuer"], told["Fingerprint"]) == ("Atelier für Bilder", FINGERPRINT)
    assert told["Licensee"] == "Example GmbH & Søn"
    assert told["Scope"] == "Classify photographs of animals.\nNot to be passed on."
    assert "2027" in told["Valid"]
    assert (told["Backbone"], told["Encrypted"]) == ("demo", "No: whoever has the file can use it")
    assert set(states(page).values()) == {"Intact"}
    assert ("Authorized images: protected model right", "91%") in [
        row.texts for row in page.opened.metrics.table.lines.rows
    ]


def test_an_altered_bundle_names_the_entry_and_offers_nothing_to_do_with_it(
    opened: Callable[[Path], BundlesPage], altered: Path
) -> None:
    page = opened(altered)

    assert page.opened.verdict.title.text() == "Altered, do not use it"
    assert "LICENSE.txt was altered" in page.opened.verdict.sentence.text()
    assert [name for name, state in states(page).items() if state == "Altered"] == ["LICENSE.txt"]
    assert not page.opened.verdict.audit_button.isVisible()
    assert not page.opened.verdict.trust_button.isVisible()


def test_claims_that_nobody_signed_are_not_to_be_believed(
    opened: Callable[[Path], BundlesPage], golden: Path, tmp_path: Path
) -> None:
    forged = tmp_path / "forged.ipclip"
    forged.write_bytes(golden.read_bytes().replace(b"Example GmbH", b"Another GmbH", 1))

    page = opened(forged)

    assert page.opened.facts.unsigned.isVisible()
    assert states(page)["manifest.json"] == "Altered"
    assert states(page)["prompt.safetensors"] == "Cannot be told"


def test_a_file_that_is_no_bundle_is_said_to_be_none(opened: Callable[[Path], BundlesPage], tmp_path: Path) -> None:
    (tmp_path / "notes.ipclip").write_bytes(b"nothing")

    page = opened(tmp_path / "notes.ipclip")

    assert page.opened.verdict.title.text() == "Not a bundle"
    assert not page.opened.entries.isVisible()


def test_a_file_that_is_gone_is_told_in_one_sentence(opened: Callable[[Path], BundlesPage], tmp_path: Path) -> None:
    page = opened(tmp_path / "gone.ipclip")

    assert page.opened.verdict.title.text() == "Cannot be read"
    assert str(tmp_path / "gone.ipclip") in page.opened.verdict.sentence.text()


def test_an_encrypted_bundle_tells_that_its_key_is_missing(opened: Callable[[Path], BundlesPage], golden: Path) -> None:
    page = opened(golden.with_name("format-1-encrypted.ipclip"))

    assert facts(page)["Encrypted"].endswith("a key that you do not have")
    assert states(page)["prompt.enc"] == "Intact, encrypted"


def test_trust_is_given_after_a_look_at_the_fingerprint(
    opened: Callable[[Path], BundlesPage], golden: Path, press: Press, settled: Settled, said: list[Message]
) -> None:
    page = opened(golden)
    press(page.opened.verdict.trust_button)
    assert page.opened.trust.fingerprint.text.text() == FINGERPRINT

    page.opened.trust.name_field.clear()
    QTest.keyClicks(page.opened.trust.name_field, "atelier")
    QTest.keyClick(page.opened.trust.name_field, Qt.Key.Key_Return)
    settled()

    assert [issuer.name for issuer in KeyStore().trusted()] == ["atelier"]
    assert page.opened.verdict.title.text() == "Intact, issuer trusted"
    assert "atelier" in page.opened.verdict.sentence.text()
    assert said[0].severity == "done"


def test_escape_trusts_nobody(opened: Callable[[Path], BundlesPage], golden: Path, press: Press) -> None:
    page = opened(golden)
    press(page.opened.verdict.trust_button)

    QTest.keyClick(page.opened.trust.name_field, Qt.Key.Key_Escape)

    assert not page.opened.trust.isVisible()
    assert KeyStore().trusted() == ()
    assert page.opened.verdict.trust_button.hasFocus()


def test_a_name_that_cannot_be_kept_is_told_in_the_form(
    opened: Callable[[Path], BundlesPage], golden: Path, press: Press, settled: Settled
) -> None:
    page = opened(golden)
    press(page.opened.verdict.trust_button)
    assert page.opened.trust.name_field.text() == "Atelier-fur-Bilder"

    page.opened.trust.name_field.setText("a / b")
    press(page.opened.trust.trust_button)
    settled()

    assert "letters, digits" in page.opened.trust.error.text()


def test_a_bundle_leads_to_the_audit_with_it(
    opened: Callable[[Path], BundlesPage], golden: Path, press: Press, context: WindowContext
) -> None:
    handed: list[tuple[str, Any]] = []
    context.navigation.handed.connect(lambda name, found: handed.append((name, found)))
    page = opened(golden)

    press(page.opened.verdict.audit_button)

    assert handed == [("audit", Found("bundle", (golden,)))]


def test_hashes_are_copied_whole(opened: Callable[[Path], BundlesPage], golden: Path, press: Press) -> None:
    page = opened(golden)
    line = next(line for line in page.findChildren(CodeLine) if line.isVisible() and line.text.text() == FINGERPRINT)

    press(line.copy_button)

    assert QGuiApplication.clipboard().text() == FINGERPRINT


def test_a_dropped_public_key_asks_whether_to_trust(
    page: BundlesPage, issuer_file: Path, settled: Settled, drop: Send, files: Send
) -> None:
    drop(page, files(issuer_file))
    settled()

    assert page.tabs.currentWidget() is page.keys
    assert page.keys.trust.fingerprint.text.text() == FINGERPRINT


def test_several_files_at_once_are_not_taken(
    page: BundlesPage, golden: Path, altered: Path, drop: Send, drag: Send, files: Send
) -> None:
    assert not drag(page, files(golden, altered)).isAccepted()
    drop(page, files(golden, altered))
    assert page.opened.path is None


def test_the_page_says_what_a_bundle_does_not_protect(page: BundlesPage) -> None:
    assert "a licensee who can run it can extract it" in page.lead.text()
    assert "zero-shot CLIP" in page.lead.text()


@pytest.mark.parametrize(
    ("scenario", "authorized", "unauthorized", "further"),
    [
        ("target-specified", "Authorized images", "Unauthorized images", "sketch"),
        ("ownership", "Images without trigger", "Images with trigger", "sketch, without trigger"),
        ("authorization", "Images with trigger", "All other images", "sketch, without trigger"),
        ("of a later version", "Authorized images", "Unauthorized images", "sketch"),
    ],
)
def test_results_say_what_the_images_of_the_scenario_are(
    scenario: str, authorized: str, unauthorized: str, further: str
) -> None:
    metrics = {f"{group}.protected": 90.0 for group in ("authorized", "unauthorized", "other.sketch")}

    names = [name for name, _ in metric_lines(metrics, scenario)]

    assert names == [f"{images}: protected model right" for images in (authorized, unauthorized, further)]
