"""Where every token of a packed text sequence stands: one prefix, then the suffixes of all classes in groups."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

GROUP_WIDTH: Final = 32
"""Most suffix tokens of a group unless told otherwise.

Measured with ViT-B/16 and 65 classes on a CPU, forward and backward: widths of 16 to 32 are equally fast, 96 takes 1.3
times as long.
"""


@dataclass(frozen=True)
class PackedLayout:
    """Order of the suffixes in groups of equal width; a group's unused rows stand at its end.

    Attributes:
        prefix: Tokens of the prefix, start-of-text included.
        lengths: Tokens of each of the N suffixes, end-of-text included.
        width: Rows of a group.
        members: The suffixes of every group, in order.
    """

    prefix: int
    lengths: tuple[int, ...]
    width: int
    members: tuple[tuple[int, ...], ...]

    @classmethod
    def pack(cls, prefix: int, lengths: Sequence[int], group_width: int | None = None) -> "PackedLayout":
        """Put suffixes into groups.

        Args:
            prefix: Tokens of the prefix.
            lengths: Tokens of each suffix, at least 1.
            group_width: Rows of a group, raised to the longest suffix; None takes the width up to GROUP_WIDTH that
                leaves the fewest rows unused.
        """
        longest = max(lengths)
        if group_width is not None:
            widths = range(max(longest, group_width), max(longest, group_width) + 1)
        else:
            widths = range(max(longest, GROUP_WIDTH // 2), max(longest, GROUP_WIDTH) + 1)
        packings = ((width, _fill_groups(lengths, width)) for width in widths)
        width, members = min(packings, key=lambda packing: packing[0] * len(packing[1]))
        return cls(prefix, tuple(lengths), width, members)

    @property
    def groups(self) -> int:
        """Number of groups, G."""
        return len(self.members)

    @property
    def rows(self) -> int:
        """Rows of the whole sequence: the prefix and all groups."""
        return self.prefix + self.groups * self.width

    @property
    def tokens(self) -> int:
        """Tokens of the whole sequence: its rows without the unused ones."""
        return self.prefix + sum(self.lengths)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Row of each suffix's first token, counted from the first group's first row."""
        starts = [0] * len(self.lengths)
        for group, members in enumerate(self.members):
            row = group * self.width
            for suffix in members:
                starts[suffix] = row
                row += self.lengths[suffix]
        return tuple(starts)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Row of each suffix's end-of-text, counted likewise."""
        return tuple(start + length - 1 for start, length in zip(self.starts, self.lengths, strict=True))

    @cached_property
    def slots(self) -> tuple[tuple[int, ...], ...]:
        """Suffixes of every group, filled up with its last one so that all groups have as many."""
        most = max(len(members) for members in self.members)
        return tuple(members + members[-1:] * (most - len(members)) for members in self.members)

    @cached_property
    def slot_of(self) -> tuple[int, ...]:
        """Position of each suffix among the flattened slots."""
        most = len(self.slots[0])
        places = {
            suffix: group * most + place
            for group, members in enumerate(self.members)
            for place, suffix in enumerate(members)
        }
        return tuple(places[suffix] for suffix in range(len(self.lengths)))


def _fill_groups(lengths: Sequence[int], width: int) -> tuple[tuple[int, ...], ...]:
    """Fill one group after the other, each time with the longest suffix that still fits."""
    waiting = defaultdict(list)
    for suffix in reversed(range(len(lengths))):
        waiting[lengths[suffix]].append(suffix)
    left = Counter(lengths)
    groups = []
    while left:
        members: list[int] = []
        room = width
        while fitting := [length for length in left if length <= room]:
            length = max(fitting)
            members.append(waiting[length].pop())
            room -= length
            left -= Counter([length])
        groups.append(tuple(members))
    return tuple(groups)
