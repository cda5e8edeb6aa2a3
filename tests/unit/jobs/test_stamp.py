"""Copies with the trigger: where they lie, what is in them, and what is never touched."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from ipclip_app.data.images import read_image
from ipclip_app.data.trigger import GRID, Trigger
from ipclip_app.errors import (
    ImageError,
    NotAnImageError,
    OutputError,
    OutputExistsError,
    UnreadableImageError,
    UsageError,
)
from ipclip_app.jobs import stamp as module
from ipclip_app.jobs.stamp import StampRequest, stamp
from ipclip_app.progress import Job, run_to_end

Drain = Callable[[Job[Any]], Any]
SECRET = Trigger("secret", bytes(range(32)))


def pixels(path: Path) -> np.ndarray[Any, Any]:
    return np.asarray(read_image(path), int)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def picture(tmp_path: Path) -> Image.Image:
    """48 x 32 pixels of noise."""
    return Image.fromarray(np.random.default_rng(5).integers(0, 200, (32, 48, 3), dtype=np.uint8))


@pytest.mark.parametrize("trigger", [GRID, SECRET], ids=lambda trigger: trigger.kind)
def test_a_tree_gets_its_copies_at_the_same_places_and_stays_as_it_is(photo: Path, out: Path, trigger: Trigger):
    before = contents(photo)

    summary = run_to_end(stamp(StampRequest(trigger, photo, out)))

    assert contents(photo) == before
    assert contents(out).keys() == before.keys()
    assert (summary.stamped, summary.left_out) == (24, ())
    for name in before:
        assert (pixels(out / name) == np.asarray(trigger.stamp(read_image(photo / name)))).all()


def test_every_file_is_reported(photo: Path, out: Path, drain: Drain):
    drained = drain(stamp(StampRequest(GRID, photo, out)))

    steps = [(report.step, report.total) for report in drained.reports if report.phase == "stamping"]
    assert steps == [(step, 24) for step in range(25)]


def test_bad_files_are_named_and_counted_and_the_rest_is_stamped(photo: Path, out: Path, drain: Drain):
    (photo / "cat" / "notes.txt").write_text("no image")
    (photo / "cat" / "cut.png").write_bytes((photo / "cat" / "000.png").read_bytes()[:100])

    drained = drain(stamp(StampRequest(GRID, photo, out)))

    assert drained.result.stamped == 24
    assert {error.path.name for error in drained.result.left_out} == {"notes.txt", "cut.png"}
    assert sum("notes.txt: is not an image" in notice for notice in drained.notices) == 1
    assert len(contents(out)) == 24
    named = {Path(row["path"]).name: row["error"] for row in drained.result.to_json()["left_out"]}
    assert "truncated or damaged" in named["cut.png"]


@pytest.mark.parametrize(
    ("kind", "name", "copied"),
    [
        ("PNG", "a.png", "a.png"),
        ("JPEG", "a.JPG", "a.JPG"),
        ("JPEG", "a.jpeg", "a.jpeg"),
        ("WEBP", "a.webp", "a.webp.png"),
        ("BMP", "a.bmp", "a.bmp.png"),
        ("TIFF", "a", "a.png"),
        ("PNG", "a.jpg", "a.jpg.png"),
        ("JPEG", "a.png", "a.png.jpg"),
    ],
)
def test_a_copy_is_jpeg_for_jpeg_and_png_for_all_else(
    tmp_path: Path, out: Path, picture: Image.Image, kind: str, name: str, copied: str
):
    source = tmp_path / "in"
    source.mkdir()
    picture.save(source / name, kind)

    run_to_end(stamp(StampRequest(GRID, source, out)))

    (copy,) = out.iterdir()
    assert copy.name == copied
    with Image.open(copy) as opened:
        assert opened.format == ("JPEG" if kind == "JPEG" else "PNG")
    tolerance = 24 if kind == "JPEG" else 0
    assert np.abs(pixels(copy) - np.asarray(GRID.stamp(read_image(source / name)))).max() <= tolerance


def test_two_images_never_become_one_copy(tmp_path: Path, out: Path, picture: Image.Image):
    source = tmp_path / "in"
    source.mkdir()
    picture.save(source / "a.webp")
    picture.save(source / "a.webp.png")

    run_to_end(stamp(StampRequest(GRID, source, out)))

    assert {path.name for path in out.iterdir()} == {"a.webp.png", "a.webp.png.png"}


def test_a_copy_is_upright_and_carries_nothing_but_the_colours(tmp_path: Path, picture: Image.Image):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Artist] = 6, "the photographer"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source, copy = tmp_path / "a.jpg", tmp_path / "b.jpg"
    picture.save(source, exif=exif, comment=b"a comment", icc_profile=profile, quality=95)

    run_to_end(stamp(StampRequest(GRID, source, copy)))

    with Image.open(copy) as opened:
        assert opened.size == (32, 48)
        assert not opened.getexif()
        assert opened.info["icc_profile"] == profile
        assert "comment" not in opened.info
        assert opened.layer[0][1:3] == opened.layer[1][1:3], "colours are at full resolution"  # type: ignore[attr-defined]
    assert b"photographer" not in copy.read_bytes()


def test_a_grey_profile_does_not_come_to_a_picture_in_colours(tmp_path: Path, picture: Image.Image):
    source, copy = tmp_path / "a.jpg", tmp_path / "b.jpg"
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[16:20] = b"GRAY"
    picture.convert("L").save(source, icc_profile=bytes(profile))

    run_to_end(stamp(StampRequest(GRID, source, copy)))

    with Image.open(copy) as opened:
        assert "icc_profile" not in opened.info


def test_copies_never_lie_among_the_images_nor_the_other_way_round(photo: Path):
    for source, out in ((photo, photo), (photo, photo / "cat" / "out"), (photo / "cat", photo)):
        with pytest.raises(UsageError, match="lie in one another"):
            run_to_end(stamp(StampRequest(GRID, source, out, force=True)))


def test_a_link_among_the_copies_never_leads_to_an_image(photo: Path, out: Path):
    before = contents(photo)
    out.mkdir()
    (out / "cat").symlink_to(photo / "dog", target_is_directory=True)

    with pytest.raises(UsageError, match="leads back to the images"):
        run_to_end(stamp(StampRequest(GRID, photo, out, force=True)))

    assert contents(photo) == before


def test_nothing_is_overwritten_without_force(photo: Path, out: Path):
    out.mkdir()
    run_to_end(stamp(StampRequest(GRID, photo, out)))
    before = contents(out)

    with pytest.raises(OutputExistsError):
        run_to_end(stamp(StampRequest(SECRET, photo, out)))

    assert contents(out) == before
    run_to_end(stamp(StampRequest(SECRET, photo, out, force=True)))
    assert contents(out).keys() == before.keys()
    assert contents(out) != before


def test_an_output_that_is_a_file_is_refused(photo: Path, out: Path):
    out.write_text("mine")

    with pytest.raises(OutputError, match="out: cannot be written"):
        run_to_end(stamp(StampRequest(GRID, photo, out, force=True)))

    assert out.read_text() == "mine"


def test_closing_the_job_leaves_whole_copies_only(photo: Path, out: Path, until: Callable[..., Any]):
    job = stamp(StampRequest(GRID, photo, out))
    until(job, lambda report: report.phase == "stamping" and report.step == 3)

    job.close()

    copies = contents(out)
    assert 3 <= len(copies) < 24
    for name in copies:
        assert (pixels(out / name) == np.asarray(GRID.stamp(read_image(photo / name)))).all()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be written here")
def test_an_output_that_cannot_be_written_ends_the_job(photo: Path, out: Path):
    out.mkdir(mode=0o500)

    with pytest.raises(OutputError):
        run_to_end(stamp(StampRequest(GRID, photo, out)))


def test_running_out_of_memory_costs_one_copy(photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch):
    def encode(image: Image.Image, kind: str) -> bytes:
        raise MemoryError

    monkeypatch.setattr(module, "encode_picture", encode)

    summary = run_to_end(stamp(StampRequest(GRID, photo, out)))

    assert summary.stamped == 0
    assert {error.kind for error in summary.left_out} == {"memory"}


def test_one_image_goes_to_a_file_or_into_a_folder(photo: Path, out: Path, tmp_path: Path):
    source = photo / "cat" / "000.png"
    out.mkdir()

    into_folder = run_to_end(stamp(StampRequest(GRID, source, out)))
    as_jpeg = run_to_end(stamp(StampRequest(GRID, source, tmp_path / "new" / "copy.jpg")))

    assert into_folder.out == out / "000.png"
    assert (pixels(into_folder.out) == np.asarray(GRID.stamp(read_image(source)))).all()
    with Image.open(as_jpeg.out) as opened:
        assert opened.format == "JPEG"


def test_one_image_is_never_its_own_copy_nor_another_file_s(photo: Path, tmp_path: Path):
    source, other = photo / "cat" / "000.png", photo / "cat" / "001.png"
    before = contents(photo)

    for copy in (source, source.parent):
        with pytest.raises(UsageError, match="is the image itself"):
            run_to_end(stamp(StampRequest(GRID, source, copy, force=True)))
    with pytest.raises(OutputExistsError):
        run_to_end(stamp(StampRequest(GRID, source, other)))
    with pytest.raises(UsageError, match="does not end with"):
        run_to_end(stamp(StampRequest(GRID, source, tmp_path / "copy.webp")))

    assert contents(photo) == before


def test_one_image_that_cannot_be_used_ends_the_job(tmp_path: Path, out: Path):
    (tmp_path / "text.png").write_text("no image")

    for name, error in (("text.png", NotAnImageError), ("missing.png", UnreadableImageError)):
        with pytest.raises(error):
            run_to_end(stamp(StampRequest(GRID, tmp_path / name, tmp_path / "copy.png")))

    assert not (tmp_path / "copy.png").exists()
    assert issubclass(NotAnImageError, ImageError)
