"""Draws what attacks cost the thief beside what the owner still sees, one line an attack."""

from collections.abc import Iterator
from math import log10
from typing import Final

from ipclip_app.config import WHOLE
from ipclip_app.jobs.picture import Anchor, Box, Line, Picture, text_width
from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult

_TITLE: Final = "What is left after an attack: to the thief, and of the proof"
_MARGIN: Final = 28.0
_ROW: Final = 22.0
_TOP: Final = 128.0
_WIDTH: Final = 280.0
"""Of either panel."""
_GAP: Final = 40.0
_WORDS: Final = 114.0
_SIZE: Final = 12.5
_SMALL: Final = 11.0
_MARK: Final = 9.0
_FRAME: Final = 14.0
"""Of the alignment, so that another mark in the same place stands within it."""
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FARTHEST: Final = 12.0
"""Smaller p-values than of so many digits stand at the edge."""
_KEPT: Final = "#8fb8da"
_DISTRIBUTION: Final = "#2f6fa8"
_TRIGGERS: Final = "#d9822b"
_WON: Final = "#c2374a"
_LEGEND: Final = (
    (_DISTRIBUTION, "", "distribution test"),
    (_TRIGGERS, "", "trigger pairs"),
    ("", "quiet", "after alignment"),
)


def draw_attacks(lab: LabResult) -> Picture:
    """The picture of a lab's figures."""
    left = _MARGIN + max((text_width(found.attack, _SIZE) for found in lab.attacks), default=0) * 0.95 + 10
    right = left + _WIDTH + _GAP
    bottom = _TOP + _ROW * len(lab.attacks)
    shapes = (
        *_heading(lab),
        *_zebra(lab, right + _WIDTH + _WORDS),
        *_utility_axis(lab, left, bottom),
        *_proof_axis(lab, right, bottom),
        *(shape for place, found in enumerate(lab.attacks) for shape in _line(found, left, right, _TOP + place * _ROW)),
    )
    return Picture(round(right + _WIDTH + _WORDS + _MARGIN), round(bottom + 62 + _MARGIN), _TITLE, shapes)


def _heading(lab: LabResult) -> Iterator[Line]:
    yield Line(_MARGIN, _MARGIN + 16, _TITLE, 18, bold=True)
    users = "1 licensee" if lab.users == 1 else f"{lab.users} licensees"
    means = f"Watermark by {lab.method}, {users}, {lab.queries} questions to a suspect; p-values are "
    thefts = "of 1 theft" if lab.trials == 1 else f"medians of {lab.trials} thefts"
    yield Line(_MARGIN, _MARGIN + 38, f"{means}{thefts}, corrected for the number of licensees.", _SMALL, "quiet")


def _zebra(lab: LabResult, right: float) -> Iterator[Box]:
    for place in range(0, len(lab.attacks), 2):
        yield Box(_MARGIN - 8, _TOP + place * _ROW, right - _MARGIN + 8, _ROW, "rest")


def _utility_axis(lab: LabResult, left: float, bottom: float) -> Iterator[Box | Line]:
    yield Line(left, _TOP - 30, "Zero-shot accuracy of the thief", _SIZE, bold=True)
    anchors: tuple[tuple[int, Anchor], ...] = ((0, "start"), (50, "middle"), (100, "end"))
    for percent, anchor in anchors:
        yield Line(left + _WIDTH * percent / WHOLE, _TOP - 9, f"{percent}%", _SMALL, "quiet", anchor)
    for share, name in ((lab.clean.zero_shot, "the service"), (lab.chance, "guessing")):
        x = left + _WIDTH * share / WHOLE
        yield Box(x - 0.5, _TOP, 1, bottom - _TOP + 8, "quiet")
        yield Line(x, bottom + 22, f"{name} {share:.0f}%", _SMALL, "quiet", "middle")


def _proof_axis(lab: LabResult, left: float, bottom: float) -> Iterator[Box | Line]:
    yield Line(left, _TOP - 30, "Proof of the owner: p-value", _SIZE, bold=True)
    for digits in range(0, round(_FARTHEST) + 1, 3):
        power = f"10⁻{str(digits).translate(_SUPERSCRIPTS)}"
        text = "1" if not digits else power if digits < _FARTHEST else f"≤ {power}"
        yield Line(left + _WIDTH * digits / _FARTHEST, _TOP - 9, text, _SMALL, "quiet", "middle")
    limit = lab.attacks[0].limit if lab.attacks else 1.0
    x = left + _place(limit)
    yield Box(x - 0.5, _TOP, 1, bottom - _TOP + 8, _WON)
    yield Line(x, bottom + 22, f"found out from {limit:g}", _SMALL, _WON, "middle")
    for fill, outline, name in _LEGEND:
        side = _FRAME if outline else _MARK
        yield Box(left - side / 2, bottom + 46 - side / 2, side, side, fill, outline)
        yield Line(left + side / 2 + 6, bottom + 50, name, _SMALL, "quiet")
        left += side + 20 + text_width(name, _SMALL)


def _line(found: AttackResult, left: float, right: float, top: float) -> Iterator[Box | Line]:
    base, ink = top + _ROW / 2 + 4.5, _WON if found.won else "ink"
    yield Line(left - 12, base, found.attack, _SIZE, ink, "end", bold=found.won)
    kept = _WIDTH * found.left.zero_shot / WHOLE
    yield Box(left, top + 6, kept, _ROW - 12, _KEPT, tip=f"{found.attack}: {found.left.zero_shot:.1f}%")
    for p_value, fill, outline, name in _marks(found):
        side = _FRAME if outline else _MARK
        corner = right + _place(p_value) - side / 2, top + (_ROW - side) / 2
        yield Box(*corner, side, side, fill, outline, f"{found.attack}, {name}: p = {p_value:.2g}")
    words = "not found out" if found.won else f"found out {found.detected:.0%}"
    yield Line(right + _WIDTH + 18, base, words, _SMALL, _WON if found.won else "quiet", bold=found.won)


def _marks(found: AttackResult) -> Iterator[tuple[float, str, str, str]]:
    """What was tested, the frame first."""
    if found.aligned_p is not None:
        yield found.aligned_p, "", "quiet", "aligned"
    if found.distribution_effect is not None:
        yield found.distribution_p, _DISTRIBUTION, "", "distribution test"
    if found.trigger_effect is not None:
        yield found.trigger_p, _TRIGGERS, "", "trigger pairs"


def _place(p_value: float) -> float:
    """Where a p-value stands on the axis, units from its left."""
    digits = _FARTHEST if p_value <= 0 else min(_FARTHEST, -log10(p_value))
    return _WIDTH * digits / _FARTHEST
