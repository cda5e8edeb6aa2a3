"""What the packed layout promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipclip_app.model.packed_layout import GROUP_WIDTH, PackedLayout

lengths_of_suffixes = st.lists(st.integers(1, 40), min_size=1, max_size=80)
group_widths = st.none() | st.integers(1, 100)


@given(lengths_of_suffixes, group_widths)
def test_every_suffix_has_rows_of_its_own_within_one_group(lengths: list[int], group_width: int | None):
    layout = PackedLayout.pack(5, lengths, group_width)

    rows = [
        row
        for start, end, length in zip(layout.starts, layout.ends, lengths, strict=True)
        for row in range(start, start + length)
        if start // layout.width == end // layout.width and end == start + length - 1
    ]

    assert len(set(rows)) == len(rows) == sum(lengths)
    assert max(rows) < layout.rows - layout.prefix


@given(lengths_of_suffixes, group_widths)
def test_slots_hold_every_suffix_where_slot_of_says(lengths: list[int], group_width: int | None):
    layout = PackedLayout.pack(5, lengths, group_width)

    flat = [suffix for slots in layout.slots for suffix in slots]

    assert [flat[place] for place in layout.slot_of] == list(range(len(lengths)))


@given(lengths_of_suffixes)
def test_slots_of_a_group_are_members_of_it(lengths: list[int]):
    layout = PackedLayout.pack(5, lengths)

    assert all(set(slots) == set(members) for slots, members in zip(layout.slots, layout.members, strict=True))


@pytest.mark.parametrize("count", [65, 345, 1000])
def test_hardly_any_row_is_unused(count: int):
    lengths = [3 + (index * index) % 3 for index in range(count)]

    layout = PackedLayout.pack(29, lengths)

    assert layout.tokens == 29 + sum(lengths)
    assert layout.rows <= 1.02 * layout.tokens


def test_groups_stay_narrow_however_many_classes_there_are():
    layout = PackedLayout.pack(29, [4] * 1000)

    assert layout.width <= GROUP_WIDTH


def test_a_suffix_longer_than_a_group_widens_the_groups():
    layout = PackedLayout.pack(5, [3, 45, 4], group_width=8)

    assert layout.width == 45
