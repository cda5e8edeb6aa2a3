import numpy as np
import pytest
from PIL import Image

from ipclip_app.data.style_signature import FamiliarStyle, signature

RNG = np.random.default_rng(2)


def photo() -> Image.Image:
    """Soft colours in patches."""
    small = RNG.integers(40, 200, (7, 7, 3), dtype=np.uint8)
    return Image.fromarray(small).resize((80, 70), Image.Resampling.BICUBIC)


PHOTOS = [photo() for _ in range(40)]
FAMILIAR = FamiliarStyle(PHOTOS)


@pytest.mark.parametrize("colour", ["white", "black", (120, 10, 40)])
@pytest.mark.parametrize("size", [(1, 1), (3, 200), (56, 56), (400, 300)])
def test_every_picture_has_a_finite_signature(colour: str, size: tuple[int, int]):
    numbers = signature(Image.new("RGB", size, colour))
    assert numbers.shape == (19,)
    assert np.isfinite(numbers).all()


def test_nine_tenths_of_a_set_are_familiar():
    assert np.mean([FAMILIAR.strangeness(image) <= 1 for image in PHOTOS]) == pytest.approx(0.9, abs=0.03)


def test_new_pictures_of_the_style_are_less_strange_than_others():
    fresh = max(FAMILIAR.strangeness(photo()) for _ in range(20))

    assert fresh < 3
    assert FAMILIAR.strangeness(PHOTOS[0].convert("L").convert("RGB")) > fresh
    assert FAMILIAR.strangeness(Image.new("RGB", (56, 56), "white")) > fresh


def test_equal_pictures_are_a_style_too():
    familiar = FamiliarStyle([PHOTOS[0]] * 5)
    assert familiar.strangeness(PHOTOS[0]) <= 1
    assert familiar.strangeness(PHOTOS[1]) > 1
