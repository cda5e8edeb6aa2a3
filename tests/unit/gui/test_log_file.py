"""Whatever goes wrong behind the window is kept in a log, and a defect in a slot is told without ending the window."""

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, Signal, qWarning
from pytestqt.qtbot import QtBot

from ipclip_app.gui.defect_hook import DefectHook
from ipclip_app.gui.log_file import NAME, logging_to_file
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.recent_defects import ELSEWHERE, KEPT, RecentDefects


class Sender(QObject):
    pressed = Signal()

    def fail(self) -> None:
        raise ZeroDivisionError("nothing left")


class FailingThread(QThread):
    def __init__(self, hook: DefectHook) -> None:
        super().__init__()
        self._hook = hook

    def run(self) -> None:
        try:
            {}["lost"]
        except KeyError as error:
            self._hook.take(KeyError, error, error.__traceback__)


def log_of(folders: Path) -> str:
    return (folders / "data" / "logs" / NAME).read_text(encoding="utf-8")


def test_what_the_program_and_qt_tell_is_in_the_log(window_folders: Path) -> None:
    with logging_to_file(RecentDefects()):
        logging.getLogger("ipclip_app.gui").info("Hello.")
        logging.getLogger("some.library").warning("Careful.")
        qWarning("A widget has no size.")

    log = log_of(window_folders)
    assert "INFO ipclip_app.gui: Hello." in log
    assert "WARNING some.library: Careful." in log
    assert "WARNING qt.default: A widget has no size." in log


def test_the_log_ends_with_its_context(window_folders: Path) -> None:
    handlers = list(logging.getLogger().handlers)
    with logging_to_file(RecentDefects()):
        pass
    logging.getLogger("ipclip_app.gui").warning("Too late.")

    assert logging.getLogger().handlers == handlers
    assert "Too late." not in log_of(window_folders)


def test_a_log_that_has_grown_makes_room(window_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipclip_app.gui.log_file._BYTES", 2_000)
    with logging_to_file(RecentDefects()):
        for number in range(200):
            logging.getLogger("ipclip_app.gui").info("Line %d of a long story.", number)

    files = list((window_folders / "data" / "logs").iterdir())
    assert 1 < len(files) <= 4
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert "Line 199" in log_of(window_folders)


def test_without_a_place_for_the_log_the_window_opens_nevertheless(window_folders: Path) -> None:
    (window_folders / "data").write_text("in the way")

    with logging_to_file(RecentDefects()):
        logging.getLogger("ipclip_app.gui").warning("Nowhere to go.")


def test_a_defect_in_a_slot_is_told_and_logged_and_the_window_lives_on(
    open_window: object, window_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window: MainWindow = open_window()  # type: ignore[operator]
    sender = Sender()
    sender.pressed.connect(sender.fail)
    with logging_to_file(window.defects), window.defect_hook.installed():
        sender.pressed.emit()

    (message,) = window.messages.messages()
    assert message.severity == "error"
    assert "ZeroDivisionError: nothing left" in message.sentence
    assert "in fail" in message.details
    assert "ZeroDivisionError: nothing left" in log_of(window_folders)
    assert window.isVisible()


def test_a_defect_that_repeats_is_told_once() -> None:
    hook, told = DefectHook(), list[Message]()
    hook.found.connect(told.append)
    sender = Sender()
    sender.pressed.connect(sender.fail)
    with hook.installed():
        for _ in range(3):
            sender.pressed.emit()

    assert len(told) == 1


def test_the_hook_leaves_the_previous_one_behind() -> None:
    before = sys.excepthook
    with DefectHook().installed():
        assert sys.excepthook != before
    assert sys.excepthook == before


def test_a_defect_in_another_thread_is_told_in_the_windows_own(qtbot: QtBot, open_window: object) -> None:
    window: MainWindow = open_window()  # type: ignore[operator]
    thread = FailingThread(window.defect_hook)
    with qtbot.waitSignal(thread.finished):
        thread.start()
    qtbot.waitUntil(lambda: bool(window.messages.messages()))

    assert "KeyError" in window.messages.messages()[0].sentence


def test_recent_defects_keep_kind_and_place_but_no_words(tmp_path: Path) -> None:
    defects = RecentDefects()
    script = tmp_path / "secret-project.py"
    script.write_text("from ipclip_app.storage import write_json\nwrite_json(path, object())")
    try:
        exec(compile(script.read_text(), str(script), "exec"), {"path": tmp_path / "x"})  # noqa: S102 - a foreign file
    except TypeError:
        defects.emit(logging.makeLogRecord({"msg": f"Failed at {script}", "exc_info": sys.exc_info()}))

    (defect,) = defects.latest()
    assert defect.kind == "TypeError"
    assert "secret" not in str(defect)
    assert any(frame.startswith(ELSEWHERE) for frame in defect.frames)
    assert any(frame.startswith("ipclip_app/storage.py:") for frame in defect.frames)


def test_only_so_many_defects_are_kept() -> None:
    defects = RecentDefects()
    for _ in range(KEPT + 5):
        defects.emit(logging.makeLogRecord({"exc_info": (ValueError, ValueError(), None)}))

    assert len(defects.latest()) == KEPT
