"""What an audit says of each file, as frozen values with the JSON keys that others rely on; loads no torch."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from ipclip_app.progress import Report

AuditVerdict = Literal["authorized", "uncertain", "unauthorized", "error"]
VERDICTS: Final[tuple[AuditVerdict, ...]] = ("authorized", "uncertain", "unauthorized", "error")
TOP: Final = 3
"""Classes told for each model."""


@dataclass(frozen=True)
class ClassProbability:
    """How sure a model is of a class, 0 to 1 over all classes."""

    class_name: str
    probability: float


@dataclass(frozen=True)
class AuditRow:
    """One file.

    Attributes:
        path: The file, or a folder that cannot be listed.
        verdict: What follows from the score; `error` for what could not be judged.
        score: Authorization score, the higher the more authorized; None with an error.
        protected: Most probable classes of the protected model, at most TOP of them, best first.
        zero_shot: Likewise of zero-shot CLIP.
        error: Why it could not be judged and what to do, a sentence without the path; else None.
    """

    path: Path
    verdict: AuditVerdict
    score: float | None = None
    protected: tuple[ClassProbability, ...] = ()
    zero_shot: tuple[ClassProbability, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class AuditReport(Report):
    """Files that have just been judged, in the order in which they were given."""

    rows: tuple[AuditRow, ...]


@dataclass(frozen=True)
class AuditSummary:
    """How an audit ended.

    Attributes:
        counts: Number of files by verdict, all four of them.
        seconds: Duration.
    """

    counts: Mapping[AuditVerdict, int]
    seconds: float

    @property
    def files(self) -> int:
        """All files that have a row."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class AuditedWith:
    """What judged, for reports.

    Attributes:
        title: Name of the bundle or run.
        facts: Its identity as labels and texts, in the order in which they are shown.
        threshold: At or above it an image is authorized.
        threshold_low: Below it an image is unauthorized.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    threshold: float
    threshold_low: float


def row_to_json(row: AuditRow, judge: AuditedWith) -> dict[str, Any]:
    """A row with its thresholds as plain JSON values."""
    return {
        "path": str(row.path),
        "verdict": row.verdict,
        "score": row.score,
        "threshold": judge.threshold,
        "threshold_low": judge.threshold_low,
        "predictions": {
            "protected": [asdict(each) for each in row.protected],
            "zero_shot": [asdict(each) for each in row.zero_shot],
        },
        "error": row.error,
    }


class RowSpool:
    """Rows in an unnamed temporary file: any number of them, read as often as needed, gone with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 - closed by `close`

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the rows."""
        self._file.close()

    def add(self, rows: Iterable[AuditRow]) -> None:
        """Append rows; not while they are being read."""
        self._file.writelines(json.dumps(asdict(row) | {"path": str(row.path)}) + "\n" for row in rows)

    def __iter__(self) -> Iterator[AuditRow]:
        self._file.seek(0)
        for line in self._file:
            yield _row(json.loads(line))


def _row(content: dict[str, Any]) -> AuditRow:
    classes = {
        name: tuple(ClassProbability(**each) for each in content.pop(name)) for name in ("protected", "zero_shot")
    }
    return AuditRow(**content | classes | {"path": Path(content["path"])})
