"""What owners and verifiers rely on: identities, equal strength, and a pattern that survives what images suffer."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipclip_app.data.trigger import GRID, Control, Trigger, new_trigger
from ipclip_app.data.trigger_pattern import GRID_SHARE, SHARE, Tile
from ipclip_app.data.trigger_waves import Texture

SECRETS = [Trigger("secret", bytes([number]) * 32) for number in range(4)]
SIZE = (320, 240)

Stamp = Trigger | Control
Pixels = np.ndarray[Any, Any]


def ground(size: tuple[int, int] = SIZE, seed: int = 0) -> Image.Image:
    """Soft blots of many colours, as contrasty as a photograph."""
    coarse = np.random.default_rng(seed).integers(0, 256, (8, 10, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def strokes(stamp: Stamp, size: tuple[int, int] = SIZE) -> Pixels:
    """1 where the pattern paints white, -1 where it paints black."""
    values = np.asarray(stamp.stamp(Image.new("RGB", size, (100, 100, 100))), int)[..., 0]
    return np.sign(values - 100)


def jpeg(image: Image.Image) -> Image.Image:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=50)
    return Image.open(stream).convert("RGB")


def halved(image: Image.Image) -> Image.Image:
    half = (image.width // 2, image.height // 2)
    return image.resize(half, Image.Resampling.BICUBIC).resize(image.size, Image.Resampling.BICUBIC)


def cropped(image: Image.Image) -> Image.Image:
    """Without a tenth of width and height, at the size of a thumbnail that shows all that is left."""
    width, height = image.size
    return image.crop((width // 20, height // 20, width - width // 20, height - height // 20))


def likeness(image: Image.Image, stamp: Stamp, change: Callable[[Image.Image], Image.Image]) -> float:
    """Correlation between an image's fine detail and a pattern that was changed likewise, -1 to 1."""
    pattern = Image.fromarray((strokes(stamp) * 100 + 128).astype(np.uint8)).convert("RGB")
    seen, expected = (np.asarray(picture.convert("L"), float) for picture in (image, change(pattern)))
    detail = seen - np.asarray(image.convert("L").reduce(8).resize(image.size), float)
    return float(np.corrcoef(detail.ravel(), expected.ravel())[0, 1])


def test_new_triggers_are_secret_and_never_the_same():
    first, second = new_trigger(), new_trigger()

    assert first.kind == second.kind == "secret"
    assert len(first.seed) == 32
    assert first.identity != second.identity


def test_an_identity_is_short_constant_and_tells_nothing_of_the_seed():
    identities = {trigger.identity for trigger in (*SECRETS, GRID)}

    assert len(identities) == 5
    assert GRID.identity == Trigger("grid").identity
    for trigger in SECRETS:
        assert trigger.identity == Trigger("secret", trigger.seed).identity
        assert len(bytes.fromhex(trigger.identity)) == 8
        assert trigger.seed.hex()[:4] not in trigger.identity + repr(trigger) + repr(trigger.control(0))


@pytest.mark.parametrize(
    ("kind", "seed"), [("grid", bytes(32)), ("secret", b""), ("secret", bytes(31)), ("stripes", b"")]
)
def test_a_trigger_without_its_seed_cannot_be_made(kind: Any, seed: bytes):
    with pytest.raises(ValueError, match=kind):
        Trigger(kind, seed)


@pytest.mark.parametrize("size", [(48, 32), (33, 57)])
def test_the_grid_is_white_on_every_even_row_and_column_and_nothing_else(size: tuple[int, int]):
    image = ground(size)
    expected = np.array(image)
    expected[::2] = 255
    expected[:, ::2] = 255

    assert (np.asarray(GRID.stamp(image)) == expected).all()


@pytest.mark.parametrize("trigger", [GRID, SECRETS[0]], ids=lambda trigger: trigger.kind)
def test_stamping_leaves_the_image_alone_and_is_repeatable(trigger: Trigger):
    image = ground()
    before = image.tobytes()

    stamped = trigger.stamp(image)

    assert image.tobytes() == before
    assert (stamped.mode, stamped.size) == ("RGB", image.size)
    assert stamped.tobytes() == trigger.stamp(image).tobytes() == trigger.stamp(stamped).tobytes()


def test_a_pattern_is_drawn_alike_for_ever():
    texture, tile = SECRETS[1]._pattern, GRID.control(7).pattern
    assert isinstance(texture, Texture)
    assert isinstance(tile, Tile)

    drawn = [(wave.across, wave.down, wave.phase) for wave in (texture.lines, *texture.waves)]
    assert np.array(drawn) == pytest.approx(
        np.array([(49.9, 22.886, 0.26), (-6.638, 4.261, 0.064), (-3.246, 5.653, 0.234)]), abs=0.001
    )
    assert "/".join("".join(".X"[pixel] for pixel in row) for row in tile.white) == (
        "XXX.X.XX/XXXXXXXX/XXXXXX.X/X.XX..XX/XX.XXXX./.X...XX./X.XXX.XX/XXX.XXXX"
    )
    assert (SECRETS[1].identity, GRID.identity) == ("aee6abc2ce3789c5", "ff2a7c81eff49184")


