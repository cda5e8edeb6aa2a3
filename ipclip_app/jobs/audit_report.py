"""Writes an audit as CSV, JSON or one self-contained HTML page; loads no torch."""

import json
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Final

from ipclip_app.errors import OutputError, OutputExistsError, UsageError
from ipclip_app.jobs.audit_page import page
from ipclip_app.jobs.audit_row import AuditedWith, AuditRow, ClassProbability, row_to_json
from ipclip_app.jobs.csv_lines import csv_line
from ipclip_app.progress import Job, Report
from ipclip_app.storage import write_atomically

PHASE: Final = "report"
COLUMNS: Final = (
    *("path", "verdict", "score", "threshold", "threshold_low"),
    *("protected_class", "protected_probability", "zero_shot_class", "zero_shot_probability", "error"),
)

Rows = Iterable[AuditRow]
"""Rows that can be read several times, such as a list or a `RowSpool`."""

Pieces = Generator[str, None, None]


def require_report(path: Path, *, force: bool = False) -> None:
    """Check that a report can be written, before an audit that takes long.

    Raises:
        UsageError: Its name tells no known format.
        OutputExistsError: It exists, and `force` is not given.
        OutputError: There is a folder of that name.
    """
    _renderer(path)
    if path.is_dir():
        raise OutputError(path, "it is a folder")
    if path.exists() and not force:
        raise OutputExistsError(path)


def write_report(path: Path, rows: Rows, judge: AuditedWith) -> Job[None]:
    """Write a report atomically in the format that its name tells: .csv, .json, .html or .htm.

    The images are read once more for the thumbnails of a page; of those that are gone there is none.

    Args:
        path: The file; what is there is replaced.
        rows: The rows, in the order in which they shall stand.
        judge: What judged.

    Yields:
        Reports of the phase `report`, one per row.

    Raises:
        UsageError: The name tells no known format.
        OutputError: The disk is full or the folder read-only.
    """
    render, total = _renderer(path), sum(1 for _ in rows)
    try:
        with tempfile.TemporaryFile() as file, closing(render(rows, judge)) as pieces:
            for step, piece in enumerate(pieces):
                file.write(piece.encode())
                yield Report(PHASE, min(step, total), total)
            write_atomically(path, lambda temporary: _copy(file, temporary))
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error


def as_json(rows: Rows, judge: AuditedWith) -> Pieces:
    """The rows as one JSON list in pieces; ASCII only, so that no file name can break it."""
    opening = "[\n"
    for row in rows:
        yield opening + json.dumps(row_to_json(row, judge), allow_nan=False)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def as_csv(rows: Rows, judge: AuditedWith) -> Pieces:
    """The rows as CSV in pieces; what a spreadsheet would take for a formula begins with an apostrophe."""
    levels = (judge.threshold, judge.threshold_low)
    yield csv_line(COLUMNS)
    for row in rows:
        score = "" if row.score is None else row.score
        predictions = (*_best(row.protected), *_best(row.zero_shot))
        yield csv_line((str(row.path), row.verdict, score, *levels, *predictions, row.error or ""))


def _best(classes: Sequence[ClassProbability]) -> tuple[str, float | str]:
    return (classes[0].class_name, classes[0].probability) if classes else ("", "")


def _copy(file: IO[bytes], target: Path) -> None:
    file.seek(0)
    with target.open("wb") as stream:
        shutil.copyfileobj(file, stream)


_FORMATS: Final[Mapping[str, Callable[[Rows, AuditedWith], Pieces]]] = {
    ".csv": as_csv,
    ".json": as_json,
    ".html": page,
    ".htm": page,
}


def _renderer(path: Path) -> Callable[[Rows, AuditedWith], Pieces]:
    render = _FORMATS.get(path.suffix.lower())
    if render is None:
        raise UsageError(f"{path}: the name of a report ends with .csv, .json or .html; choose one of them.")
    return render
