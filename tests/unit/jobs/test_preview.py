"""A folder is shown before it is read: by names alone, in small steps, and with small upright pictures."""

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipclip_app.data.domains import discover_domains, scan_domain
from ipclip_app.errors import FolderError
from ipclip_app.jobs.preview import FolderPreview, ThumbnailReport, preview_folder, thumbnails
from ipclip_app.progress import run_to_end

Drain = Callable[..., Any]


def touch(root: Path, *names: str) -> Path:
    """Files of one byte, which are no images but for their names."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")
    return root


def preview(root: Path) -> FolderPreview:
    return run_to_end(preview_folder(root))


def test_class_folders_make_one_domain(tmp_path: Path):
    root = touch(tmp_path / "photo", "dog/a.PNG", "cat/b.jpeg", "cat/deep/er/c.webp", "loose.png", "cat/notes.txt")
    (domain,) = preview(root).domains
    assert (domain.root, domain.name, domain.images) == (root, "photo", 3)
    assert list(domain.classes.items()) == [("cat", 2), ("dog", 1)]


def test_flat_folder_is_one_domain_without_classes(tmp_path: Path):
    (domain,) = preview(touch(tmp_path / "flat", "a.png", "b.png", "empty/readme.txt")).domains
    assert (domain.images, dict(domain.classes)) == (2, {})
    assert domain.samples == (tmp_path / "flat/a.png", tmp_path / "flat/b.png")


def test_folder_of_domains_has_several(tmp_path: Path):
    touch(tmp_path, "sketch/cat/a.png", "sketch/dog/a.png", "photo/cat/a.png", "flat/a.png", "papers/a.txt")
    domains = preview(tmp_path).domains
    assert [(domain.name, domain.images, len(domain.classes)) for domain in domains] == [
        *(("flat", 1, 0), ("photo", 1, 1), ("sketch", 2, 2))
    ]


def test_folder_without_images_has_no_domain(tmp_path: Path):
    assert preview(touch(tmp_path, "a.txt", "b/c.pdf")) == FolderPreview(tmp_path, ())


def test_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(FolderError, match="nowhere: there is no such folder"):
        preview(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "names",
    [
        ("cat/a.png", "dog/b.png"),
        ("photo/cat/a.png", "sketch/cat/b.png", "flat/c.png"),
        ("cat/a.png", "dog/sub/b.png"),
        ("a.png", "b.png"),
        ("cat/.hidden.png", "cat/a.png", "__MACOSX/cat/b.png", "dog/Thumbs.db", "dog/b.png"),
    ],
)
def test_preview_agrees_with_what_a_training_reads(tmp_path: Path, names: tuple[str, ...]):
    for index, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (20, 20), (index, 0, 0)).save(tmp_path / name, "PNG")
    domains = run_to_end(discover_domains(tmp_path)).domains
    read = [run_to_end(scan_domain(root)).domain for root in domains]
    shown = preview(tmp_path).domains
    assert [(domain.root, domain.images, dict(domain.classes)) for domain in shown] == [
        (domain.root, len(domain.files), domain.distinct_counts()) for domain in read
    ]


def test_links_are_followed_but_never_in_circles_and_never_twice(tmp_path: Path):
    root = touch(tmp_path / "photo", "cat/a.png", "cat/b.png")
    touch(tmp_path / "elsewhere", "c.png", "d.png")
    (root / "again").symlink_to(root / "cat")
    (root / "dog").symlink_to(tmp_path / "elsewhere")
    (root / "cat/up").symlink_to(root)
    (root / "cat/circle").symlink_to(root / "cat/circle")
    (root / "cat/same.png").symlink_to(root / "cat/a.png")
    (root / "cat/gone.png").symlink_to(tmp_path / "gone.png")
    (root / "cat/linked.png").symlink_to(touch(tmp_path, "other.png") / "other.png")
    (domain,) = preview(root).domains
    assert dict(domain.classes) == {"cat": 3, "dog": 2}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind here")
def test_folder_that_cannot_be_listed_is_left_out(tmp_path: Path):
    root = touch(tmp_path / "photo", "cat/a.png", "dog/b.png")
    (root / "dog").chmod(0)
    try:
        assert dict(preview(root).domains[0].classes) == {"cat": 1}
    finally:
        (root / "dog").chmod(0o700)


def test_large_folder_reports_every_few_hundred_files_and_no_more(tmp_path: Path, drain: Drain):
    (tmp_path / "cat").mkdir()
    for index in range(2000):
        (tmp_path / "cat" / f"{index:04}.png").touch()
    drained = drain(preview_folder(tmp_path))
    steps = [report.step for report in drained.reports]
    assert steps == sorted(steps)
    assert steps[-1] == drained.result.domains[0].images == 2000
    assert max(after - before for before, after in pairwise(steps)) <= 300
    assert len(steps) < 20


def test_samples_are_spread_over_the_classes(tmp_path: Path):
    touch(tmp_path, *(f"{name}/{index:02}.png" for name in ("cat", "dog", "owl") for index in range(20)))
    samples = preview(tmp_path).domains[0].samples
    assert [path.relative_to(tmp_path).as_posix() for path in samples[:4]] == [
        *("cat/00.png", "dog/00.png", "owl/00.png", "cat/01.png")
    ]
    assert len(samples) == 12


def test_no_class_is_shown_more_often_than_another(tmp_path: Path):
    touch(tmp_path, *(f"{letter}/{index}.png" for letter in "abcdefghij" for index in range(3)))
    names = [path.parent.name for path in preview(tmp_path).domains[0].samples]
    assert names == list("abcdefghij")


def test_samples_of_many_classes_come_from_all_over_the_alphabet(tmp_path: Path):
    touch(tmp_path, *(f"{letter}/{index}.png" for letter in "abcdefghijklmnopqrstuvwxyz" for index in range(3)))
    names = [path.parent.name for path in preview(tmp_path).domains[0].samples]
    assert len(set(names)) == 12
    assert names[0] == "a"
    assert names[-1] >= "w"


def small(paths: list[Path], size: int) -> list[ThumbnailReport]:
    return [report for report in thumbnails(paths, size) if isinstance(report, ThumbnailReport)]


def test_thumbnail_fits_the_square_and_keeps_the_picture(tmp_path: Path):
    Image.new("RGB", (400, 200), (200, 30, 40)).save(tmp_path / "wide.png")
    (report,) = small([tmp_path / "wide.png"], 64)
    assert (report.path, report.width, report.height) == (tmp_path / "wide.png", 64, 32)
    assert report.pixels == bytes((200, 30, 40)) * (64 * 32)


def test_small_image_is_not_enlarged(tmp_path: Path):
    Image.new("RGB", (20, 30)).save(tmp_path / "small.png")
    (report,) = small([tmp_path / "small.png"], 64)
    assert (report.width, report.height) == (20, 30)


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_thumbnail_is_turned_as_the_camera_was(tmp_path: Path, suffix: str):
    pixels = np.zeros((200, 400, 3), np.uint8)
    pixels[:, :200] = 255
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).save(tmp_path / f"turned{suffix}", exif=exif)
    (report,) = small([tmp_path / f"turned{suffix}"], 50)
    assert (report.width, report.height) == (25, 50)
    assert report.pixels[0] > 250  # what was left is now above
    assert report.pixels[-1] < 5


def test_jpeg_is_decoded_at_a_smaller_scale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Image.new("RGB", (1600, 1600), (200, 30, 40)).save(tmp_path / "large.jpg")
    decoded: list[tuple[int, int]] = []
    shrink = Image.Image.thumbnail

    def remembering(image: Image.Image, *arguments: Any, **options: Any) -> None:
        decoded.append(image.size)
        shrink(image, *arguments, **options)

    monkeypatch.setattr(Image.Image, "thumbnail", remembering)
    (report,) = small([tmp_path / "large.jpg"], 128)
    assert decoded == [(200, 200)]
    assert (report.width, report.height) == (128, 128)


def test_broken_images_have_no_width_and_stop_nothing(tmp_path: Path):
    Image.new("RGB", (40, 40)).save(tmp_path / "good.png")
    (tmp_path / "text.png").write_text("no image")
    (tmp_path / "cut.png").write_bytes((tmp_path / "good.png").read_bytes()[:60])
    names = ("text.png", "missing.png", "cut.png", "good.png")
    reports = small([tmp_path / name for name in names], 32)
    assert [(report.width, len(report.pixels)) for report in reports] == [(0, 0), (0, 0), (0, 0), (32, 3 * 32 * 32)]
    assert [(report.step, report.total) for report in reports] == [(1, 4), (2, 4), (3, 4), (4, 4)]