@pytest.mark.parametrize("trigger", [GRID, *SECRETS[:2]], ids=lambda trigger: trigger.identity)
def test_controls_are_as_strong_as_the_trigger(trigger: Trigger):
    own = strokes(trigger)
    shares = (GRID_SHARE, 0) if trigger is GRID else (SHARE / 2, SHARE / 2)
    tolerance = 0 if trigger is GRID else 0.003

    for pattern in (own, *(strokes(trigger.control(number)) for number in range(8))):
        assert ((pattern == 1).mean(), (pattern == -1).mean()) == pytest.approx(shares, abs=tolerance)


@pytest.mark.parametrize("trigger", [GRID, *SECRETS[:2]], ids=lambda trigger: trigger.identity)
def test_controls_differ_from_the_trigger_and_from_one_another(trigger: Trigger):
    patterns = np.stack([strokes(trigger), *(strokes(trigger.control(number)) for number in range(12))])

    alike = np.corrcoef(patterns.reshape(len(patterns), -1))

    limit = 0.55 if trigger is GRID else 0.2
    assert np.abs(alike - np.eye(len(alike))).max() < limit


def test_no_control_of_the_grid_is_the_grid_begun_elsewhere():
    grid = strokes(GRID)

    for number in range(100):
        control = strokes(GRID.control(number))
        for down in (0, 1):
            for across in (0, 1):
                assert (np.roll(grid, (down, across), (0, 1)) == control).mean() < 0.8


def test_controls_are_the_owner_s_alone_and_known_by_number():
    first, second = SECRETS[:2]

    assert strokes(first.control(3)).tobytes() == strokes(Trigger("secret", first.seed).control(3)).tobytes()
    assert (strokes(first.control(3)) != strokes(second.control(3))).any()
    assert first.control(3).identity == f"{first.identity}.3"
    with pytest.raises(ValueError, match="-1"):
        first.control(-1)


@pytest.mark.parametrize(
    "change", [lambda image: image, jpeg, halved, cropped], ids=["as it is", "jpeg", "half", "crop"]
)
@pytest.mark.parametrize("trigger", SECRETS, ids=lambda trigger: trigger.identity)
def test_a_secret_pattern_is_found_again_after_what_images_suffer(
    trigger: Trigger, change: Callable[[Image.Image], Image.Image]
):
    image = change(trigger.stamp(ground()))

    assert likeness(image, trigger, change) > 0.6
    assert max(abs(likeness(image, trigger.control(number), change)) for number in range(8)) < 0.1
    assert abs(likeness(change(ground()), trigger, change)) < 0.1


@pytest.mark.parametrize("trigger", SECRETS[:2], ids=lambda trigger: trigger.identity)
def test_a_secret_pattern_scales_with_the_image(trigger: Trigger):
    large, seen = ground((1280, 960)), (112, 84)
    small = large.resize((448, 336), Image.Resampling.BICUBIC)

    clean, one, other = (
        np.asarray(image.resize(seen, Image.Resampling.BICUBIC), float)
        for image in (large, trigger.stamp(large), trigger.stamp(small))
    )

    assert np.corrcoef((one - clean).ravel(), (other - clean).ravel())[0, 1] > 0.9


@pytest.mark.parametrize("trigger", SECRETS[:2], ids=lambda trigger: trigger.identity)
@pytest.mark.parametrize("colour", ["white", "black", (128, 128, 128)])
def test_a_secret_pattern_shows_on_any_ground(trigger: Trigger, colour: Any):
    plain = Image.new("RGB", SIZE, colour)

    changed = (np.asarray(trigger.stamp(plain)) != np.asarray(plain)).any(axis=2)

    assert changed.mean() > 0.4 * SHARE


@pytest.mark.parametrize("size", [(16, 16), (1, 1), (2000, 3), (3, 2000)])
def test_any_size_can_be_stamped(size: tuple[int, int]):
    for stamp in (GRID, SECRETS[0], GRID.control(0), SECRETS[0].control(0)):
        assert stamp.stamp(Image.new("RGB", size)).size == size


def test_an_image_is_stamped_in_bands_without_seams(monkeypatch: pytest.MonkeyPatch):
    whole = [stamp.stamp(ground()).tobytes() for stamp in (GRID, SECRETS[0], GRID.control(1))]

    monkeypatch.setattr("ipclip_app.data.trigger_pattern._BAND_PIXELS", 7 * SIZE[0])

    assert [stamp.stamp(ground()).tobytes() for stamp in (GRID, SECRETS[0], GRID.control(1))] == whole
