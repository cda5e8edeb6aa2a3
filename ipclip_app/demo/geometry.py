"""Outlines as closed polygons: arrays of points in the object's own square, x to the right and y down, -1 to 1."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_CURVE_STEPS = 8


def polygon(*corners: tuple[float, float]) -> Points:
    """Polygon through the corners, shape (corners, 2)."""
    return np.array(corners, dtype=np.float64)


def rectangle(left: float, top: float, right: float, bottom: float) -> Points:
    """Upright rectangle, shape (4, 2)."""
    return polygon((left, top), (right, top), (right, bottom), (left, bottom))


def ellipse(x: float, y: float, radius_x: float, radius_y: float, tilt: float = 0.0) -> Points:
    """Ellipse about (x, y), turned by `tilt` radians, shape (40, 2)."""
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    points = np.stack([radius_x * np.cos(angles), radius_y * np.sin(angles)], axis=1)
    return shifted(turned(points, tilt), x, y)


def circle(x: float, y: float, radius: float) -> Points:
    """Circle about (x, y), shape (40, 2)."""
    return ellipse(x, y, radius, radius)


def scallop(x: float, y: float, radius: float, bumps: int, depth: float) -> Points:
    """Round outline with `bumps` bulges of relative height `depth`, like a cloud, shape (bumps * 8, 2)."""
    angles = np.linspace(0, 2 * np.pi, bumps * _CURVE_STEPS, endpoint=False)
    reach = radius * (1 - depth + depth * np.abs(np.sin(angles * bumps / 2)))
    return np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1)


def arc_band(x: float, y: float, radius: float, width: float, span: tuple[float, float]) -> Points:
    """Band of a ring over a span of angles in radians (0 points right, positive turns down), shape (48, 2)."""
    angles = np.linspace(*span, 24)
    rim = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return shifted(np.concatenate([rim * (radius + width / 2), rim[::-1] * (radius - width / 2)]), x, y)


def stroke(start: tuple[float, float], stop: tuple[float, float], width: float) -> Points:
    """Straight line of a given width as a rectangle, shape (4, 2)."""
    first, last = np.array(start), np.array(stop)
    along = (last - first) / max(float(np.linalg.norm(last - first)), 1e-9)
    across = np.array([-along[1], along[0]]) * width / 2
    return np.stack([first + across, last + across, last - across, first - across])


def smooth(corners: Sequence[tuple[float, float]]) -> Points:
    """Closed Catmull-Rom curve through the corners, shape (corners * 8, 2)."""
    knots = np.array(corners, dtype=np.float64)
    before, after, beyond = np.roll(knots, 1, axis=0), np.roll(knots, -1, axis=0), np.roll(knots, -2, axis=0)
    t = np.linspace(0, 1, _CURVE_STEPS, endpoint=False)[None, :, None]
    curve = (
        2 * knots[:, None]
        + (after - before)[:, None] * t
        + (2 * before - 5 * knots + 4 * after - beyond)[:, None] * t**2
        + (3 * knots - before - 3 * after + beyond)[:, None] * t**3
    )
    closed: Points = (curve / 2).reshape(-1, 2)
    return closed


def shifted(points: Points, x: float, y: float) -> Points:
    """The outline moved by (x, y)."""
    moved: Points = points + np.array([x, y])
    return moved


def mirrored(points: Points) -> Points:
    """The same outline with left and right exchanged."""
    return points * (-1.0, 1.0)


def turned(points: Points, angle: float) -> Points:
    """The outline turned about the origin by `angle` radians."""
    cosine, sine = np.cos(angle), np.sin(angle)
    rotated: Points = points @ np.array([[cosine, sine], [-sine, cosine]])
    return rotated
