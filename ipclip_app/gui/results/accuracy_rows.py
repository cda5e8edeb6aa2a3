"""The accuracies of every tested domain as rows, for the table and for files."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from ipclip_app.progress import Job, Report
from ipclip_app.storage import write_bytes, write_json

OWN: Final = ("authorized", "unauthorized")


@dataclass(frozen=True)
class AccuracyRow:
    """One tested domain; percentages 0 to 100, None where they have no meaning.

    Attributes:
        domain: Name.
        images: Test images; None where an earlier version did not count them.
        zero_shot: Accuracy of zero-shot CLIP.
        unprotected: Accuracy of the same module trained without protection.
        protected: Accuracy of the protected module.
        called_unauthorized: Images that the verdict calls unauthorized.
        agreement: Images on which the protected module still gives zero-shot CLIP's answer; None with real labels.
    """

    domain: str
    images: int | None
    zero_shot: float | None
    unprotected: float | None
    protected: float | None
    called_unauthorized: float | None
    agreement: float | None


def accuracy_rows(results: Mapping[str, Any]) -> tuple[AccuracyRow, ...]:
    """Authorized, unauthorized, then the others by their names."""
    return tuple(_row(name, domain) for name, domain in _named(results["domains"]))


def _named(domains: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in OWN:
        yield name, domains[name]
    yield from domains.get("other", {}).items()


def _row(name: str, domain: Mapping[str, Any]) -> AccuracyRow:
    called = domain.get("called_unauthorized")
    return AccuracyRow(
        name,
        domain.get("images"),
        domain["zero_shot"],
        domain["unprotected"],
        domain["protected"],
        None if called is None else called * 100,
        domain.get("agreement"),
    )


def export_rows(rows: tuple[AccuracyRow, ...], metrics: Mapping[str, Any], path: Path) -> Job[Path]:
    """Write the table to a `.csv` or, by any other name, to a JSON file; that also holds the metrics.

    Raises:
        OutputError: The file cannot be written.
    """
    yield Report("write", 0, 1)
    if path.suffix.casefold() == ".csv":
        write_bytes(path, _as_csv(rows).encode("utf-8-sig"))  # the mark lets spreadsheets read the names
    else:
        write_json(path, {"domains": [asdict(row) for row in rows], "metrics": dict(metrics)})
    yield Report("write", 1, 1)
    return path


def _as_csv(rows: tuple[AccuracyRow, ...]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [item.name for item in fields(AccuracyRow)])
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return text.getvalue()
