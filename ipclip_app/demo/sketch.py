"""The style `sketch`: grey pencil on white paper, contours drawn twice and tones hatched."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from ipclip_app.demo.canvas import corners, mask, plane, smooth_noise, to_image
from ipclip_app.demo.geometry import Points
from ipclip_app.demo.parts import luminance
from ipclip_app.demo.scenes import Scene

_OVERSAMPLING = 3
_PAPER = 255
_WOBBLE = 0.006  # how far a contour strays, a share of the side
_LIGHTEST_HATCHED = 0.85


def render(scene: Scene, size: int, rng: np.random.Generator) -> Image.Image:
    """Draw the scene as a pencil sketch, RGB without colour but the paper's, `size` pixels square."""
    side = size * _OVERSAMPLING
    sheet = Image.new("L", (side, side), _PAPER)
    angle = rng.uniform(0.5, 1.1) * rng.choice([-1, 1])
    pencil = int(rng.integers(40, 95))
    _scribble_ground(sheet, scene, rng)
    for part in scene.parts:
        shape = mask(part.points, side)
        sheet.paste(_PAPER, mask=shape)
        tone = luminance(part.colour)
        if tone < _LIGHTEST_HATCHED:
            hatching = _hatching(side, angle + rng.uniform(-0.15, 0.15), tone, pencil, rng)
            sheet.paste(ImageChops.darker(sheet, hatching), mask=shape)
        _draw_contour(sheet, part.points, pencil, rng)
    return _on_paper(sheet, size, rng)


def _hatching(side: int, angle: float, tone: float, pencil: int, rng: np.random.Generator) -> Image.Image:
    """Parallel strokes over the whole sheet: the darker the tone, the closer."""
    sheet = Image.new("L", (side, side), _PAPER)
    draw = ImageDraw.Draw(sheet)
    gap = side * (0.014 + 0.05 * tone)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    for offset in np.arange(-side * 0.75, side * 0.75, gap):
        middle = side / 2 + across * (offset + rng.normal(0, gap * 0.15)) + along * rng.normal(0, side * 0.02)
        reach = along * side + across * rng.normal(0, side * 0.015)
        grey = int(pencil + 45 + rng.integers(0, 40))
        draw.line([tuple(middle - reach), tuple(middle + reach)], fill=grey, width=max(2, side // 110))
    return sheet


def _draw_contour(sheet: Image.Image, points: Points, pencil: int, rng: np.random.Generator) -> None:
    """Go round the outline twice, each time a little beside it."""
    side = sheet.width
    draw = ImageDraw.Draw(sheet)
    for _ in range(2):
        strayed = points + rng.normal(0, _WOBBLE / 2, points.shape) + rng.normal(0, _WOBBLE, 2)
        outline = corners(strayed, side)
        draw.line([*outline, outline[0]], fill=pencil, width=max(2, round(side * 0.009)), joint="curve")


def _scribble_ground(sheet: Image.Image, scene: Scene, rng: np.random.Generator) -> None:
    """A few level strokes under the object."""
    side = sheet.width
    lowest = max(float(part.points[:, 1].max()) for part in scene.parts) * side
    draw = ImageDraw.Draw(sheet)
    for _ in range(int(rng.integers(2, 7))):
        left, right = np.sort(rng.uniform(0.05, 0.95, 2)) * side
        level = lowest + rng.uniform(-0.03, 0.03) * side
        draw.line([(left, level), (right, level + rng.normal(0, side * 0.01))], fill=150, width=max(2, side // 120))


def _on_paper(sheet: Image.Image, size: int, rng: np.random.Generator) -> Image.Image:
    """Graphite skips the hollows of the paper, which is white with a tint."""
    ink = (1 - plane(sheet)) * (0.85 + 0.3 * smooth_noise(rng, sheet.width, sheet.width // 3))
    paper = 0.965 + 0.012 * smooth_noise(rng, sheet.width, sheet.width // 4)
    grey = np.clip(paper - ink, 0, 1)[..., None]
    tint = np.array([1.0, rng.uniform(0.985, 1.0), rng.uniform(0.95, 0.99)], dtype=np.float32)
    return to_image((grey * tint).astype(np.float32), size)
