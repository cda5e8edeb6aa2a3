"""What the engine says is told in the window's language, and what it says is what is looked for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from ipclip_app.gui.languages import speak
from ipclip_app.gui.notices import TEMPLATES, notice_words

PACKAGE = Path(__file__).resolve().parents[3] / "ipclip_app"
ENGINE = ("data", "jobs", "model", "suspects", "ownership", "training")


@pytest.fixture(scope="module")
def told() -> set[str]:
    """Every text of the engine, with `{}` for what is put into it."""
    modules = (path for part in ENGINE for path in (PACKAGE / part).rglob("*.py"))
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in modules)
    return {plain(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr)}


def plain(node: ast.Constant | ast.JoinedStr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    translators = speak(qapp, "de")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_engine_says_what_is_looked_for(told: set[str], name: str) -> None:
    assert re.sub(r"\{\w+\}", "{}", TEMPLATES[name]) in told


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_changes_in_a_sentence_is_kept(name: str) -> None:
    changing = re.findall(r"\{(\w+)\}", TEMPLATES[name])
    values = {what: f"<{what} 1.5; 2: 3>" for what in changing}

    words = notice_words(TEMPLATES[name].format(**values))

    assert all(value in words for value in values.values())
    assert "--" not in words
    assert "`" not in words


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_sentence_is_left_in_english(german: None, name: str) -> None:
    values = dict.fromkeys(re.findall(r"\{(\w+)\}", TEMPLATES[name]), "1")
    sentence = TEMPLATES[name].format(**values)

    assert notice_words(sentence) != sentence


def test_another_sentence_stays_as_it_is(german: None) -> None:
    assert notice_words("cat.png: cannot be read; restore it.") == "cat.png: cannot be read; restore it."
