"""Everything that is to be read or found stands out from what lies behind it, by the measure of WCAG 2."""

import pytest

from ipclip_app.gui.colours import DARK, LIGHT, Colours

_TEXTS = ("text", "muted", "accent", "good", "bad", "doubt")
_GROUNDS = ("ground", "rail", "surface", "raised", "accent_soft", "good_soft", "bad_soft", "doubt_soft")


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(colours: Colours):
    pairs = [(text, ground) for text in _TEXTS for ground in _GROUNDS]

    assert [pair for pair in pairs if contrast(*(getattr(colours, name) for name in pair)) < 4.5] == []
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_fields_and_curves_stand_out(colours: Colours):
    assert all(contrast(colours.edge, ground) >= 3 for ground in (colours.surface, colours.ground))
    assert all(contrast(curve, colours.surface) >= 3 for curve in colours.series)
