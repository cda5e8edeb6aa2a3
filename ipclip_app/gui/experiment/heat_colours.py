"""Colours of accuracies: one hue of steady lightness, which reads alike to the colour-blind and in grey."""

from itertools import pairwise
from typing import Final

from PySide6.QtGui import QColor

_LIGHT: Final = ((0, "#eef3f9"), (25, "#c9dcee"), (50, "#8fb8da"), (75, "#3f7fb5"), (100, "#0c3b6b"))
_DARK: Final = ((0, "#202a36"), (25, "#23496b"), (50, "#2f76a8"), (75, "#6fb0db"), (100, "#d3ebff"))
_INKS: Final = ("#ffffff", "#000000")


def heat_colour(percent: float, *, dark: bool) -> QColor:
    """Colour of an accuracy, 0 to 100; what is recognized stands out from the window's ground, be it light or dark."""
    stops = _DARK if dark else _LIGHT
    for (low, first), (high, second) in pairwise(stops):
        if percent <= high:
            return _between(QColor(first), QColor(second), max(0.0, (percent - low) / (high - low)))
    return QColor(stops[-1][1])


def ink_on(colour: QColor) -> QColor:
    """Whichever of both inks stands out more on a colour (WCAG 2.2, contrast ratio)."""
    return max(map(QColor, _INKS), key=lambda ink: contrast(ink, colour))


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _between(first: QColor, second: QColor, share: float) -> QColor:
    channels = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + share * (b - a)) for a, b in channels))


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [((part + 0.055) / 1.055) ** 2.4 if part > 0.04 else part / 12.92 for part in parts]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
