"""Anything gets into the audit by being dropped or picked, and what cannot is told what can be dropped instead."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.gui.audit.page import AuditPage
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.opening import Found

Send = Callable[..., Any]


def rows(page: AuditPage) -> list[str]:
    return [row.path.name for row in page.view.table.model_of_rows.listed()]


def done(qtbot: QtBot, page: AuditPage) -> None:
    qtbot.waitUntil(lambda: page.run.phase == "done")


def test_thousands_of_dropped_files_all_get_a_row(
    qtbot: QtBot, judged: AuditPage, drop: Send, files: Send, tmp_path: Path
) -> None:
    drop(judged, files(*(tmp_path / f"{index}.png" for index in range(3000))))

    done(qtbot, judged)
    assert len(rows(judged)) == 3000
    assert judged.stack.currentWidget() is judged.view


def test_a_drop_is_never_a_move(judged: AuditPage, drop: Send, files: Send, tmp_path: Path, qtbot: QtBot) -> None:
    event = drop(judged, files(tmp_path / "1.png"))

    assert event.dropAction() == Qt.DropAction.CopyAction
    done(qtbot, judged)


def test_what_is_dropped_before_there_is_a_judge_waits_for_it(
    qtbot: QtBot, page: AuditPage, drop: Send, files: Send, tmp_path: Path, bundle: Path
) -> None:
    drop(page, files(tmp_path / "1.png", tmp_path / "2.png"))
    qtbot.waitUntil(lambda: page.zone.invitation.text() == "2 files and folders wait for their judge")

    drop(page, files(bundle))

    done(qtbot, page)
    assert rows(page) == ["1.png", "2.png"]


def test_a_bundle_among_dropped_images_judges_them(
    qtbot: QtBot, page: AuditPage, drop: Send, files: Send, tmp_path: Path, bundle: Path
) -> None:
    drop(page, files(tmp_path / "1.png", bundle, tmp_path / "2.png"))

    done(qtbot, page)
    assert rows(page) == ["1.png", "2.png"]
    assert page.card.box.currentText().startswith("sample.ipclip")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("text", "This is text. Drop images or folders of images"),
        ("link", "This is a web link. Save its images to a folder"),
        ("other", "This cannot be used. Drop images or folders"),
    ],
)
def test_anything_else_is_told_what_can_be_dropped(
    page: AuditPage, drop: Send, drag: Send, said: list[Message], content: str, told: str, strange: Send
) -> None:
    drag(page, strange(content))
    held = page.cover.isVisible(), page.cover.words.text()

    drop(page, strange(content))

    assert held[0]
    assert held[1].startswith(told)
    assert [message.sentence.startswith(told) for message in said] == [True]
    assert not page.cover.isVisible()
    assert not page.run.given


def test_leaving_uncovers_the_page(page: AuditPage, drag: Send, files: Send, bundle: Path) -> None:
    drag(page, files(bundle))
    covered = page.cover.isVisible(), page.cover.words.text()

    QApplication.sendEvent(page, QDragLeaveEvent())

    assert covered == (True, "Release to let this bundle judge")
    assert not page.cover.isVisible()


def test_more_is_judged_after_what_is_being_judged(
    qtbot: QtBot, judged: AuditPage, drop: Send, files: Send, tmp_path: Path, fake_audit: Any
) -> None:
    fake_audit.hold_at = 0
    drop(judged, files(tmp_path / "1.png"))
    qtbot.waitUntil(fake_audit.held.is_set)
    drop(judged, files(tmp_path / "2.png"))
    qtbot.waitUntil(lambda: len(judged.run.given) == 2)

    fake_audit.released.set()

    qtbot.waitUntil(lambda: len(rows(judged)) == 2 and judged.run.phase == "done")
    assert rows(judged) == ["1.png", "2.png"]


def test_a_file_that_is_dropped_again_keeps_its_one_row(
    qtbot: QtBot, judged: AuditPage, drop: Send, files: Send, tmp_path: Path, fake_audit: Any
) -> None:
    for _ in range(2):
        drop(judged, files(tmp_path / "1.png"))
        qtbot.waitUntil(lambda: not judged.run.is_running and judged.run.phase == "done")
    qtbot.waitUntil(lambda: len(fake_audit.asked) == 2)
    done(qtbot, judged)

    assert rows(judged) == ["1.png"]
    assert sum(judged.view.table.model_of_rows.counts.values()) == 1


def test_images_are_picked_without_a_mouse(
    qtbot: QtBot, judged: AuditPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.filesSelected.emit([str(tmp_path / "1.png")]))

    judged.zone.files_button.setFocus()
    qtbot.keyClick(judged.zone.files_button, Qt.Key.Key_Space)

    done(qtbot, judged)
    assert rows(judged) == ["1.png"]


def test_the_page_takes_a_bundle_that_the_program_was_started_with(qtbot: QtBot, page: AuditPage, bundle: Path) -> None:
    page.take(Found("bundle", (bundle,)))

    qtbot.waitUntil(lambda: page.loader.judge is not None)
