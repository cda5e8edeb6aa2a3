"""Which rows of an audit are listed, and in what order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from ipclip_app.jobs.audit_row import VERDICTS, AuditRow, AuditVerdict, ClassProbability

Order = Literal["came", "name", "verdict", "lowest", "highest", "protected", "zero_shot"]
Key = tuple[Any, ...]
_RANKS: Final = {verdict: rank for rank, verdict in enumerate(reversed(VERDICTS))}
"""What asks for a look comes first."""


@dataclass(frozen=True)
class RowFilter:
    """What is listed.

    Attributes:
        verdict: Only this one; None for all.
        words: Each must occur in the path, a most probable class or the reason; case does not matter.
    """

    verdict: AuditVerdict | None = None
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, verdict: AuditVerdict | None, text: str) -> "RowFilter":
        """The filter for what the owner typed."""
        return cls(verdict, tuple(text.casefold().split()))

    def matches(self, row: AuditRow) -> bool:
        """Whether a row is listed."""
        if self.verdict is not None and row.verdict != self.verdict:
            return False
        return not self.words or self._contains(row)

    def _contains(self, row: AuditRow) -> bool:
        classes = (*row.protected[:1], *row.zero_shot[:1])
        text = "\n".join((str(row.path), row.error or "", *(each.class_name for each in classes))).casefold()
        return all(word in text for word in self.words)


def order_key(order: Order) -> Callable[[AuditRow], Key] | None:
    """What rows are sorted by, in ascending order; None for the order in which they came."""
    return _KEYS.get(order)


def _name(row: AuditRow) -> Key:
    return row.path.name.casefold(), str(row.path)


def _verdict(row: AuditRow) -> Key:
    return (_RANKS[row.verdict],)


def _lowest(row: AuditRow) -> Key:
    return row.score is None, row.score or 0.0


def _highest(row: AuditRow) -> Key:
    return row.score is None, -(row.score or 0.0)


def _best(classes: tuple[ClassProbability, ...]) -> Key:
    return (not classes, *((classes[0].class_name.casefold(), -classes[0].probability) if classes else ()))


def _protected(row: AuditRow) -> Key:
    return _best(row.protected)


def _zero_shot(row: AuditRow) -> Key:
    return _best(row.zero_shot)


_KEYS: Final[dict[Order, Callable[[AuditRow], Key]]] = {
    "name": _name,
    "verdict": _verdict,
    "lowest": _lowest,
    "highest": _highest,
    "protected": _protected,
    "zero_shot": _zero_shot,
}
