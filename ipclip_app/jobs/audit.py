"""Judges any number of files: each is authorized, uncertain, unauthorized, or could not be judged and why."""

import math
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from ipclip_app.data.augment import PLAIN
from ipclip_app.data.images import content_digest
from ipclip_app.errors import ImageError, ImageMemoryError
from ipclip_app.jobs.audit_row import TOP, VERDICTS, AuditReport, AuditRow, AuditSummary, ClassProbability
from ipclip_app.jobs.audit_walk import Found, Walk
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.features import feature_source
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.jobs.read_ahead import THREADS, read_ahead
from ipclip_app.jobs.view_preparation import ViewOrder, prepare_views
from ipclip_app.model.device import enough_memory
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.stored_statistics import StoredStatistics, pack, unpack
from ipclip_app.progress import Job, Notice, Report

FOLDERS: Final = "folders"
PHASE: Final = "audit"
NO_NUMBER: Final = "gets no score that is a number; check the backbone"
_COUNTED_AT_ONCE: Final = 1000

Batch = list["_Seen"]


def audit(model: ProtectedModel, paths: Sequence[Path]) -> Job[AuditSummary]:
    """Judge files, and all files in folders of any depth, in the order given; see `Walk` for what that means.

    Statistics that the feature cache holds are taken from there, and fresh ones are kept there. Whatever is wrong with
    one file becomes its row. The job keeps no rows: memory does not grow with their number. Closing it loses the batch
    in hand.

    Args:
        model: What judges.
        paths: Files and folders.

    Yields:
        Reports of the phase `folders`, which counts the files; then an `AuditReport` per batch.

    Raises:
        TooLittleMemoryError: Not even one image at a time can be judged.
    """
    started = time.monotonic()
    counts = Counter[str]()
    with enough_memory("this audit", model.backbone.device), FeatureCache() as cache:
        total = yield from _count(paths)
        reading = _Reading(model, cache)
        done = 0
        yield Report(PHASE, done, total)
        with closing(read_ahead(reading.look, Walk(paths), THREADS, THREADS + reading.batch_size)) as files:
            while batch := list(islice(files, reading.batch_size)):
                rows = yield from _judged(reading, batch, done, total)
                done += len(rows)
                counts.update(row.verdict for row in rows)
                for sentence in cache.take_notices():
                    yield Notice(PHASE, done, max(done, total), sentence)
                yield AuditReport(PHASE, done, max(done, total), rows)
    return AuditSummary({verdict: counts[verdict] for verdict in VERDICTS}, time.monotonic() - started)


def judge_rows(model: ProtectedModel, paths: Sequence[Path], statistics: ImageStatistics) -> tuple[AuditRow, ...]:
    """Rows of B images whose statistics are on the CPU.

    Raises:
        TooLittleMemoryError: Not even one image at a time fits.
    """
    judgement = model.judge_statistics(statistics)
    protected = _top(judgement.protected_logits, model.class_names)
    zero_shot = _top(judgement.zero_shot_logits, model.class_names)
    columns = zip(paths, judgement.scores.tolist(), protected, zero_shot, strict=True)
    return tuple(
        AuditRow(path, model.thresholds.verdict(score), score, ours, theirs)
        if all(map(math.isfinite, (score, *(each.probability for each in (*ours, *theirs)))))
        else AuditRow(path, "error", error=NO_NUMBER)
        for path, score, ours, theirs in columns
    )


def error_row(error: ImageError) -> AuditRow:
    """The row of a file that cannot be judged."""
    return AuditRow(error.path, "error", error=f"{error.reason}; {error.remedy}")


def _top(logits: Tensor, class_names: Sequence[str]) -> list[tuple[ClassProbability, ...]]:
    best = logits.softmax(dim=1).topk(min(TOP, len(class_names)), dim=1)
    return [
        tuple(ClassProbability(class_names[place], value) for place, value in zip(places, values, strict=True))
        for places, values in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    ]


def _count(paths: Sequence[Path]) -> Job[int]:
    """How many rows there will be, unless files come or go meanwhile."""
    walk, found = iter(Walk(paths)), 0
    yield Report(FOLDERS, 0, 0)
    while part := sum(1 for _ in islice(walk, _COUNTED_AT_ONCE)):
        found += part
        yield Report(FOLDERS, found, 0)
    return found


@dataclass(frozen=True, eq=False)
class _Seen:
    """What became of a file: its statistics if they were stored, else its pixels (3, H, W), else an error."""

    path: Path
    digest: str = ""
    stored: StoredStatistics | None = None
    pixels: Tensor | None = None
    error: ImageError | None = None


class _Reading:
    """Brings files to their statistics."""

    def __init__(self, model: ProtectedModel, cache: FeatureCache) -> None:
        self.model = model
        self._cache = cache
        self._source = feature_source(model.backbone)
        self._encoder = Encoder(model.backbone)
        self.batch_size = self._encoder.batch_size

    def look(self, found: Found) -> _Seen:
        """Read a file as far as its statistics need it; runs in threads."""
        if isinstance(found, ImageError):
            return _Seen(found.path, error=found)
        try:
            digest = content_digest(found)
        except ImageError as error:
            return _Seen(found, error=error)
        except MemoryError:
            return _Seen(found, error=ImageMemoryError(found))
        stored = self._cache.get_many(self._source, [(digest, PLAIN)])
        if stored:
            return _Seen(found, digest, stored=stored[digest, PLAIN])
        prepared = prepare_views(ViewOrder(digest, (found,), (PLAIN,)), self.model.backbone.preprocessing)
        if prepared.pixels is None:
            return _Seen(found, error=prepared.errors[0])
        return _Seen(found, digest, pixels=prepared.pixels[0])

    def statistics(self, seen: Batch) -> Generator[str, None, ImageStatistics]:
        """Statistics of at least one usable image; fresh ones are rounded as stored ones are, and stored."""
        rows = {index: each.stored for index, each in enumerate(seen) if each.stored is not None}
        fresh = [(index, each.pixels) for index, each in enumerate(seen) if each.pixels is not None]
        if fresh:
            stored = pack((yield from self._encoder.encode(torch.stack([pixels for _, pixels in fresh]))))
            rows |= {index: row for (index, _), row in zip(fresh, stored, strict=True)}
            keys = [(seen[index].digest, PLAIN) for index, _ in fresh]
            self._cache.put_many(self._source, dict(zip(keys, stored, strict=True)))
        return unpack([rows[index] for index in range(len(seen))])


def _judged(reading: _Reading, batch: Batch, done: int, total: int) -> Job[tuple[AuditRow, ...]]:
    """A row for each file of a batch."""
    usable = [each for each in batch if each.error is None]
    judged: Iterator[AuditRow] = iter(())
    if usable:
        encoding = reading.statistics(usable)
        while True:
            try:
                yield Notice(PHASE, done, total, next(encoding))
            except StopIteration as end:
                statistics: ImageStatistics = end.value
                break
        judged = iter(judge_rows(reading.model, [each.path for each in usable], statistics))
    return tuple(next(judged) if each.error is None else error_row(each.error) for each in batch)
