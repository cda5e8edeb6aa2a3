import random

import numpy as np
import pytest
import torch
from PIL import Image
from torchvision.transforms import InterpolationMode, RandAugment, autoaugment

from ipclip_app.data import rand_augment
from ipclip_app.data.rand_augment import SPACE, reference_style


def noise(width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(5).integers(0, 256, (height, width, 3), dtype=np.uint8))


IMAGE = noise(60, 56)
SIZES = ((56, 56), (224, 300), (331, 90), (1, 1), (3, 70))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SPACE)
def test_every_operation_gives_the_bytes_of_torchvisions(name: str, size: tuple[int, int]):
    image = noise(*size)
    levels, signed = RandAugment(10, 10)._augmentation_space(31, (image.height, image.width))[name]
    level = float(levels[10]) if levels.ndim else 0.0

    for sign in (-1, 1):
        theirs = autoaugment._apply_op(image, name, sign * level if signed else level, InterpolationMode.NEAREST, None)
        assert SPACE[name](image, 10, sign).tobytes() == theirs.tobytes()


def test_the_operations_are_torchvisions():
    assert list(SPACE) == list(RandAugment()._augmentation_space(31, (56, 56)))


def test_ten_operations_are_applied(monkeypatch: pytest.MonkeyPatch):
    applied: list[int] = []

    def count(image: Image.Image, magnitude: int, _: int) -> Image.Image:
        applied.append(magnitude)
        return image

    monkeypatch.setattr(rand_augment, "SPACE", {"Count": count})

    reference_style(IMAGE, 3)

    assert applied == [10] * 10


def test_the_seed_alone_decides():
    torch.manual_seed(0)
    random.seed(0)
    first = reference_style(IMAGE, 3)
    states = torch.random.get_rng_state(), random.getstate()
    torch.manual_seed(1)
    random.seed(1)

    assert reference_style(IMAGE, 3).tobytes() == first.tobytes()
    assert reference_style(IMAGE, 4).tobytes() != first.tobytes()
    torch.manual_seed(0)
    random.seed(0)
    assert torch.equal(torch.random.get_rng_state(), states[0])
    assert random.getstate() == states[1]


@pytest.mark.parametrize(("side", "hole"), [(224, 16), (56, 4), (336, 24), (1, 1)])
def test_the_hole_grows_with_the_image(side: int, hole: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rand_augment, "OPERATIONS", 0)
    white = Image.new("RGB", (side, side), "white")

    holes = [int((np.asarray(reference_style(white, seed)) == 0).all(2).sum()) for seed in range(30)]

    assert max(holes) == hole**2
    assert min(holes) > 0
    assert white.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("size", SIZES)
def test_size_and_mode_are_kept(size: tuple[int, int]):
    view = reference_style(noise(*size), 2**70)
    assert (view.size, view.mode) == (size, "RGB")
