"""A generated tree in the shape of Office-31's archive becomes the data set of the published protocol."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ipclip_app.config import ProtocolSplit, SplitConfig, TrainConfig
from ipclip_app.data.domains import scan_domain
from ipclip_app.data.protocol_folders import protocol_folders
from ipclip_app.data.protocols import protocol_of
from ipclip_app.errors import FolderError, ProtocolImagesError, UsageError
from ipclip_app.jobs.dataset import NOT_DRAWN, Dataset, read_dataset
from ipclip_app.progress import run_to_end

OFFICE_31 = protocol_of("office-31")
SPLIT = ProtocolSplit("office-31")
DOMAINS = {"amazon": 500, "dslr": 480, "webcam": 493}


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (16, 16), "white").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def office_31(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As many images as DOMAINS tells, spread over the classes unevenly."""
    root, content = tmp_path_factory.mktemp("office"), png()
    for domain, images in DOMAINS.items():
        for index in range(images):
            name = OFFICE_31.class_names[index % 31 if index < 400 else index % 7]
            folder = root / domain / "images" / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"frame_{index:04}.png").write_bytes(content + f"{domain}{index}".encode())
    return root


@pytest.fixture(scope="module")
def folders(office_31: Path) -> dict[str, Path]:
    return protocol_folders(office_31, OFFICE_31)


def sizes(dataset: Dataset) -> list[list[int]]:
    splits = (dataset.authorized, dataset.unauthorized)
    return [[len(split.train), len(split.validation), len(split.test)] for split in splits]


def test_both_domains_have_the_published_numbers_of_images(folders: dict[str, Path]):
    dataset = run_to_end(read_dataset(folders["amazon"], folders["dslr"], SPLIT))

    assert sizes(dataset) == [[360, 40, 80]] * 2
    assert dataset.class_names == tuple(sorted(OFFICE_31.class_names))
    assert dataset.left_out == {NOT_DRAWN: 20}


def test_a_lone_domain_is_drawn_once(folders: dict[str, Path]):
    dataset = run_to_end(read_dataset(folders["amazon"], None, SPLIT))

    assert sizes(dataset) == [[360, 40, 80]] * 2
    assert dataset.authorized is dataset.unauthorized
    assert dataset.left_out == {NOT_DRAWN: 20}


def test_a_further_domain_is_tested_on_what_the_protocol_draws_for_tests(folders: dict[str, Path]):
    alone = run_to_end(read_dataset(folders["amazon"], None, SPLIT))
    against = run_to_end(read_dataset(folders["amazon"], folders["webcam"], SPLIT))
    webcam = run_to_end(scan_domain(folders["webcam"])).domain

    assert alone.tested(webcam) == against.unauthorized.test


def test_without_a_protocol_a_further_domain_is_tested_whole(folders: dict[str, Path]):
    dataset = run_to_end(read_dataset(folders["amazon"], None, SplitConfig()))
    webcam = run_to_end(scan_domain(folders["webcam"])).domain

    assert len(dataset.tested(webcam)) == DOMAINS["webcam"]


def test_too_few_images_name_the_domain_what_was_found_and_what_is_needed(folders: dict[str, Path]):
    image = next(folders["dslr"].rglob("*.png"))
    content = image.read_bytes()
    image.unlink()
    try:
        with pytest.raises(ProtocolImagesError, match=r"dslr.images: has 479 different .* but the protocol takes 480"):
            run_to_end(read_dataset(folders["amazon"], folders["dslr"], SPLIT))
    finally:
        image.write_bytes(content)


def test_missing_class_is_told_of_the_domain_that_lacks_it(photo: Path, folders: dict[str, Path]):
    with pytest.raises(FolderError, match=r"photo: has no images of 31 class\(es\) of Office-31: back_pack"):
        run_to_end(read_dataset(folders["amazon"], photo, SPLIT))


def test_configuration_with_a_protocol_survives_json():
    config = TrainConfig(split=SPLIT)

    assert TrainConfig.from_json(config.to_json()) == config
    assert config.to_json()["split"] == {"protocol": "office-31"}


@pytest.mark.parametrize("content", [{"protocol": "office-31", "train": 80}, {"shares": 1}])
def test_configuration_with_neither_kind_of_split_is_refused(content: dict[str, Any]):
    with pytest.raises(UsageError, match="unknown entries"):
        TrainConfig.from_json({"split": content})


def test_unknown_protocol_is_refused_before_anything_is_drawn(photo: Path, sketch: Path, drain: Callable[..., Any]):
    with pytest.raises(UsageError, match="There is no protocol 'pacs'"):
        drain(read_dataset(photo, sketch, ProtocolSplit("pacs")))
