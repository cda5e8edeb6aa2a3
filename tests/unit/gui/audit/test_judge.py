"""A bundle or a run is made the judge, and whatever stands in the way is asked for in the page."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ipclip_app.gui.audit import judge_jobs
from ipclip_app.gui.audit.judge import Judge, JudgeSource
from ipclip_app.gui.audit.page import AuditPage
from ipclip_app.gui.audit.recent_bundles import MOST, recent_bundles, remember_bundle
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.opening import Found
from ipclip_app.jobs.runs import RunRecord
from ipclip_app.progress import Job, Report
from ipclip_app.storage import data_folder


def ready(qtbot: QtBot, page: AuditPage) -> Judge:
    qtbot.waitUntil(lambda: page.loader.judge is not None)
    assert page.loader.judge is not None
    return page.loader.judge


def open_bundle(page: AuditPage, path: Path) -> None:
    page.loader.open(JudgeSource.of_bundle(path))


def test_a_judge_waits_for_the_engine(
    qtbot: QtBot, loading_page: AuditPage, get_ready: Callable[[], None], bundle: Path, opened: list[JudgeSource]
) -> None:
    open_bundle(loading_page, bundle)
    waiting = loading_page.card.sentence.text(), list(opened)

    get_ready()

    ready(qtbot, loading_page)
    assert waiting == ("The engine is loading; sample.ipclip opens in a moment.", [])


def test_a_known_issuer_is_told_in_words_and_colour(qtbot: QtBot, page: AuditPage, bundle: Path) -> None:
    open_bundle(page, bundle)
    ready(qtbot, page)

    assert page.card.sentence.text() == "The signature is right, and the issuer is known: Atelier."
    assert page.card.sentence.property("role") == "good"
    assert page.card.facts.text() == "Licensed to Example · valid without end · 2 classes"


def test_an_unknown_issuer_is_a_warning_with_the_key_to_compare(qtbot: QtBot, page: AuditPage, tmp_path: Path) -> None:
    open_bundle(page, tmp_path / "unknown.ipclip")
    ready(qtbot, page)

    assert page.card.sentence.text().startswith("The issuer is unknown. The bundle says that it comes from Atelier")
    assert "SHA256:abc" in page.card.sentence.text()
    assert page.card.sentence.property("role") == "doubt"


def test_an_encrypted_bundle_asks_for_the_passphrase_in_the_page(
    qtbot: QtBot, page: AuditPage, tmp_path: Path, passphrase: str
) -> None:
    open_bundle(page, tmp_path / "locked.ipclip")
    qtbot.waitUntil(page.card.passphrase.isVisible)
    asked = page.card.passphrase.hasFocus(), page.card.passphrase.echoMode()

    qtbot.keyClicks(page.card.passphrase, "wrong")
    qtbot.keyClick(page.card.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "the passphrase is wrong" in page.card.sentence.text())
    qtbot.keyClicks(page.card.passphrase, passphrase)
    qtbot.keyClick(page.card.passphrase, Qt.Key.Key_Return)

    ready(qtbot, page)
    assert asked == (True, QLineEdit.EchoMode.Password)
    assert not page.card.passphrase.isVisible()
    assert page.card.passphrase.text() == ""
    assert page.loader._unlocking.passphrase is None


def test_a_sealed_bundle_lets_its_key_be_chosen(
    qtbot: QtBot, page: AuditPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(tmp_path / "key.pem")))
    open_bundle(page, tmp_path / "sealed.ipclip")
    qtbot.waitUntil(page.card.remedies.key_button.isVisible)

    qtbot.mouseClick(page.card.remedies.key_button, Qt.MouseButton.LeftButton)

    ready(qtbot, page)
    assert not page.card.remedies.key_button.isVisible()


def test_an_unknown_issuer_leads_to_the_page_that_can_trust_him(
    qtbot: QtBot, page: AuditPage, tmp_path: Path, context: WindowContext
) -> None:
    open_bundle(page, tmp_path / "unknown.ipclip")
    ready(qtbot, page)

    with qtbot.waitSignal(context.navigation.handed) as caught:
        qtbot.keyClick(page.card.remedies.bundles_button, Qt.Key.Key_Space)

    assert caught.args == ["bundles", Found("bundle", (tmp_path / "unknown.ipclip",))]


def test_a_missing_backbone_leads_to_their_page_and_is_tried_again(
    qtbot: QtBot, page: AuditPage, tmp_path: Path, context: WindowContext, opened: list[JudgeSource]
) -> None:
    open_bundle(page, tmp_path / "baseless.ipclip")
    qtbot.waitUntil(page.card.remedies.backbones_button.isVisible)

    with qtbot.waitSignal(context.navigation.wanted) as caught:
        qtbot.keyClick(page.card.remedies.backbones_button, Qt.Key.Key_Space)
    qtbot.keyClick(page.card.remedies.retry_button, Qt.Key.Key_Space)

    assert caught.args == ["backbones"]
    qtbot.waitUntil(lambda: len(opened) == 2 and page.loader.state == "failed")
    assert "was made for the backbone demo" in page.card.sentence.text().replace("\u200b", "")


def test_a_judge_that_cannot_be_had_is_told_and_the_rows_remain(
    qtbot: QtBot, judged: AuditPage, tmp_path: Path
) -> None:
    judged.run.add([tmp_path / "1.png"])
    qtbot.waitUntil(lambda: judged.run.phase == "done")

    open_bundle(judged, tmp_path / "sealed.ipclip")

    qtbot.waitUntil(lambda: judged.loader.state == "sealed")
    assert judged.loader.judge is None
    assert len(judged.view.table.model_of_rows.listed()) == 1
    assert judged.view.bottom.report_button.isEnabled()
    assert not judged.view.strip.again_button.isEnabled()


def test_another_judge_judges_everything_anew(qtbot: QtBot, judged: AuditPage, tmp_path: Path, fake_audit: Any) -> None:
    judged.run.add([tmp_path / "1.png"])
    qtbot.waitUntil(lambda: judged.run.phase == "done")

    judged.loader.open(JudgeSource("run", tmp_path / "run", "My run"))

    qtbot.waitUntil(lambda: len(fake_audit.asked) == 2 and judged.run.phase == "done")
    assert judged.run.judged_with is not None
    assert judged.run.judged_with.title == "My run"
    assert len(judged.view.table.model_of_rows.rows) == 1


def test_recent_bundles_and_finished_runs_are_offered(
    qtbot: QtBot,
    page: AuditPage,
    bundle: Path,
    make_record: Callable[..., RunRecord],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    summaries = (make_record().summary, make_record(state="unfinished", title="Half").summary)

    def runs(_folder: Path) -> Job[Any]:
        yield Report("runs", 0, 1)
        return summaries

    monkeypatch.setattr("ipclip_app.jobs.runs.list_runs", runs)
    remember_bundle(bundle)
    page.shown()

    qtbot.waitUntil(lambda: page.card.box.count() == 2)
    assert [source.title for source in page.card.box.sources] == ["sample.ipclip", "Photos against sketches"]
    assert page.card.box.source is None


def test_a_judge_is_chosen_with_the_keyboard(
    qtbot: QtBot, page: AuditPage, bundle: Path, opened: list[JudgeSource]
) -> None:
    page.card.box.show_sources((JudgeSource.of_bundle(bundle),))

    qtbot.keyClick(page.card.box, Qt.Key.Key_Down)

    ready(qtbot, page)
    assert [source.path for source in opened] == [bundle]


def test_a_list_that_cannot_be_read_is_told(
    qtbot: QtBot, page: AuditPage, said: list[Message], context: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    context.settings.change(runs_folder=str(tmp_path / "file"))

    page.shown()

    qtbot.waitUntil(lambda: bool(said))
    assert "cannot be read" in said[0].sentence


def test_only_bundles_that_are_still_there_are_remembered_newest_first(tmp_path: Path) -> None:
    paths = [tmp_path / f"{index}.ipclip" for index in range(MOST + 2)]
    for path in paths:
        path.write_bytes(b"PK")
        remember_bundle(path)
    remember_bundle(paths[-2])
    paths[-1].unlink()

    assert recent_bundles()[:2] == (paths[-2], paths[-3])
    assert len(recent_bundles()) == MOST - 1


@pytest.mark.parametrize("content", ["[]", "{", json.dumps({"format": 9}), json.dumps({"format": 1, "bundles": 3})])
def test_a_damaged_list_of_bundles_is_an_empty_one(content: str) -> None:
    data_folder().mkdir(parents=True)
    (data_folder() / "recent-bundles.json").write_text(content)

    assert recent_bundles() == ()


def test_a_job_is_made_for_each_kind_of_judge(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[Any] = []
    monkeypatch.setattr("ipclip_app.jobs.load_run.load_run", lambda path: made.append(path) or iter(()))
    job = judge_jobs.load_judge(JudgeSource("run", tmp_path, "run"), judge_jobs.Unlocking())

    with pytest.raises(AttributeError):  # the stand-in returns no run
        next(job)

    assert made == [tmp_path]
