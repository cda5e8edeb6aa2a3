"""Whatever a user points the program at, it answers with one sentence that names the file and the remedy."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

Train = Callable[..., Any]
Refused = Callable[[Any, str], None]


def listing(*roots: Path) -> dict[str, tuple[int, int]]:
    """Every path below the roots, the roots themselves included, with size and time of change."""
    paths = [path for root in roots for path in (root, *root.rglob("*"))]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


def flatten(folder: Path):
    """Take the class folders away."""
    for index, path in enumerate(sorted(folder.rglob("*.png"))):
        path.rename(folder / f"{index}.png")
    for entry in [entry for entry in folder.iterdir() if entry.is_dir()]:
        entry.rmdir()


def test_good_folders_train_and_stay_as_they_are(train: Train, photo: Path, sketch: Path, out: Path):
    before = listing(photo, sketch)
    ran = train("--json")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert document["training"]["run"] == str(out)
    assert document["left_out"] == document["training"]["left_out"] == {}
    assert listing(photo, sketch) == before


def test_authorized_folder_without_classes_is_refused(train: Train, refused: Refused, photo: Path):
    flatten(photo)
    refused(
        train(),
        f"{photo}: has no class subfolders; put the images of each class into a subfolder of its name.",
    )


def test_unlabelled_unauthorized_folder_gets_pseudo_labels(train: Train, sketch: Path):
    flatten(sketch)
    document = json.loads(train("--json").out)
    unlabelled = document["domains"]["unauthorized"]
    assert document["unauthorized_labels"] == "pseudo"
    assert (unlabelled["zero_shot"], unlabelled["protected"]) == (None, None)
    assert 0 <= unlabelled["agreement"] <= 100


def test_classes_without_enough_images_are_refused(train: Train, refused: Refused, photo: Path, sketch: Path):
    for path in photo.rglob("*.png"):
        if path.name != "000.png":
            path.unlink()
    refused(
        train(),
        f"{photo} and {sketch} share 0 usable class(es), at least 2 are needed; add classes, or images: each class "
        "needs 3 different ones in each folder.",
    )


def test_one_class_without_enough_images_is_left_out(train: Train, photo: Path):
    for path in (photo / "owl").iterdir():
        if path.name != "000.png":
            path.unlink()
    ran = train("--json")
    assert json.loads(ran.out)["left_out"] == {"class with fewer than 3 different images": 9}
    assert f"{photo}: 1 image(s) left out (class with fewer than 3 different images): owl." in ran.err


def test_folders_without_a_common_class_are_refused(train: Train, refused: Refused, photo: Path, sketch: Path):
    for folder in list(sketch.iterdir()):
        folder.rename(sketch / f"{folder.name}fish")
    refused(
        train(),
        f"{photo} and {sketch} have no class folder in common; name the class subfolders of both alike, or give an "
        "unauthorized folder without subfolders.",
    )


def test_class_names_that_mean_the_same_are_refused(train: Train, refused: Refused, sketch: Path):
    shutil.copytree(sketch / "cat", sketch / "Cat_")
    refused(
        train(),
        f"{sketch}: the class folders Cat_, cat mean the same name to CLIP; merge them or rename one.",
    )


def test_class_name_too_long_for_the_prompt_is_refused(train: Train, refused: Refused, photo: Path, sketch: Path):
    name = "0123456789" * 20
    for folder in (photo, sketch):
        (folder / "cat").rename(folder / name)
    refused(
        train(),
        f"The class name '{name}' takes 202 tokens but only 66 are left behind the prompt; rename its folder to "
        "something shorter.",
    )


def test_unusable_images_are_named_counted_and_left_out(train: Train, photo: Path):
    damaged = {
        "text.jpg": b"this is no image",
        "empty.png": b"",
        "cut.png": (photo / "cat" / "000.png").read_bytes()[:900],
    }
    for name, content in damaged.items():
        (photo / "dog" / name).write_bytes(content)
    ran = train("--json")
    document = json.loads(ran.out)
    assert ran.code == 0
    for sentence in (
        f"{photo}/dog/text.jpg: is not an image of a known format; remove it or save it as JPEG or PNG.",
        f"{photo}/dog/empty.png: is truncated or damaged (the file is empty); restore it from its source or remove it.",
    ):
        assert sentence in ran.err.splitlines()
    assert f"{photo}/dog/cut.png: is truncated or damaged (" in ran.err
    assert document["left_out"]["not usable"] == 2
    assert (
        sum(document["training"]["left_out"].values()) + document["left_out"].get("unreadable in the test part", 0) == 3
    )


def test_same_folder_twice_is_refused(train: Train, refused: Refused, photo: Path):
    refused(
        train("--unauthorized", f"{photo}/../photo"),
        f"{photo}/../photo: is given as the authorized and as the unauthorized folder; give two separate folders.",
    )


@pytest.mark.parametrize("option", ["--authorized", "--unauthorized"])
def test_missing_folder_is_refused(train: Train, refused: Refused, tmp_path: Path, option: str):
    refused(train(option, tmp_path / "photos"), f"{tmp_path}/photos: there is no such folder; check the path.")


def test_file_in_place_of_a_folder_is_refused(train: Train, refused: Refused, photo: Path):
    file = photo / "cat" / "000.png"
    refused(train("--authorized", file), f"{file}: is not a folder; give the folder that contains the images.")


def test_folder_without_images_is_refused(train: Train, refused: Refused, tmp_path: Path):
    (tmp_path / "none" / "cat").mkdir(parents=True)
    refused(
        train("--unauthorized", tmp_path / "none"),
        f"{tmp_path}/none: contains no image; give a folder with images or with one subfolder per class.",
    )


@pytest.mark.parametrize(
    ("further", "sentence"),
    [
        (("--epochs", 0), "The number of epochs must be at least 1."),
        (("--batch-size", 1), "The batch size must be at least 2."),
        (("--seed", -1), "The seed must be a whole number from 0 to 2^63 - 1."),
        (("--split", "80-10-10"), "The split '80-10-10' is not of the form TRAIN/VAL/TEST, like 80/10/10."),
        (("--split", "80/10"), "The split '80/10' is not of the form TRAIN/VAL/TEST, like 80/10/10."),
        (
            ("--split", "80/20/0"),
            "The split 80/20/0 is not three positive percentages that add up to 100, like 80/10/10.",
        ),
        (("--resume", "--force"), "--resume goes on with a run and --force replaces it; pass one of them."),
    ],
)
def test_options_out_of_range_are_refused(
    train: Train, refused: Refused, out: Path, further: tuple[object, ...], sentence: str
):
    refused(train(*further), sentence)
    assert not out.exists()


@pytest.mark.parametrize(
    "further",
    [("--preset", "best"), ("--scenario", "none"), ("--device", "tpu"), ("--epochs", "many"), ("--speed", "1")],
)
def test_options_that_do_not_exist_are_refused(train: Train, out: Path, further: tuple[str, ...]):
    ran = train(*further)
    assert (ran.code, ran.out) == (2, "")
    assert further[0] in ran.err
    assert "Traceback" not in ran.err
    assert not out.exists()


def test_unknown_backbone_is_refused(train: Train):
    ran = train("--backbone", "CLIP-9000/moon")
    assert (ran.code, ran.out) == (2, "")
    assert ran.last_line.startswith("CLIP-9000/moon: ")
    assert ran.last_line.endswith(".")


def test_device_that_is_not_there_is_refused(train: Train, refused: Refused, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    refused(
        train("--device", "cuda"),
        "The device 'cuda' is not available on this machine or in this build of torch; choose --device auto or cpu.",
    )


def test_folders_with_undecodable_names_train(train: Train, photo: Path, out: Path):
    try:
        renamed = photo.rename(photo.with_name("pho\udcffto"))
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    ran = train("--authorized", renamed, "--json")
    assert ran.code == 0
    assert json.loads((out / "run.json").read_text())["authorized"] == str(renamed)
