import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ipclip_app.demo.drawing import STYLE_NAMES
from ipclip_app.demo.sample_project import write_sample
from ipclip_app.demo.scenes import CLASS_NAMES
from ipclip_app.errors import OutputExistsError
from ipclip_app.resources import resource_path

SHIPPED = resource_path("sample")


def test_a_folder_per_style_holds_a_folder_per_class(tmp_path: Path):
    written = write_sample(tmp_path / "sample", per_class=2)

    files = sorted(path.relative_to(tmp_path / "sample").as_posix() for path in tmp_path.rglob("*.webp"))
    assert written == len(files) == 2 * len(CLASS_NAMES) * len(STYLE_NAMES)
    assert files[:2] == ["cartoon/butterfly/000.webp", "cartoon/butterfly/001.webp"]


def test_an_existing_folder_is_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(OutputExistsError):
        write_sample(tmp_path, per_class=1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("style", STYLE_NAMES)
@pytest.mark.parametrize("class_name", CLASS_NAMES)
def test_shipped_sample_has_enough_readable_images_a_class(style: str, class_name: str):
    files = sorted((SHIPPED / style / class_name).iterdir())

    assert len(files) >= 30
    for path in files:
        with Image.open(path) as image:
            assert image.format == "WEBP"
            assert min(image.size) >= 64
            assert np.asarray(image.convert("RGB")).std() > 5


def test_shipped_sample_holds_images_only_and_no_duplicates():
    files = [path for path in SHIPPED.rglob("*") if path.is_file()]

    assert {path.suffix for path in files} == {".webp"}
    assert len({hashlib.sha256(path.read_bytes()).digest() for path in files}) == len(files)


def test_shipped_sample_takes_at_most_five_megabytes():
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*.webp")) <= 5_000_000
