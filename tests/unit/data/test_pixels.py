from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ipclip_app.data import pixels
from ipclip_app.data.images import read_image

Encode = Callable[..., bytes]
Write = Callable[[Path, bytes], Path]
RED = (200, 30, 40)


def test_transparency_is_shown_on_white(tmp_path: Path, encode: Encode, write: Write):
    half = Image.new("RGBA", (20, 20), (0, 0, 0, 128))

    for kind in ("PNG", "TIFF"):
        pixel = read_image(write(tmp_path / kind, encode(half, kind))).getpixel((3, 3))
        assert pixel == (127, 127, 127)


def test_transparent_palette_grey_and_colour_keys_are_shown_on_white(
    tmp_path: Path, red: Image.Image, encode: Encode, write: Write
):
    palette = red.convert("P", palette=Image.Palette.ADAPTIVE)
    index = palette.getpixel((0, 0))
    sources = {
        "palette.png": encode(palette, "PNG", transparency=index),
        "palette_bytes.png": encode(palette, "PNG", transparency=bytes(256)),
        "palette.gif": encode(palette, "GIF", transparency=index),
        "key.png": encode(red, "PNG", transparency=RED),
        "grey_key.png": encode(Image.new("L", (20, 20), 9), "PNG", transparency=9),
        "grey_alpha.png": encode(Image.new("LA", (20, 20), (50, 0)), "PNG"),
        "deep_key.png": encode(Image.fromarray(np.full((20, 20), 300, np.uint16)), "PNG", transparency=300),
    }

    for name, content in sources.items():
        assert read_image(write(tmp_path / name, content)).getpixel((5, 5)) == (255, 255, 255), name


def test_sixteen_bits_are_divided_by_257(tmp_path: Path, encode: Encode, write: Write):
    values = np.linspace(0, 65_535, 400).round().astype(np.uint16).reshape(20, 20)
    expected = np.rint(values / 257).astype(int)
    big_endian = Image.frombytes("I;16B", (20, 20), values.astype(">u2").tobytes())
    sources = {
        "deep.png": encode(Image.fromarray(values), "PNG"),
        "deep.tif": encode(Image.fromarray(values), "TIFF"),
        "big_endian.tif": encode(big_endian, "TIFF"),
        "wide.tif": encode(Image.fromarray(values.astype(np.int32)), "TIFF"),
        "float.tif": encode(Image.fromarray(values.astype(np.float32)), "TIFF"),
    }

    for name, content in sources.items():
        assert (np.asarray(read_image(write(tmp_path / name, content)))[..., 1] == expected).all(), name


def test_a_deep_image_without_white_is_not_stretched(tmp_path: Path, encode: Encode, write: Write):
    path = write(tmp_path / "a.png", encode(Image.fromarray(np.full((20, 20), 51_528, np.uint16)), "PNG"))

    assert read_image(path).getpixel((0, 0)) == (200, 200, 200)


def test_floating_point_images_from_0_to_1_use_the_whole_range(tmp_path: Path, encode: Encode, write: Write):
    values = np.linspace(0, 1, 400, dtype=np.float32).reshape(20, 20)
    values[0, 0] = np.nan

    grey = np.asarray(read_image(write(tmp_path / "a.tif", encode(Image.fromarray(values), "TIFF"))))[..., 0]

    assert (grey[0, 0], grey[-1, -1], grey[10, 0]) == (0, 255, round(float(values[10, 0]) * 255))


def test_integers_beyond_16_bits_are_scaled_by_their_own_range(tmp_path: Path, encode: Encode, write: Write):
    values = np.full((20, 20), -1_000_000, np.int32)
    values[5:] = 1_000_000

    grey = np.asarray(read_image(write(tmp_path / "a.tif", encode(Image.fromarray(values), "TIFF"))))[..., 0]

    assert (grey[0, 0], grey[-1, 0]) == (0, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "LAB"])
def test_every_colour_mode_becomes_the_same_red(
    tmp_path: Path, mode: str, red: Image.Image, encode: Encode, write: Write
):
    if mode == "LAB":
        source = Image.merge("LAB", [Image.new("L", (24, 20), value) for value in (110, 128 + 64, 128 + 44)])
    else:
        source = red.convert(mode)

    pixel = read_image(write(tmp_path / "a.tif", encode(source, "TIFF"))).getpixel((4, 4))

    grey = mode in {"1", "L"}
    assert len(set(pixel)) == 1 if grey else np.abs(np.subtract(pixel, RED)).max() < 25


@pytest.mark.parametrize("mode", ["RGBa", "La", "PA"])
def test_rare_alpha_modes_are_composited_too(mode: str):
    clear = Image.new(mode, (2, 2))
    if mode == "PA":
        clear.putalpha(0)

    assert pixels.to_rgb(clear).getpixel((0, 0)) == (255, 255, 255)


def test_the_bands_of_a_deep_image_share_one_range(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pixels, "_BAND_PIXELS", 40)
    values = np.repeat(np.arange(20, dtype=np.float32)[:, None] * 1e6, 20, axis=1)

    grey = np.asarray(pixels.to_rgb(Image.fromarray(values)))[:, 0, 0]

    assert (grey == np.rint(np.arange(20) / 19 * 255)).all()
