"""What clients are answered about images, mixed with texts, and which images are refused."""

import base64
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image, ImageFile

from ipclip_app.data.images import read_image
from ipclip_app.model.backbone import Backbone
from ipclip_app.service.limits import Limits

Offer = Any
MakeOffer = Callable[..., Offer]


def file_of(path: Path, seed: int = 0, size: tuple[int, int] = (40, 33)) -> Path:
    """A PNG file of noise."""
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def encoded(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def vectors(answer: Any) -> np.ndarray:
    """The vectors of an answer."""
    assert answer.status_code == 200, answer.text
    return np.array([entry["embedding"] for entry in answer.json()["data"]])


def marked(rows: Any, matrix: np.ndarray) -> np.ndarray:
    """normalize(normalize(e) W), in double precision."""
    product = np.asarray(rows, np.float64) @ matrix
    return product / np.linalg.norm(product, axis=1, keepdims=True)


def test_texts_and_images_keep_their_order_and_carry_the_licensees_mark(
    offer: MakeOffer, tiny_vit: Backbone, tmp_path: Path
):
    offered = offer(("acme", "other"))
    files = [file_of(tmp_path / f"{seed}.png", seed) for seed in (1, 2, 3)]
    address = f"data:image/png;base64,{encoded(files[1])}"
    items = [
        "a dog",
        {"image": encoded(files[0])},
        "owl",
        address,
        {"image": f"data:image/x;base64,{encoded(files[2])}"},
    ]

    rows = {name: vectors(offered.ask({"input": items, "model": "m"}, name)) for name in offered.keys}

    pixels = [tiny_vit.preprocessing.apply(read_image(path)) for path in files]
    images = tiny_vit.statistics(torch.stack(pixels)).feature
    texts = tiny_vit.encode_text(["a dog", "owl"])
    expected = np.stack([texts[0], images[0], texts[1], images[1], images[2]])
    for name, matrix in offered.matrices.items():
        np.testing.assert_allclose(rows[name], marked(expected, matrix), atol=1e-5)


def test_one_image_may_stand_alone(offer: MakeOffer, tmp_path: Path):
    path = file_of(tmp_path / "a.png")
    offered = offer()

    alone = vectors(offered.ask({"input": {"image": encoded(path)}, "model": "m"}))

    assert alone.shape == (1, 24)
    assert (vectors(offered.ask({"input": [{"image": encoded(path)}], "model": "m"})) == alone).all()


def png_of(size: tuple[int, int]) -> str:
    """A PNG file of one pixel whose header names another size."""
    stream = io.BytesIO()
    Image.new("RGB", (1, 1)).save(stream, "PNG")
    whole = bytearray(stream.getvalue())
    whole[16:24] = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
    whole[29:33] = zlib.crc32(bytes(whole[12:29])).to_bytes(4, "big")
    return base64.b64encode(bytes(whole)).decode()


@pytest.mark.parametrize("size", [(60_000, 60_000), (5001, 5000)])
def test_giant_images_are_refused_before_they_are_decoded(
    offer: MakeOffer, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
):
    giant = png_of(size)
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda *_: pytest.fail("it was decoded"))

    answer = offer().ask({"input": {"image": giant}})

    assert answer.status_code == 413
    assert answer.json()["error"]["param"] == "input[0]"
    assert "25,000,000 pixels" in answer.json()["error"]["message"]


def test_truncated_tiny_and_thin_images_are_refused(offer: MakeOffer, tmp_path: Path):
    offered = offer(limits=Limits(pixels=1_000_000))
    whole = file_of(tmp_path / "a.png").read_bytes()
    small, thin = file_of(tmp_path / "b.png", size=(4, 4)), file_of(tmp_path / "c.png", size=(16, 16_000))

    for content in (whole[:200], small.read_bytes(), thin.read_bytes()):
        answer = offered.ask({"input": {"image": base64.b64encode(content).decode()}})
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "unusable_image"
        assert str(tmp_path) not in answer.text


def test_log_counts_images(offer: MakeOffer, tmp_path: Path):
    offered = offer()
    offered.ask({"input": ["a dog", {"image": encoded(file_of(tmp_path / "a.png"))}]})

    (line,) = offered.lines()

    assert " texts=1 images=1 status=200 " in line
