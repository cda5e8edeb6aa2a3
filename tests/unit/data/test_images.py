import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ipclip_app.data import images
from ipclip_app.data.images import content_digest, looks_like_image, read_image
from ipclip_app.errors import (
    CorruptImageError,
    DecompressionBombError,
    ImageFileTooLargeError,
    ImageMemoryError,
    ImageTooSmallError,
    NotAnImageError,
    UnreadableImageError,
)

MakeImage = Callable[..., Path]
Read = Callable[[Path], object]
Patch = pytest.MonkeyPatch
Encode = Callable[..., bytes]
Write = Callable[[Path, bytes], Path]
RED = (200, 30, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF"])
def test_every_format_is_read_whatever_its_suffix(
    tmp_path: Path, kind: str, red: Image.Image, encode: Encode, write: Write
):
    path = write(tmp_path / "picture.Txt", encode(red, kind))

    image = read_image(path)

    assert (image.mode, image.size) == ("RGB", (24, 20))
    assert np.abs(np.asarray(image, int) - RED).max() <= 6


@pytest.mark.parametrize("kind", ["PPM", "ICO", "PDF"])
def test_other_formats_are_not_images_even_when_pillow_knows_them(
    tmp_path: Path, kind: str, red: Image.Image, encode: Encode, write: Write
):
    path = write(tmp_path / "picture.jpg", encode(red, kind))

    with pytest.raises(NotAnImageError, match=r"picture\.jpg: is not an image"):
        read_image(path)


@pytest.mark.parametrize("content", [b"hello, I am a text", b"BMW makes cars and motorcycles", b"RIFFxxxxWAVEfmt "])
def test_text_named_jpg_is_not_an_image(tmp_path: Path, content: bytes, write: Write):
    path = write(tmp_path / "a.jpg", content)

    for read in (read_image, content_digest):
        with pytest.raises(NotAnImageError):
            read(path)


@pytest.mark.parametrize("animation", ["GIF", "WEBP", "PNG", "TIFF", "MPO"])
def test_the_first_frame_of_an_animation_is_read(
    tmp_path: Path, animation: str, red: Image.Image, encode: Encode, write: Write
):
    frames = [Image.new("RGB", (24, 20), "blue")]
    path = write(tmp_path / "a", encode(red, animation, save_all=True, append_images=frames))

    assert np.abs(np.asarray(read_image(path), int) - RED).max() <= 6


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_images_stand_upright(tmp_path: Path, kind: str, orientation: int, encode: Encode, write: Write):
    upright = Image.new("RGB", (32, 24), "black")
    upright.paste("red", (0, 0, 16, 12))
    upright.paste("blue", (16, 0, 32, 12))
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what a camera held so would have stored
    stored = upright if orientation == 1 else upright.transpose(Image.Transpose(turn[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation

    image = read_image(write(tmp_path / "a", encode(stored, kind, exif=exif)))

    assert image.size == (32, 24)
    assert np.abs(np.asarray(image, int) - np.asarray(upright, int))[4:8].mean() < 20


def test_a_compressed_tiff_stands_upright_too(tmp_path: Path, red: Image.Image, encode: Encode, write: Write):
    exif = Image.Exif()
    exif[0x0112] = 6

    image = read_image(write(tmp_path / "a", encode(red, "TIFF", exif=exif, compression="tiff_lzw")))

    assert image.size == (20, 24)


def test_zero_bytes_and_truncated_files_are_corrupt(tmp_path: Path, make_image: MakeImage, write: Write):
    whole = make_image(tmp_path / "whole.png", "noise").read_bytes()
    empty, half = write(tmp_path / "empty.jpg", b""), write(tmp_path / "half.png", whole[: len(whole) // 2])

    for path in (empty, half):
        with pytest.raises(CorruptImageError, match=path.name):
            read_image(path)
    with pytest.raises(CorruptImageError, match="empty"):
        content_digest(empty)


def test_the_cause_of_a_broken_header_names_no_python_object(tmp_path: Path, write: Write):
    path = write(tmp_path / "a.jpg", b"\xff\xd8\xff" + bytes(80))

    with pytest.raises(CorruptImageError) as caught:
        read_image(path)

    assert "header" in str(caught.value)
    assert "object at" not in str(caught.value)


@pytest.mark.parametrize("side", [20_000, 12_500])
def test_bombs_are_refused_from_the_header_without_a_warning(
    tmp_path: Path, side: int, monkeypatch: Patch, red: Image.Image, encode: Encode, write: Write
):
    bomb = bytearray(encode(red, "BMP"))
    bomb[18:26] = side.to_bytes(4, "little") * 2
    monkeypatch.setattr(images, "PIXEL_LIMIT", 150_000_000)
    path = write(tmp_path / "bomb.bmp", bytes(bomb))

    with pytest.raises(DecompressionBombError, match=f"{side * side:,}") as caught:
        read_image(path)

    assert caught.value.pixels == side * side


@pytest.mark.parametrize("read", [read_image, content_digest])
def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: Patch, read: Read, red: Image.Image, encode: Encode, write: Write
):
    content = encode(red, "TIFF")
    fitting, padded = write(tmp_path / "a.tif", content), write(tmp_path / "b.tif", content + bytes(1))
    monkeypatch.setattr(images, "FILE_LIMIT", len(content))

    read(fitting)
    with pytest.raises(ImageFileTooLargeError, match=r"b\.tif: takes .* MB; save it anew"):
        read(padded)


@pytest.mark.parametrize("step", ["_read", "_decode"])
def test_an_image_that_memory_does_not_hold_is_not_called_damaged(
    tmp_path: Path, monkeypatch: Patch, step: str, red: Image.Image, encode: Encode, write: Write
):
    path = write(tmp_path / "a.png", encode(red, "PNG"))
    monkeypatch.setattr(images, step, lambda *_: (_ for _ in ()).throw(MemoryError))

    with pytest.raises(ImageMemoryError, match=r"a\.png: needs more memory than there is; close other programs"):
        read_image(path)


def test_large_but_legal_images_raise_no_warning(
    tmp_path: Path, monkeypatch: Patch, red: Image.Image, encode: Encode, write: Write
):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 300)  # Pillow warns above it and refuses above its double

    assert read_image(write(tmp_path / "a.png", encode(red, "PNG"))).size == (24, 20)


def test_images_below_16_pixels_on_a_side_are_too_small(tmp_path: Path, make_image: MakeImage):
    assert read_image(make_image(tmp_path / "ok.png", "a", (16, 16))).size == (16, 16)
    with pytest.raises(ImageTooSmallError, match="40 x 15"):
        read_image(make_image(tmp_path / "small.png", "a", (40, 15)))


@pytest.mark.parametrize("read", [read_image, content_digest])
def test_missing_folders_and_pipes_are_unreadable_and_never_hang(tmp_path: Path, read: Read):
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)

    for path in (tmp_path / "missing.png", tmp_path, pipe):
        with pytest.raises(UnreadableImageError):
            read(path)


@pytest.mark.parametrize("read", [read_image, content_digest])
def test_denied_files_are_unreadable(tmp_path: Path, make_image: MakeImage, monkeypatch: Patch, read: Read):
    path = make_image(tmp_path / "a.png", "a")
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))

    with pytest.raises(UnreadableImageError, match="Permission denied"):
        read(path)
    assert not looks_like_image(tmp_path / "no_suffix")


def test_the_digest_is_the_sha256_of_the_bytes(tmp_path: Path, write: Write):
    content = b"\xff\xd8\xff" + bytes(range(256)) * 9000
    path = write(tmp_path / "long.jpg", content)

    assert content_digest(path) == hashlib.sha256(content).hexdigest()


def test_a_name_or_the_first_bytes_promise_an_image(tmp_path: Path, make_image: MakeImage, write: Write):
    picture = make_image(tmp_path / "a.png", "a")
    unnamed, text = write(tmp_path / "unnamed", picture.read_bytes()), write(tmp_path / "notes.txt", b"notes")

    assert [looks_like_image(path) for path in (picture, unnamed, text, tmp_path / "GONE.JPG")] == [1, 1, 0, 1]
