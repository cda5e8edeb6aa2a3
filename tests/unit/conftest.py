"""Folders of small images for the tests of data and jobs."""

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

MakeDomain = Callable[[Path, Mapping[str, int]], Path]


def save_noise(path: Path, seed: str, size: tuple[int, int] = (20, 18)) -> Path:
    """Save random pixels that depend on `seed` only."""
    generator = np.random.default_rng(zlib.crc32(seed.encode()))
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(generator.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)).save(path)
    return path


@pytest.fixture
def make_image() -> Callable[..., Path]:
    """`make_image(path, seed, size=(20, 18))`: an image file whose content depends on the seed and size."""
    return save_noise


@pytest.fixture
def make_domain() -> MakeDomain:
    """`make_domain(root, {class: images})`: class folders with that many different images; class "" is the root."""

    def make(root: Path, counts: Mapping[str, int]) -> Path:
        for name, count in counts.items():
            (root / name).mkdir(parents=True, exist_ok=True)
            for index in range(count):
                save_noise(root / name / f"{index:03}.png", f"{root}/{name}/{index}")
        return root

    return make
