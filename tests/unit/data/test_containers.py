import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from ipclip_app.data.containers import image_format, without_extras
from ipclip_app.data.images import read_image
from ipclip_app.errors import ImageError

NOISE = Image.fromarray(np.random.default_rng(5).integers(0, 256, (20, 24, 4), dtype=np.uint8))
RGB = NOISE.convert("RGB")
DEEP = Image.fromarray(np.random.default_rng(6).integers(0, 65_536, (20, 24), dtype=np.uint16))


def _encode(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "maker"
    return exif


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _with_chunk(png: bytes, chunk: bytes) -> bytes:
    return png[:33] + chunk + png[33:]


SEEDS = {
    "jpeg": _encode(RGB, "JPEG", exif=_exif(6)),
    "progressive": _encode(RGB, "JPEG", progressive=True),
    "cmyk": _encode(RGB.convert("CMYK"), "JPEG"),
    "mpo": _encode(RGB, "MPO", save_all=True, append_images=[RGB]),
    "png": _encode(NOISE, "PNG", exif=_exif(3)),
    "png_palette": _encode(RGB.convert("P"), "PNG", transparency=3),
    "png_deep": _encode(DEEP, "PNG"),
    "webp": _encode(NOISE, "WEBP", exif=_exif(8)),
    "webp_lossless": _encode(NOISE, "WEBP", lossless=True),
    "bmp": _encode(RGB, "BMP"),
    "bmp_palette": _encode(RGB.convert("P"), "BMP"),
    "gif": _encode(RGB, "GIF", save_all=True, append_images=[RGB.rotate(90)]),
    "tiff": _encode(RGB, "TIFF", exif=_exif(5)),
    "tiff_deep": _encode(DEEP, "TIFF"),
    "tiff_deflate": _encode(NOISE, "TIFF", compression="tiff_adobe_deflate"),
    "tiff_jpeg": _encode(RGB, "TIFF", compression="jpeg"),
}


def _truncate(content: bytes, generator: np.random.Generator) -> bytes:
    return content[: generator.integers(len(content))]


def _flip_bytes(content: bytes, generator: np.random.Generator) -> bytes:
    damaged = bytearray(content)
    reach = min(len(damaged), generator.choice((60, 250, 100_000)))
    for _ in range(generator.choice((1, 1, 2, 8))):
        damaged[generator.integers(reach)] = generator.choice((0, 255, generator.integers(256)))
    return bytes(damaged)


@pytest.mark.parametrize("damage", [_truncate, _flip_bytes])
@pytest.mark.parametrize("kind", SEEDS)
def test_damage_ends_as_an_image_error_or_an_image_and_nothing_else(
    tmp_path: Path, kind: str, damage: Callable[[bytes, np.random.Generator], bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ipclip_app.data.images.PIXEL_LIMIT", 1_000_000)  # damaged sizes would cost minutes
    generator, path, refused = np.random.default_rng(zlib.crc32(kind.encode())), tmp_path / "damaged", 0
    for _ in range(60):
        path.write_bytes(damage(SEEDS[kind], generator))
        try:
            image = read_image(path)
        except ImageError as error:
            refused += error.path == path
        else:
            assert image.mode == "RGB"
            assert min(image.size) >= 16

    assert refused > 0


def test_huge_and_broken_text_does_not_stop_a_png(tmp_path: Path):
    text = PngImagePlugin.PngInfo()
    text.add_text("bomb", "x" * 2_000_000, zip=True)
    plain = _encode(RGB, "PNG")
    sources = {
        "huge": _encode(RGB, "PNG", pnginfo=text),
        "broken": _with_chunk(plain, _chunk(b"zTXt", b"key\0\0not zlib")),
        "checksum": _with_chunk(plain, _chunk(b"iTXt", b"text")[:-1] + b"?"),
        "profile": _with_chunk(plain, _chunk(b"iCCP", b"name\0\0" + zlib.compress(bytes(5_000_000)))),
    }

    for name, content in sources.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert read_image(path).tobytes() == RGB.tobytes(), name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "junk", [b"junk", b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0II*\0\xff\xff\xff\xff"]
)
def test_broken_exif_does_not_stop_an_image(tmp_path: Path, kind: str, junk: bytes):
    path = tmp_path / "a"
    path.write_bytes(_encode(RGB, kind, exif=junk))

    assert read_image(path).size == RGB.size


@pytest.mark.parametrize("compression", [None, "tiff_lzw"])
@pytest.mark.parametrize("tag", [34665, 34853, 40965])
def test_a_tiff_whose_exif_lies_nowhere_is_read(tmp_path: Path, tag: int, compression: str | None):
    path = tmp_path / "a.tif"
    path.write_bytes(_encode(RGB, "TIFF", tiffinfo={tag: 9_999_999}, compression=compression))

    assert read_image(path).tobytes() == RGB.tobytes()


def test_an_exif_chunk_with_a_wrong_checksum_is_ignored(tmp_path: Path):
    content = bytearray(_encode(RGB, "PNG", exif=_exif(6)))
    content[content.index(b"eXIf") + 6] ^= 1
    path = tmp_path / "a.png"
    path.write_bytes(content)

    assert read_image(path).size == (24, 20)


def test_removing_extras_keeps_the_rest_byte_for_byte():
    plain = _encode(NOISE, "PNG")

    assert without_extras(plain) == plain
    assert without_extras(_with_chunk(plain, _chunk(b"tEXt", b"a\0b"))) == plain
    assert without_extras(plain[:50]) == plain[:50]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF"])
def test_the_format_is_told_by_the_first_bytes(kind: str):
    assert image_format(_encode(RGB, kind)[:32]) == kind
    assert image_format(_encode(RGB, kind)[1:33]) is None
