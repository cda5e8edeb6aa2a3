"""What the program is started with is shown in the page that takes it, or refused in one sentence."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.config import TrainConfig
from ipclip_app.errors import FolderError
from ipclip_app.gui import opening
from ipclip_app.gui.app import paths_among
from ipclip_app.gui.bundles.open_view import OpenView
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.opening import Found, Opener, recognize
from ipclip_app.gui.page import PlainPage
from ipclip_app.gui.pages import page_entries
from ipclip_app.gui.protect.page import ProtectPage
from ipclip_app.jobs import run_folder
from ipclip_app.progress import run_to_end


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    window = open_window()
    window.show_page(2)
    return window


@pytest.fixture
def page(window: MainWindow) -> ProtectPage:
    page = window.page(0)
    assert isinstance(page, ProtectPage)
    return page


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run that has only begun."""
    folder = tmp_path / "photo-against-sketch"
    folder.mkdir()
    description: dict[str, Any] = dict.fromkeys(run_folder.MARKS, "")
    description |= {"format": run_folder.FORMAT, "created": "2026-01-31T12:00:00Z", "backbone": {"reference": "demo"}}
    description |= {"authorized": "photo", "unauthorized": "sketch", "config": TrainConfig().to_json()}
    (folder / run_folder.DESCRIPTION).write_text(json.dumps(description), encoding="utf-8")
    return folder


def test_a_run_is_shown_with_its_results(qtbot: QtBot, window: MainWindow, page: ProtectPage, run: Path) -> None:
    Opener(window).open([run])

    qtbot.waitUntil(page.results.isVisible)
    assert window.stack.currentIndex() == 0
    assert page.results.title.text() == "photo-against-sketch"
    assert window.messages.messages() == []


def test_two_folders_are_the_authorized_and_the_unauthorized_one(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, photo: Path, sketch: Path
) -> None:
    Opener(window).open([photo, sketch])

    qtbot.waitUntil(lambda: page.setup.authorized.domain is not None and page.setup.unauthorized.domain is not None)
    assert page.setup.authorized.domain is not None
    assert page.setup.unauthorized.domain is not None
    assert (page.setup.authorized.domain.root, page.setup.unauthorized.domain.root) == (photo, sketch)
    assert page.setup.isVisible()


def test_one_folder_is_the_authorized_one_wherever_the_program_was_started(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(photo.parent)
    Opener(window).open([Path(photo.name)])

    qtbot.waitUntil(lambda: page.setup.authorized.domain is not None)
    assert page.setup.authorized.domain is not None
    assert page.setup.authorized.domain.root == photo
    assert page.setup.unauthorized.domain is None


def test_a_folder_of_domains_asks_which_is_which(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, photo: Path, sketch: Path
) -> None:
    Opener(window).open([photo.parent])

    qtbot.waitUntil(lambda: page.setup.choice.is_asking)


def test_a_bundle_is_looked_into_whatever_the_case_of_its_name(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bundle = tmp_path / "model.IPCLIP"
    bundle.write_bytes(b"PK")

    Opener(window).open([bundle])

    qtbot.waitUntil(lambda: window.findChild(OpenView) is not None)
    view = window.findChild(OpenView)
    qtbot.waitUntil(lambda: view.path == bundle and not view.is_reading)
    assert view.isVisible()
    assert view.verdict.title.text() == "Not a bundle"


def test_a_page_takes_what_it_is_named_for(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Found] = []

    class Bundles(PlainPage):
        def take(self, found: Found) -> None:
            taken.append(found)

    (tmp_path / "model.ipclip").write_bytes(b"PK")
    monkeypatch.setitem(opening._PAGES, "bundle", "settings")
    settings = [entry.name for entry in page_entries()].index("settings")
    monkeypatch.setitem(window._pages, settings, Bundles(window.context))
    Opener(window).open([tmp_path / "model.ipclip"])

    qtbot.waitUntil(lambda: bool(taken))
    assert taken == [Found("bundle", (tmp_path / "model.ipclip",))]


@pytest.mark.parametrize(("name", "reason"), [("lost", "there is no such folder"), ("notes.txt", "is a file")])
def test_what_cannot_be_opened_is_told_in_one_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    Opener(window).open([tmp_path / name])

    qtbot.waitUntil(lambda: bool(window.messages.messages()))
    message = window.messages.messages()[0]
    assert (message.severity, window.stack.currentIndex()) == ("error", 2)
    assert message.sentence.startswith(f"{tmp_path / name}: {reason}")


def test_a_file_among_folders_is_refused(tmp_path: Path, photo: Path) -> None:
    bundle = tmp_path / "model.ipclip"
    bundle.write_bytes(b"PK")

    with pytest.raises(FolderError, match="is a file"):
        run_to_end(recognize([photo, bundle]))


def test_no_path_opens_nothing(window: MainWindow) -> None:
    Opener(window).open([])

    assert not window.background.is_busy


def test_words_of_the_command_line_that_are_no_options_are_paths() -> None:
    assert paths_among(["ipclip-app", "--flag", "runs/one", "", f".{os.sep}-odd"]) == [Path("runs/one"), Path("-odd")]
