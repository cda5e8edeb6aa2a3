"""Statistics are computed once, the same warm as cold, and nothing that goes wrong with an image ends the job."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

from ipclip_app.data.augment import draw_view
from ipclip_app.data.domains import ImageFile
from ipclip_app.data.images import content_digest
from ipclip_app.jobs import features, view_preparation
from ipclip_app.jobs.feature_table import FeatureTable
from ipclip_app.jobs.features import collect_statistics
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.feature_database import FeatureDatabase
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import Notice, Report, run_to_end

VIEWS = ("plain", "flip", "crop0-0.6")
Files = tuple[ImageFile, ...]
MakeImage = Callable[..., Path]
Forward = Callable[[torch.Tensor], ImageStatistics]


@pytest.fixture
def files(tmp_path: Path, make_image: MakeImage) -> Files:
    paths = [make_image(tmp_path / f"{index}.png", str(index), (40 + index, 36)) for index in range(7)]
    return tuple(ImageFile(path, "class", content_digest(path)) for path in paths)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[FeatureCache]:
    with FeatureCache(tmp_path / "cache" / "features.sqlite3") as opened:
        yield opened


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Paths of the images that were decoded."""
    seen: list[Path] = []
    read_image = view_preparation.read_image
    monkeypatch.setattr(view_preparation, "read_image", lambda path: seen.append(path) or read_image(path))
    return seen


