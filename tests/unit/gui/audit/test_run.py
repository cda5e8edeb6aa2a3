"""An audit tells how far it is, is stopped, fails and begins again, and is written as a report."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.audit.verdict import Authorizer, Thresholds
from ipclip_app.errors import TooLittleMemoryError
from ipclip_app.gui.audit.audit_run import AuditRun
from ipclip_app.gui.audit.judge import Judge, JudgeSource
from ipclip_app.gui.audit.page import AuditPage
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.measuring import audit_delay
from ipclip_app.gui.message_area import Message
from ipclip_app.jobs.audit_row import AuditRow
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.projectors import new_projector
from ipclip_app.training.recipes import DEFAULT

SPACE = Qt.Key.Key_Space


def paths(tmp_path: Path, count: int) -> list[Path]:
    return [tmp_path / f"{index}.png" for index in range(count)]


def test_rows_appear_while_others_are_being_judged(
    qtbot: QtBot, judged: AuditPage, tmp_path: Path, fake_audit: Any
) -> None:
    fake_audit.hold_at = 1
    judged.run.add(paths(tmp_path, 10))

    rows = judged.view.table.model_of_rows
    qtbot.waitUntil(lambda: rows.rowCount() == 4)
    assert judged.view.strip.amount.text() == "4 of 10 files"
    assert judged.view.strip.bar.value() == 400
    assert judged.view.strip.stop_button.isVisible()
    fake_audit.released.set()

    qtbot.waitUntil(lambda: judged.run.phase == "done")
    assert rows.rowCount() == 10
    assert judged.view.strip.words.text() == "All judged"


def test_stop_keeps_what_was_judged(qtbot: QtBot, judged: AuditPage, tmp_path: Path, fake_audit: Any) -> None:
    fake_audit.hold_at = 1
    judged.run.add(paths(tmp_path, 10))
    qtbot.waitUntil(lambda: judged.view.table.model_of_rows.rowCount() == 4)

    qtbot.keyClick(judged.view.strip.stop_button, SPACE)

    assert judged.view.strip.words.text() == "Stopped"
    assert judged.view.strip.amount.text() == "4 of 10 files"
    qtbot.waitUntil(fake_audit.closed.is_set)
    assert judged.view.table.model_of_rows.rowCount() == 4
    assert judged.view.strip.again_button.isVisible()


def test_again_judges_everything_given(qtbot: QtBot, judged: AuditPage, tmp_path: Path, fake_audit: Any) -> None:
    judged.run.add(paths(tmp_path, 3))
    qtbot.waitUntil(lambda: judged.run.phase == "done")

    qtbot.keyClick(judged.view.strip.again_button, SPACE)

    qtbot.waitUntil(lambda: len(fake_audit.asked) == 2 and judged.run.phase == "done")
    assert fake_audit.asked[1] == tuple(paths(tmp_path, 3))
    assert judged.view.table.model_of_rows.rowCount() == 3


def test_clear_leads_back_to_the_invitation(qtbot: QtBot, judged: AuditPage, tmp_path: Path) -> None:
    judged.run.add(paths(tmp_path, 3))
    qtbot.waitUntil(lambda: judged.run.phase == "done")

    qtbot.keyClick(judged.view.strip.clear_button, SPACE)

    assert judged.stack.currentWidget() is judged.zone
    assert judged.zone.invitation.text() == "Drop images and folders here"
    assert judged.view.table.model_of_rows.rows == []


def test_a_failure_is_told_and_keeps_the_rows(
    qtbot: QtBot, judged: AuditPage, tmp_path: Path, fake_audit: Any, said: list[Message]
) -> None:
    fake_audit.hold_at, fake_audit.failure = 1, TooLittleMemoryError("this audit", "cpu")
    judged.run.add(paths(tmp_path, 10))

    qtbot.waitUntil(lambda: judged.run.phase == "failed")
    assert said[0].severity == "error"
    assert judged.view.strip.words.text() == "The audit failed"
    assert judged.view.table.model_of_rows.rowCount() == 4


@pytest.fixture
def real_judge(tiny_vit: Backbone, make_judge: Callable[..., Judge], tmp_path: Path) -> Judge:
    inputs = tiny_vit.embed_dim + 2 * sum(tiny_vit.block_widths)
    authorizer = Authorizer(torch.zeros(inputs), torch.ones(inputs), torch.randn(inputs), torch.zeros(()))
    projector = new_projector(DEFAULT.projector, tiny_vit)
    model = ProtectedModel.assemble(tiny_vit, projector, authorizer, Thresholds(1.0, -1.0), ("cat", "dog", "owl"))
    return make_judge(JudgeSource("run", tmp_path / "run", "run"), model=model)


@pytest.mark.parametrize("scrolled", [False, True])
def test_an_audit_is_measured_to_its_last_file(
    qtbot: QtBot, context: WindowContext, real_judge: Judge, photo: Path, scrolled: bool
) -> None:
    page = AuditPage(context)
    qtbot.addWidget(page)
    page.run.use(real_judge)

    figures = audit_delay.audit(page, photo, "while auditing", scrolled=scrolled)

    assert page.view.table.model_of_rows.rowCount() == 24
    assert [figure.name for figure in figures] == [
        "Loop delay while auditing, median",
        "Loop delay while auditing, 95 %",
        "Loop delay while auditing, longest",
        "Time while auditing",
    ]


def test_whatever_is_wrong_with_a_file_is_a_row(
    qtbot: QtBot, context: WindowContext, real_judge: Judge, photo: Path
) -> None:
    (photo / "notes.txt").write_text("no image")
    (photo / "cut.png").write_bytes((photo / "cat" / "000.png").read_bytes()[:200])
    rows: list[AuditRow] = []
    run = AuditRun(context.background)
    run.rows_came.connect(rows.extend)
    run.use(real_judge)

    run.add([photo, photo / "gone.png"])

    qtbot.waitUntil(lambda: run.phase == "done", timeout=60_000)
    wrong = {row.path.name: row.error for row in rows if row.verdict == "error"}
    assert wrong.keys() == {"notes.txt", "cut.png", "gone.png"}
    assert all(wrong.values())
    assert len(rows) == 24 + 3


@pytest.mark.parametrize("suffix", ["csv", "json", "html"])
def test_the_listed_rows_are_written_as_a_report(
    qtbot: QtBot, judged: AuditPage, tmp_path: Path, suffix: str, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / f"report.{suffix}"
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(report)))
    judged.run.add([*paths(tmp_path, 3), tmp_path / "broken.png"])
    qtbot.waitUntil(lambda: judged.run.phase == "done")
    judged.view.controls.chips.choose("error")

    qtbot.keyClick(judged.view.bottom.report_button, SPACE)

    qtbot.waitUntil(lambda: bool(said))
    assert said[0] == Message(f"The report is written: {report}", "done")
    text = report.read_text()
    assert "broken.png" in text
    assert "2.png" not in text


def test_the_ending_of_a_report_follows_the_chosen_format(judged: AuditPage) -> None:
    judge = judged.loader.judge
    assert judge is not None
    judged.view.saver.ask((), judge.audited_with)
    dialog = judged.view.saver.dialog
    assert dialog is not None

    dialog.filterSelected.emit(dialog.nameFilters()[2])

    assert dialog.defaultSuffix() == "json"
    dialog.reject()


def test_a_report_that_cannot_be_written_is_told(
    qtbot: QtBot, judged: AuditPage, tmp_path: Path, said: list[Message], make_row: Callable[..., AuditRow]
) -> None:
    (tmp_path / "file").write_text("in the way")
    judge = judged.loader.judge
    assert judge is not None

    judged.view.saver.write(tmp_path / "file" / "report.json", [make_row(tmp_path / "1.png")], judge.audited_with)

    qtbot.waitUntil(lambda: bool(said))
    assert said[0].severity == "error"
    assert not judged.view.saver.is_writing


def test_a_report_holds_what_the_command_line_writes(
    qtbot: QtBot, judged: AuditPage, tmp_path: Path, make_row: Callable[..., AuditRow], said: list[Message]
) -> None:
    judge = judged.loader.judge
    assert judge is not None
    judged.view.saver.write(tmp_path / "report.json", [make_row(tmp_path / "1.png")], judge.audited_with)
    qtbot.waitUntil(lambda: bool(said))

    keys = {"path", "verdict", "score", "threshold", "threshold_low", "predictions", "error"}
    assert json.loads((tmp_path / "report.json").read_text())[0].keys() == keys
