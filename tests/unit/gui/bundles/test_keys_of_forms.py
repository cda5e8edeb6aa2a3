"""Every key of the page does one thing, whichever form is open; every control has a name."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from ipclip_app.crypto.key_store import KeyInfo
from ipclip_app.gui.bundles.page import BundlesPage
from ipclip_app.gui.languages import speak
from ipclip_app.jobs.export_records import ExportRecord

OF_THE_WINDOW = {"en": "ih", "de": "dh"}
"""The File and the Help menu."""


@pytest.fixture(params=OF_THE_WINDOW)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The page speaks each language in turn."""
    before = QLocale()
    translators = speak(qapp, request.param)
    yield request.param
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def trusting(page: BundlesPage) -> None:
    page.opened.verdict.trust_button.click()


def exporting(page: BundlesPage) -> None:
    page.exports.list.export_button.click()


def renewing(page: BundlesPage) -> None:
    page.exports.list.renew_button.click()


def making_a_key(page: BundlesPage) -> None:
    page.keys.own.create_button.click()


def importing(page: BundlesPage) -> None:
    page.keys.import_key(Path("nobody.pem"))


def looking(page: BundlesPage) -> None:
    """Nothing is open."""


@pytest.fixture
def used(
    language: str,
    owner_key: KeyInfo,
    finished_run: Path,
    make_export: Callable[..., ExportRecord],
    issuer_file: Path,
    page: BundlesPage,
    settled: Callable[[], None],
    golden: Path,
) -> BundlesPage:
    """A page with a bundle, exports, and keys."""
    make_export()
    page.open(golden)
    page.shown()
    settled()
    return page


@pytest.mark.parametrize(
    ("tab", "begin"),
    [(0, looking), (0, trusting), (1, looking), (1, exporting), (1, renewing), (2, looking), (2, making_a_key),
     (2, importing)],
)  # fmt: skip
def test_no_key_stands_for_two_controls_and_none_is_without_a_name(
    used: BundlesPage, language: str, tab: int, begin: Callable[[BundlesPage], None], settled: Callable[[], None]
) -> None:
    used.tabs.setCurrentIndex(tab)
    begin(used)
    settled()

    shown = [widget for widget in used.findChildren(QWidget) if widget.isVisible()]
    labels = [widget for widget in shown if isinstance(widget, QLabel) and widget.buddy() is not None]
    buttons = [widget for widget in shown if isinstance(widget, QAbstractButton)]
    fields = [widget for widget in shown if isinstance(widget, QTableView | QComboBox | QLineEdit | QPlainTextEdit)]
    keys = [found[1].lower() for widget in (*labels, *buttons) if (found := re.search("&([^&])", widget.text()))]
    assert [key for key, count in Counter([*keys, *OF_THE_WINDOW[language]]).items() if count > 1] == []
    assert [widget for widget in fields if not widget.accessibleName()] == []
    assert [widget for widget in buttons if not (widget.accessibleName() or widget.text())] == []
