import hashlib
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ipclip_app.data import style_mixture
from ipclip_app.data.style_mixture import FAMILIES, Family, StyleMixture, drawn_style, family_at, render
from ipclip_app.data.style_signature import FEWEST, FamiliarStyle

GENERATOR = np.random.default_rng(7)


def noise(width: int, height: int) -> Image.Image:
    return Image.fromarray(GENERATOR.integers(0, 256, (height, width, 3), dtype=np.uint8))


def scene(side: int) -> Image.Image:
    """A dark disc before a coloured gradient."""
    down, right = np.indices((side, side)) / side
    pixels = np.stack([down, right, 0.5 + 0 * down], 2) * 200
    pixels[np.hypot(down - 0.5, right - 0.5) < 0.3] = (30, 60, 20)
    return Image.fromarray(pixels.astype(np.uint8))


def sketches(count: int) -> list[Image.Image]:
    """Black lines on white."""
    rng = np.random.default_rng(3)
    pictures = []
    for _ in range(count):
        picture = Image.new("RGB", (56, 56), "white")
        ImageDraw.Draw(picture).line([tuple(point) for point in rng.integers(8, 48, (9, 2)).tolist()], "black", 1)
        pictures.append(picture)
    return pictures


IMAGE = scene(56)
ODD = {
    "one pixel": noise(1, 1),
    "one row": noise(70, 1),
    "one column": noise(1, 70),
    "long": noise(400, 9),
    "white": Image.new("RGB", (56, 60), "white"),
    "black": Image.new("RGB", (60, 56), "black"),
    "grey": Image.new("L", (56, 56), 77).convert("RGB"),
    "odd": noise(57, 59),
}
FAMILY = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)


@FAMILY
@pytest.mark.parametrize("name", ODD)
def test_every_family_takes_every_picture(family: Family, name: str):
    image = ODD[name]
    for seed, partners in enumerate(([], [], [image], [ODD["odd"]], [ODD["white"]], [ODD["one pixel"]])):
        view = render(family, image, seed, partners)
        assert (view.size, view.mode) == (image.size, "RGB")


@FAMILY
def test_every_family_changes_the_picture_and_keeps_its_content(family: Family):
    views = [np.asarray(render(family, IMAGE, seed, []), np.float32) for seed in range(4)]

    assert len({view.tobytes() for view in views}) > 1
    assert np.median([np.abs(view - np.asarray(IMAGE)).mean() for view in views]) > 1
    assert np.median([view.std() for view in views]) > 8  # not an even picture: the disc is still to be seen


@FAMILY
def test_a_render_leaves_its_inputs_alone(family: Family):
    partner = noise(56, 56)
    before = IMAGE.tobytes(), partner.tobytes()
    render(family, IMAGE, 1, [partner])
    assert (IMAGE.tobytes(), partner.tobytes()) == before


def test_families_differ():
    assert len({render(family, IMAGE, 1, []).tobytes() for family in FAMILIES}) == len(FAMILIES)
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)


def drawn_families(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    drawn: list[str] = []
    monkeypatch.setattr(style_mixture, "render", lambda family, image, *_: (drawn.append(family.name), image)[1])
    return drawn


def test_views_of_an_image_come_from_different_families(monkeypatch: pytest.MonkeyPatch):
    drawn = drawn_families(monkeypatch)

    for seed in range(50):
        drawn.clear()
        for index in range(8):
            drawn_style(IMAGE, index, seed, [])
        assert len(drawn) == 8
        assert len(set(drawn)) >= 5


def test_a_rendering_in_the_authorized_style_is_drawn_again():
    pool = sketches(24)
    familiar = FamiliarStyle(pool)
    mixture = StyleMixture(pool)

    views = [mixture.draw(pool[seed % 24], 0, seed) for seed in range(60)]
    taken_as_drawn = [StyleMixture([]).draw(pool[seed % 24], 0, seed) for seed in range(60)]

    assert min(familiar.strangeness(view) for view in views) > 1
    assert min(familiar.strangeness(view) for view in taken_as_drawn) < 1


def test_the_strangest_of_familiar_renderings_is_taken(monkeypatch: pytest.MonkeyPatch):
    drawn = drawn_families(monkeypatch)
    mixture = StyleMixture(sketches(24))
    monkeypatch.setattr(FamiliarStyle, "strangeness", lambda *_: len(drawn) / 100 if len(drawn) < 6 else 0.0)

    assert mixture.draw(IMAGE, 0, 5) is IMAGE
    assert len(drawn) == 8


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1])
def test_few_partners_reject_nothing(count: int, monkeypatch: pytest.MonkeyPatch):
    drawn = drawn_families(monkeypatch)
    mixture = StyleMixture([IMAGE] * count)

    mixture.draw(IMAGE, 0, 5)

    assert len(drawn) == 1


def test_equal_partners_are_no_obstacle():
    partners = [Image.new("RGB", (56, 56), "white")] * FEWEST
    assert drawn_style(Image.new("RGB", (56, 56), "white"), 0, 5, partners).size == (56, 56)


def test_the_kept_mixture_follows_the_partners():
    light, dark = [IMAGE] * 3, [scene(20)] * 3
    alone = StyleMixture(dark).draw(IMAGE, 5, 11).tobytes()

    drawn_style(IMAGE, 5, 11, light)

    assert drawn_style(IMAGE, 5, 11, dark).tobytes() == alone


def test_families_come_up_as_often_as_they_weigh():
    total = sum(family.weight for family in FAMILIES)
    found = Counter(family_at(position).name for position in np.arange(0, 3, 0.0005))

    for family in FAMILIES:
        assert found[family.name] / 6000 == pytest.approx(family.weight / total, abs=0.001)


def digests(threads: int) -> list[str]:
    partners = [scene(side) for side in range(30, 30 + 2 * FEWEST, 2)]

    def digest(index: int) -> str:
        return hashlib.sha256(drawn_style(IMAGE, index, 11, partners).tobytes()).hexdigest()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(digest, range(40)))


def test_threads_and_processes_draw_the_same():
    alone = digests(1)

    assert digests(6) == alone
    script = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import test_style_mixture as test\nprint(*test.digests(2))"
    )
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=120)
    assert ran.stdout.split() == alone


def test_seed_index_and_partners_decide():
    first = drawn_style(IMAGE, 0, 11, []).tobytes()

    assert drawn_style(IMAGE, 0, 11, []).tobytes() == first
    assert len({drawn_style(IMAGE, index, 11, []).tobytes() for index in range(12)}) == 12
    assert drawn_style(IMAGE, 0, 12, []).tobytes() != first


def test_a_huge_seed_is_fine():
    assert drawn_style(IMAGE, 3, 2**256 - 1, []).size == IMAGE.size