@pytest.fixture
def encoded(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sizes of the batches that the image tower saw."""
    sizes: list[int] = []
    replace_forward(monkeypatch, tiny_vit, lambda pixels, forward: sizes.append(len(pixels)) or forward(pixels))
    return sizes


def replace_forward(
    monkeypatch: pytest.MonkeyPatch, backbone: Backbone, new: Callable[[torch.Tensor, Forward], ImageStatistics]
):
    forward = backbone.statistics
    monkeypatch.setattr(backbone, "statistics", lambda pixels: new(pixels, forward))


def collect(backbone: Backbone, files: Files, cache: FeatureCache | None = None, batch_size: int = 4) -> FeatureTable:
    return run_to_end(collect_statistics(backbone, files, VIEWS, cache, batch_size=batch_size))


def notices(reports: list[Report]) -> list[str]:
    return [report.message for report in reports if isinstance(report, Notice)]


def assert_equal(first: ImageStatistics, second: ImageStatistics):
    assert torch.equal(first.feature, second.feature)
    assert torch.equal(first.mean, second.mean)
    assert torch.equal(first.deviation, second.deviation)


@contextmanager
def no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


def test_rows_are_the_statistics_of_the_views_to_half_precision(tiny_vit: Backbone, files: Files):
    table = collect(tiny_vit, files)
    image = view_preparation.read_image(files[3].path)
    view = draw_view(image, "crop0-0.6", files[3].digest)
    expected = tiny_vit.statistics(tiny_vit.preprocessing.apply(view)[None])
    row = table.statistics[3 * 3 + 2 : 3 * 3 + 3]
    assert (len(table), table.views, table.statistics.mean.dtype) == (7, VIEWS, torch.float32)
    torch.testing.assert_close(row.feature, expected.feature, rtol=0, atol=1e-3)
    torch.testing.assert_close(row.mean, expected.mean, rtol=1e-3, atol=1e-4)
    torch.testing.assert_close(row.deviation, expected.deviation, rtol=1e-3, atol=1e-4)


def test_warm_cold_and_no_cache_agree_to_the_bit(tiny_vit: Backbone, files: Files, cache: FeatureCache):
    without = collect(tiny_vit, files)
    cold = collect(tiny_vit, files, cache)
    warm = collect(tiny_vit, files, cache)
    assert_equal(cold.statistics, without.statistics)
    assert_equal(warm.statistics, cold.statistics)


def test_warm_and_cold_agree_beyond_the_range_of_half_precision(
    tiny_vit: Backbone, files: Files, cache: FeatureCache, monkeypatch: pytest.MonkeyPatch
):
    def enlarged(pixels: torch.Tensor, forward: Forward) -> ImageStatistics:
        small = forward(pixels)
        return ImageStatistics(small.feature, small.mean * 1e6, small.deviation * 1e6)

    replace_forward(monkeypatch, tiny_vit, enlarged)
    cold, warm = collect(tiny_vit, files, cache), collect(tiny_vit, files, cache)
    assert cold.statistics.mean.abs().max() > 65520
    assert cold.statistics.mean.isfinite().all()
    assert_equal(warm.statistics, cold.statistics)


def test_a_second_run_reads_no_image(
    tiny_vit: Backbone, files: Files, cache: FeatureCache, reads: list[Path], encoded: list[int]
):
    collect(tiny_vit, files, cache)
    assert sorted(reads) == sorted(file.path for file in files)
    assert sum(encoded) == 21
    collect(tiny_vit, files, cache)
    assert (len(reads), sum(encoded)) == (7, 21)


def test_only_missing_views_are_computed(
    tiny_vit: Backbone, files: Files, cache: FeatureCache, reads: list[Path], encoded: list[int]
):
    run_to_end(collect_statistics(tiny_vit, files[:4], ("plain",), cache))
    table = collect(tiny_vit, files, cache)
    assert sum(encoded) == 4 + 4 * 2 + 3 * 3
    assert len(reads) == 4 + 7
    torch.testing.assert_close(table.statistics.mean, collect(tiny_vit, files).statistics.mean, rtol=1e-3, atol=1e-4)


def test_equal_images_are_computed_once(tiny_vit: Backbone, files: Files, tmp_path: Path, encoded: list[int]):
    copy = tmp_path / "copy.png"
    copy.write_bytes(files[2].path.read_bytes())
    with_copy = (*files[:3], ImageFile(copy, "other", files[2].digest), files[3])
    table = collect(tiny_vit, with_copy)
    assert sum(encoded) == 4 * 3
    assert table.files == with_copy
    assert_equal(table.statistics[9:12], table.statistics[6:9])
    assert not torch.equal(table.statistics.mean[12], table.statistics.mean[9])


def test_one_readable_copy_of_an_image_is_enough(tiny_vit: Backbone, files: Files, tmp_path: Path):
    gone = ImageFile(tmp_path / "gone.png", "class", files[0].digest)
    table = collect(tiny_vit, (gone, *files))
    assert table.failures == ()
    assert_equal(table.statistics[0:3], table.statistics[3:6])


def test_bad_images_are_left_out_announced_and_counted(tiny_vit: Backbone, files: Files, cache: FeatureCache):
    damaged, changed = files[1], files[4]
    damaged.path.write_bytes(damaged.path.read_bytes()[:60])
    broken = ImageFile(damaged.path, "class", content_digest(damaged.path))
    changed.path.write_bytes(files[0].path.read_bytes())
    mixed = (files[0], broken, files[2], changed, files[5])
    reports: list[Report] = []
    job = collect_statistics(tiny_vit, mixed, VIEWS, cache, batch_size=4)
    table = drain(job, reports)
    assert table.files == (files[0], files[2], files[5])
    assert [(error.path, error.kind) for error in table.failures] == [
        (broken.path, "truncated"),
        (changed.path, "changed"),
    ]
    assert notices(reports) == [str(error) for error in table.failures]
    assert_equal(table.statistics, collect(tiny_vit, table.files, cache).statistics)
    assert (reports[-1].step, reports[-1].total) == (15, 15)


def drain(job: features.Job[FeatureTable], reports: list[Report]) -> FeatureTable:
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            return end.value


def test_an_image_too_thin_to_be_scaled_is_left_out(
    tiny_vit: Backbone, files: Files, tmp_path: Path, make_image: MakeImage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(view_preparation, "PIXEL_LIMIT", 32 * 32 * 10)
    thin = make_image(tmp_path / "thin.png", "thin", (180, 17))
    table = collect(tiny_vit, (ImageFile(thin, None, content_digest(thin)), *files))
    assert [error.kind for error in table.failures] == ["elongated"]
    assert table.files == files


def test_no_image_at_all_gives_an_empty_table(tiny_vit: Backbone, files: Files, tmp_path: Path):
    assert len(collect(tiny_vit, ()).statistics) == 0
    gone = ImageFile(tmp_path / "gone.png", None, "0" * 64)
    table = collect(tiny_vit, (gone,))
    assert (table.files, len(table.statistics), len(table.failures)) == ((), 0, 1)


def test_reports_name_the_phase_and_count_views_up_to_the_total(tiny_vit: Backbone, files: Files):
    reports: list[Report] = []
    drain(collect_statistics(tiny_vit, files, VIEWS, None, batch_size=4, phase="testing"), reports)
    steps = [report.step for report in reports]
    assert {(report.phase, report.total) for report in reports} == {("testing", 21)}
    assert steps == sorted(steps)
    assert set(steps) == {0, 4, 8, 12, 16, 20, 21}


def test_a_cancelled_job_keeps_what_it_reported_and_leaves_no_thread(
    tiny_vit: Backbone, files: Files, cache: FeatureCache, encoded: list[int]
):
    with no_thread_left():
        job = collect_statistics(tiny_vit, files, VIEWS, cache, batch_size=4)
        while next(job).step < 8:
            pass
        job.close()
    assert sum(encoded) == 8
    collect(tiny_vit, files, cache)
    assert sum(encoded) == 21


def test_a_cancelled_job_reads_no_further_than_the_next_batch(
    tiny_vit: Backbone, files: Files, tmp_path: Path, make_image: MakeImage, reads: list[Path]
):
    paths = [make_image(tmp_path / f"more{index}.png", f"more{index}") for index in range(60)]
    more = tuple(ImageFile(path, None, content_digest(path)) for path in paths)
    job = collect_statistics(tiny_vit, more, VIEWS, None, batch_size=6)
    while next(job).step < 6:
        pass
    job.close()
    assert len(reads) <= 2 + 2 + 4 + 1


def test_the_caller_never_loses_gradients_between_reports(tiny_vit: Backbone, files: Files):
    for _ in collect_statistics(tiny_vit, files, VIEWS, None, batch_size=4):
        assert torch.is_grad_enabled()
        assert not torch.is_inference_mode_enabled()


def test_when_memory_runs_out_the_job_says_so_and_goes_on(
    tiny_vit: Backbone, files: Files, monkeypatch: pytest.MonkeyPatch
):
    expected = collect(tiny_vit, files, batch_size=2)
    reports: list[Report] = []

    def limited(pixels: torch.Tensor, forward: Forward) -> ImageStatistics:
        if len(pixels) > 2:
            raise torch.OutOfMemoryError
        return forward(pixels)

    replace_forward(monkeypatch, tiny_vit, limited)
    table = drain(collect_statistics(tiny_vit, files, VIEWS, None, batch_size=8), reports)
    assert len(notices(reports)) == 2
    torch.testing.assert_close(table.statistics.mean, expected.statistics.mean, rtol=1e-3, atol=1e-4)


def test_a_defect_ends_the_job_and_its_threads(tiny_vit: Backbone, files: Files, monkeypatch: pytest.MonkeyPatch):
    def refuse(_pixels: torch.Tensor, _forward: Forward) -> ImageStatistics:
        raise RuntimeError("shapes cannot be multiplied")

    replace_forward(monkeypatch, tiny_vit, refuse)
    with no_thread_left(), pytest.raises(RuntimeError, match="shapes"):
        collect(tiny_vit, files, batch_size=8)


def test_a_damaged_cache_is_announced_and_costs_only_time(
    tiny_vit: Backbone, files: Files, cache: FeatureCache, encoded: list[int]
):
    expected = collect(tiny_vit, files, cache)
    cache.close()
    cache.path.write_bytes(b"\x5a" * 5000)
    reports: list[Report] = []
    table = drain(collect_statistics(tiny_vit, files, VIEWS, cache, batch_size=4), reports)
    assert_equal(table.statistics, expected.statistics)
    assert [str(cache.path) in notice for notice in notices(reports)] == [True]
    collect(tiny_vit, files, cache)
    assert sum(encoded) == 42


def test_a_disk_that_fills_up_is_announced_and_ends_nothing(
    tiny_vit: Backbone, files: Files, cache: FeatureCache, monkeypatch: pytest.MonkeyPatch
):
    def full(*_arguments: object):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(FeatureDatabase, "write", full)
    reports: list[Report] = []
    table = drain(collect_statistics(tiny_vit, files, VIEWS, cache, batch_size=4), reports)
    assert ["disk is full" in notice for notice in notices(reports)] == [True]
    assert_equal(table.statistics, collect(tiny_vit, files).statistics)
