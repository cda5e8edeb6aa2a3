"""From two folders to classes, parts and a fingerprint that depends on contents alone."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import SplitConfig
from ipclip_app.data.domains import ImageFile
from ipclip_app.errors import ClassCollisionError, FolderError, NoCommonClassError, TooFewClassesError
from ipclip_app.jobs.dataset import Dataset, class_indices, read_dataset
from ipclip_app.progress import Notice, run_to_end

Drain = Callable[..., Any]
SPLIT = SplitConfig(50, 25, 25)


def read(authorized: Path, unauthorized: Path, split: SplitConfig = SPLIT) -> Dataset:
    return run_to_end(read_dataset(authorized, unauthorized, split))


def test_both_domains_are_split_alike(photo: Path, sketch: Path):
    dataset = read(photo, sketch)
    assert dataset.class_names == ("cat", "dog", "owl")
    assert dataset.labelled
    for split in (dataset.authorized, dataset.unauthorized):
        assert [len(part) for part in (split.train, split.validation, split.test)] == [12, 6, 6]


def test_summary_is_json_for_people(photo: Path, sketch: Path):
    assert read(photo, sketch).summary() == {
        "classes": ["cat", "dog", "owl"],
        "images": {name: {"train": 12, "validation": 6, "test": 6} for name in ("authorized", "unauthorized")},
        "unauthorized_labels": "folders",
        "left_out": {},
    }


def test_images_seen_in_training_are_those_of_training_and_validation(photo: Path, sketch: Path):
    dataset = read(photo, sketch)
    assert len(dataset.seen()) == 2 * 18
    assert not dataset.seen() & {file.digest for file in (*dataset.authorized.test, *dataset.unauthorized.test)}


def test_fingerprint_survives_moving_and_renaming(photo: Path, sketch: Path, tmp_path: Path):
    before = read(photo, sketch).fingerprint()
    shutil.copytree(photo, tmp_path / "elsewhere" / "pictures")
    (tmp_path / "elsewhere" / "pictures" / "cat" / "000.png").rename(
        tmp_path / "elsewhere" / "pictures" / "cat" / "z.png"
    )
    assert read(tmp_path / "elsewhere" / "pictures", sketch).fingerprint() == before


def test_fingerprint_tells_every_change(photo: Path, sketch: Path):
    dataset = read(photo, sketch)
    fewer = replace(dataset.authorized, test=dataset.authorized.test[1:])
    moved = replace(
        dataset.authorized,
        train=dataset.authorized.train[1:],
        test=(*dataset.authorized.test, dataset.authorized.train[0]),
    )
    other_class = replace(
        dataset.authorized, test=(replace(dataset.authorized.test[0], class_name="owl"), *dataset.authorized.test[1:])
    )
    variants = [
        dataset,
        *(replace(dataset, authorized=split) for split in (fewer, moved, other_class)),
        replace(dataset, unauthorized=fewer),
        replace(dataset, authorized=dataset.unauthorized, unauthorized=dataset.authorized),
        replace(dataset, labelled=False),
        replace(dataset, class_names=("cat", "dog", "eagle")),
        read(photo, sketch, SplitConfig(60, 20, 20)),
    ]
    assert len({variant.fingerprint() for variant in variants}) == len(variants)


def test_unlabelled_unauthorized_folder_keeps_all_images(photo: Path, sketch: Path, tmp_path: Path):
    flat = tmp_path / "flat"
    flat.mkdir()
    for index, path in enumerate(sorted(sketch.rglob("*.png"))):
        shutil.copy(path, flat / f"{index}.png")
    dataset = read(photo, flat)
    assert not dataset.labelled
    assert dataset.summary()["unauthorized_labels"] == "pseudo"
    assert len(dataset.unauthorized.train) == 12
    assert {file.class_name for file in dataset.unauthorized.train} == {None}


def test_what_is_left_out_is_announced_and_counted(
    photo: Path, sketch: Path, draw_domain: Callable[..., Path], drain: Drain
):
    draw_domain(photo, "photo", ("only here",), 4)
    draw_domain(sketch, "sketch", ("few",), 2)
    draw_domain(photo, "photo", ("few",), 5)
    (sketch / "cat" / "broken.jpg").write_text("no image")
    (photo / "beside.png").write_bytes((photo / "cat" / "000.png").read_bytes())
    read_in = drain(read_dataset(photo, sketch, SPLIT))
    assert read_in.result.left_out == {
        "class only in photo": 4,
        "class with fewer than 3 different images": 7,
        "not usable": 2,
    }
    text = "\n".join(read_in.notices)
    for words in ("only here", "few", "broken.jpg", "beside.png"):
        assert words in text


def test_unusable_images_are_announced_before_the_pairing_fails_for_them(photo: Path, sketch: Path):
    for path in sketch.glob("*/00[1-7].png"):
        path.write_text("no image")
    notices: list[str] = []

    with pytest.raises(TooFewClassesError):
        notices.extend(report.message for report in read_dataset(photo, sketch, SPLIT) if isinstance(report, Notice))

    assert len(notices) == 3 * 7


def without_classes(photo: Path, sketch: Path) -> tuple[Path, Path]:
    flat = photo.with_name("flat")
    flat.mkdir()
    shutil.copy(photo / "cat" / "000.png", flat)
    return flat, sketch


def nothing_in_common(photo: Path, sketch: Path) -> tuple[Path, Path]:
    for name in ("cat", "dog", "owl"):
        (sketch / name).rename(sketch / f"{name}fish")
    return photo, sketch


def one_image_each(photo: Path, sketch: Path) -> tuple[Path, Path]:
    for path in photo.rglob("*.png"):
        if path.name != "000.png":
            path.unlink()
    return photo, sketch


def same_name(photo: Path, sketch: Path) -> tuple[Path, Path]:
    shutil.copytree(photo / "cat", photo / "Cat_")
    return photo, sketch


@pytest.mark.parametrize(
    ("arrange", "error", "sentence"),
    [
        (without_classes, FolderError, "flat: has no class subfolders; put the images of each class into a subfolder"),
        (nothing_in_common, NoCommonClassError, "no class folder in common; name the class subfolders of both alike"),
        (one_image_each, TooFewClassesError, "at least 2 are needed; add classes, or images"),
        (same_name, ClassCollisionError, "the class folders Cat_, cat mean the same name to CLIP; merge them"),
        (lambda photo, _: (photo, photo), FolderError, "photo: is given as the authorized and as the unauthorized"),
        (lambda photo, _: (photo, photo / "cat"), FolderError, "cat: overlaps with .*photo"),
        (
            lambda photo, _: (photo, photo.with_name("none")),
            FolderError,
            "none: there is no such folder; check the path",
        ),
        (lambda photo, _: (photo / "cat" / "000.png", photo.parent / "sketch"), FolderError, "is not a folder"),
    ],
)
def test_folders_that_make_no_run_are_refused_with_the_remedy(
    photo: Path, sketch: Path, arrange: Callable[..., tuple[Path, Path]], error: type[Exception], sentence: str
):
    authorized, unauthorized = arrange(photo, sketch)
    with pytest.raises(error, match=sentence):
        read(authorized, unauthorized)


def test_class_indices_follow_the_order_of_the_run():
    files = tuple(ImageFile(Path(name), name, "") for name in ("owl", "cat", "owl"))
    assert class_indices(files, ("cat", "dog", "owl")) == [2, 0, 2]
