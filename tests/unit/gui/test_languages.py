"""German is complete, says what the English texts say, and is what the window speaks where the owner wants it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from ipclip_app.gui.languages import TRANSLATED, speak
from ipclip_app.gui.pages import page_entries

ROOT = Path(__file__).resolve().parents[3]
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
MNEMONIC = re.compile(r"&(?=\w)")


class Text(NamedTuple):
    context: str
    source: str
    translation: str
    finished: bool


def texts(file: Path) -> list[Text]:
    root = ET.parse(file).getroot()  # noqa: S314 - a file of this repository
    return [
        Text(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", ""),
            finished="type" not in message.find("translation").attrib,  # type: ignore[union-attr]
        )
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def file_of(language: str) -> Path:
    return ROOT / "resources" / "translations" / f"ipclip_{language}.ts"


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """The application speaks German."""
    translators = speak(qapp, "de")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(QLocale.system())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_window_is_with_the_translators(language: str, tmp_path: Path) -> None:
    modules = sorted(str(path) for path in (ROOT / "ipclip_app" / "gui").rglob("*.py"))
    gathered = tmp_path / "gathered.ts"
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run([tool, *modules, "-ts", gathered], check=True, capture_output=True)

    now, known = ({(text.context, text.source) for text in texts(file)} for file in (gathered, file_of(language)))
    assert now - known == set(), "run: make translations, then translate what is new"
    assert known - now == set(), "run: make translations"


def test_no_text_is_where_the_tool_does_not_look() -> None:
    hidden = [
        f"{path.name}: {ast.unparse(call)}"
        for path in (ROOT / "ipclip_app" / "gui").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in {"tr", "translate"}
        if any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == [], "the tool gathers nothing from within an f-string"


def test_every_text_belongs_to_something() -> None:
    assert "None" not in {text.context for text in texts(file_of("de"))}, "the tool needs self.tr, not an alias"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    assert [text for text in texts(file_of(language)) if not (text.finished and text.translation)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_placeholders_keys_and_edges_of_their_texts(language: str) -> None:
    for text in texts(file_of(language)):
        source, translation = text.source, text.translation
        assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(translation)), text
        assert len(MNEMONIC.findall(source)) == len(MNEMONIC.findall(translation)), text
        assert source.endswith("…") == translation.endswith("…"), text
        spaces = [re.fullmatch(r"(\s*).*?(\s*)", words, re.DOTALL).groups() for words in (source, translation)]  # type: ignore[union-attr]
        assert spaces[0] == spaces[1], text


def test_what_ships_is_what_was_translated(german: None) -> None:
    for text in texts(file_of("de")):
        assert QCoreApplication.translate(text.context, text.source) == text.translation, "run: make translations"


def test_the_owners_language_is_that_of_pages_numbers_and_qts_own_buttons(german: None, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    assert page_entries()[-1].title == "Einstellungen"
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"
    assert QLocale().toString(1.5) == "1,5"


def test_english_needs_no_translation(qapp: QApplication) -> None:
    assert speak(qapp, "en") == ()
    assert page_entries()[-1].title == "Settings"
    assert QLocale().language() == QLocale.Language.English


def test_the_language_of_the_system_is_followed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_AT"))
    translators = speak(qapp, "system")
    try:
        assert len(translators) == 2
        assert QLocale().name() == "de_AT"
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)


def test_a_system_of_another_language_gets_english_numbers_too(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("fr_FR"))

    assert speak(qapp, "system") == ()
    assert QLocale().toString(1.5) == "1.5"


def test_a_lost_translation_leaves_english(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipclip_app.gui.languages.TRANSLATED", ("tlh", "xx"))

    assert speak(qapp, "xx") == ()
