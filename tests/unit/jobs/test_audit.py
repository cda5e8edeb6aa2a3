"""An audit gives every file a row, as it goes, whatever is wrong with some of them."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from ipclip_app.data import images
from ipclip_app.errors import TooLittleMemoryError
from ipclip_app.jobs import audit as job
from ipclip_app.jobs.audit import NO_NUMBER, audit, judge_rows
from ipclip_app.jobs.audit_row import AuditReport, AuditRow
from ipclip_app.jobs.encoder import CPU_BATCH
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import Notice

Drain = Callable[..., Any]
MakeImage = Callable[..., Path]


def rows_of(drained: Any) -> list[AuditRow]:
    return [row for report in drained.reports if isinstance(report, AuditReport) for row in report.rows]


@pytest.fixture
def folder(tmp_path: Path, make_image: MakeImage) -> Path:
    for number in range(5):
        make_image(tmp_path / "images" / f"{number}.png", f"noise {number}")
    return tmp_path / "images"


def test_rows_tell_verdict_score_and_top_classes(tiny_protected: ProtectedModel, folder: Path, drain: Drain):
    rows = rows_of(drain(audit(tiny_protected, [folder])))
    assert [row.path.name for row in rows] == [f"{number}.png" for number in range(5)]
    for row in rows:
        assert row.score is not None
        assert row.verdict == tiny_protected.thresholds.verdict(row.score)
        for classes in (row.protected, row.zero_shot):
            assert {each.class_name for each in classes} == {"cat", "dog", "great_owl"}
            assert sum(each.probability for each in classes) == pytest.approx(1, abs=1e-5)
            assert list(classes) == sorted(classes, key=lambda each: -each.probability)


def test_rows_are_those_of_the_statistics(tiny_protected: ProtectedModel, folder: Path, drain: Drain):
    backbone = tiny_protected.backbone
    paths = sorted(folder.iterdir())
    pixels = torch.stack([backbone.preprocessing.apply(Image.open(path)) for path in paths])
    expected = judge_rows(tiny_protected, paths, backbone.statistics(pixels))
    rows = rows_of(drain(audit(tiny_protected, paths)))
    for row, other in zip(rows, expected, strict=True):
        assert row.score == pytest.approx(other.score, abs=0.05)  # half precision lies between them
        assert [each.class_name for each in row.protected] == [each.class_name for each in other.protected]


def test_a_warm_cache_gives_the_same_rows_and_runs_no_image_tower(
    tiny_protected: ProtectedModel, folder: Path, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    cold = rows_of(drain(audit(tiny_protected, [folder])))

    def tower(*_: Any) -> Any:
        raise AssertionError("the image tower ran")

    monkeypatch.setattr(Backbone, "statistics", tower)
    assert rows_of(drain(audit(tiny_protected, [folder]))) == cold


def test_the_summary_counts_every_verdict(tiny_protected: ProtectedModel, folder: Path, drain: Drain):
    (folder / "notes.txt").write_text("no image")
    drained = drain(audit(tiny_protected, [folder]))
    verdicts = [row.verdict for row in rows_of(drained)]
    assert drained.result.counts == {name: verdicts.count(name) for name in drained.result.counts}
    assert drained.result.counts.keys() == {"authorized", "uncertain", "unauthorized", "error"}
    assert drained.result.counts["error"] == 1
    assert drained.result.files == 6


def broken(path: Path) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.write_text("hello"), "is not an image of a known format"),
        (lambda path: path.write_bytes(b""), "is truncated or damaged (the file is empty)"),
        (broken, "is truncated or damaged"),
        (lambda path: path.unlink(), "cannot be read (No such file or directory)"),
        (lambda path: Image.new("L", (3, 3)).save(path), "smaller than the minimum"),
    ],
    ids=["text", "empty", "cut", "vanished", "tiny"],
)
def test_a_bad_file_is_a_row_with_the_reason(
    spoil: Callable[[Path], Any], reason: str, tiny_protected: ProtectedModel, folder: Path, drain: Drain
):
    paths = sorted(folder.iterdir())
    spoil(paths[2])
    rows = rows_of(drain(audit(tiny_protected, paths)))
    assert [row.path for row in rows] == paths
    assert [row.verdict == "error" for row in rows] == [False, False, True, False, False]
    assert reason in str(rows[2].error)
    assert str(paths[2]) not in str(rows[2].error)
    assert (rows[2].score, rows[2].protected, rows[2].zero_shot) == (None, (), ())


def test_a_decompression_bomb_is_a_row(
    tiny_protected: ProtectedModel, folder: Path, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(images, "PIXEL_LIMIT", 20 * 18 + 1)
    Image.new("L", (20, 19)).save(folder / "bomb.png")
    rows = rows_of(drain(audit(tiny_protected, [folder])))
    assert [row.path.name for row in rows if row.verdict == "error"] == ["bomb.png"]
    assert "more than the limit" in str(rows[-1].error)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is unreadable to whoever runs this")
def test_an_unreadable_file_is_a_row(tiny_protected: ProtectedModel, folder: Path, drain: Drain):
    (folder / "0.png").chmod(0)
    assert "Permission denied" in str(rows_of(drain(audit(tiny_protected, [folder])))[0].error)


def test_memory_that_ends_at_one_image_is_its_row(
    tiny_protected: ProtectedModel, folder: Path, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    digest = job.content_digest

    def full(path: Path) -> str:
        if path.name == "1.png":
            raise MemoryError
        return digest(path)

    monkeypatch.setattr(job, "content_digest", full)
    rows = rows_of(drain(audit(tiny_protected, [folder])))
    assert [row.verdict == "error" for row in rows] == [False, True, False, False, False]
    assert "more memory" in str(rows[1].error)


def test_a_score_that_is_no_number_is_an_error(tiny_protected: ProtectedModel, folder: Path, drain: Drain):
    tiny_protected.authorizer.weight[0] = float("nan")
    assert {row.error for row in rows_of(drain(audit(tiny_protected, [folder])))} == {NO_NUMBER}


def test_nothing_given_is_nothing_found(tiny_protected: ProtectedModel, drain: Drain):
    drained = drain(audit(tiny_protected, []))
    assert drained.result.files == 0
    assert rows_of(drained) == []


def test_rows_come_in_batches_with_the_number_of_files_known(
    tiny_protected: ProtectedModel, tmp_path: Path, make_image: MakeImage, drain: Drain
):
    count = 2 * CPU_BATCH + 3
    for number in range(count):
        make_image(tmp_path / "many" / f"{number:03}.png", f"many {number % 7}")
    reports = [r for r in drain(audit(tiny_protected, [tmp_path / "many"])).reports if isinstance(r, AuditReport)]
    assert [len(report.rows) for report in reports] == [CPU_BATCH, CPU_BATCH, 3]
    assert [(report.step, report.total) for report in reports] == [
        (CPU_BATCH, count),
        (2 * CPU_BATCH, count),
        (count, count),
    ]


def test_closing_the_job_stops_reading(
    tiny_protected: ProtectedModel, tmp_path: Path, make_image: MakeImage, monkeypatch: pytest.MonkeyPatch
):
    for number in range(6 * CPU_BATCH):
        make_image(tmp_path / "many" / f"{number:03}.png", "same")
    read: list[Path] = []
    digest = job.content_digest

    def watched(path: Path) -> str:
        read.append(path)
        return digest(path)

    monkeypatch.setattr(job, "content_digest", watched)
    running = audit(tiny_protected, [tmp_path / "many"])
    next(report for report in running if isinstance(report, AuditReport))
    running.close()
    seen = len(read)
    assert CPU_BATCH <= seen <= 3 * CPU_BATCH


def test_too_little_memory_halves_the_batch_and_says_so(
    tiny_protected: ProtectedModel, folder: Path, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    statistics = Backbone.statistics

    def tight(self: Backbone, pixels: torch.Tensor) -> Any:
        if len(pixels) > 2:
            raise MemoryError
        return statistics(self, pixels)

    monkeypatch.setattr(Backbone, "statistics", tight)
    drained = drain(audit(tiny_protected, [folder]))
    assert any("Memory ran out" in notice for notice in drained.notices)
    assert all(isinstance(report, Notice) or report.total in {0, 5} for report in drained.reports)
    assert [row.verdict != "error" for row in rows_of(drained)] == [True] * 5


def test_no_memory_at_all_ends_the_audit_with_the_remedy(
    tiny_protected: ProtectedModel, folder: Path, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(Backbone, "statistics", full)
    with pytest.raises(TooLittleMemoryError):
        drain(audit(tiny_protected, [folder]))


def test_folders_of_the_user_are_left_as_they_are(tiny_protected: ProtectedModel, folder: Path, drain: Drain):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    drain(audit(tiny_protected, [folder]))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
