"""Draws the questions of a verification, all of them before the first is asked."""

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from ipclip_app.data.domains import scan_domain
from ipclip_app.errors import TooFewImagesError, UsageError
from ipclip_app.jobs.view_preparation import ViewOrder, prepare_views
from ipclip_app.jobs.watermark_owner import Owner
from ipclip_app.jobs.watermark_request import QuestionRequest
from ipclip_app.model.preprocessing import Preprocessing
from ipclip_app.model.zero_shot import TEMPLATES
from ipclip_app.ownership.design import Candidate, seed_of, shortlist, unambiguous
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.watermark.asking.questions import Questions
from ipclip_app.watermark.secret import PairPool, WatermarkSecret
from ipclip_app.watermark.secret_file import commitment

PHASE: Final = "images"
SHARE: Final = 0.6
"""Of the pairs that are asked about, so many are trigger pairs, as long as there are enough of them."""
_WHITE: Final = 255

Pictures = NDArray[np.uint8]


def draw_questions(request: QuestionRequest, owner: Owner) -> Job[Questions]:
    """Choose trigger pairs and ordinary pairs.

    The images are shown as the owner's network sees them, cut and scaled to its input size: what a suspect does before
    it encodes them then makes no difference, and no request grows with a camera's pixels.

    Raises:
        UsageError: So few queries cannot tell the licensees apart.
        FolderError: The folder cannot be used.
        TooFewImagesError: None of its images can be used.
    """
    pool = trigger_pairs(owner.secret, request.queries)
    return (yield from draw_ordinary(request, owner, pool, request.queries // 2 - (0 if pool is None else len(pool))))


def draw_ordinary(request: QuestionRequest, owner: Owner, pool: PairPool | None, wanted: int) -> Job[Questions]:
    """Choose ordinary pairs to trigger pairs.

    Args:
        request: Where the images are, and the seed.
        owner: Whose network sees them.
        pool: The trigger pairs that are asked about.
        wanted: Number of ordinary pairs, if there are enough images.

    Raises:
        FolderError: The folder cannot be used.
        TooFewImagesError: None of its images can be used.
    """
    scanned = yield from scan_domain(request.images, needs_classes=True)
    for failure in scanned.failures:
        yield Notice("scan", 0, 0, str(failure))
    files = scanned.domain.files
    candidates = unambiguous([Candidate(file.digest, file.class_name or "") for file in files])
    seed = _usual_seed(owner.secret, candidates, request.queries) if request.seed is None else request.seed
    paths = {file.digest: file.path for file in files}
    order = shortlist(candidates, len(candidates), seed)
    found = yield from _pictures(order, paths, wanted, owner.backbone.preprocessing)
    if not found:
        raise TooFewImagesError(f"The test with {request.queries} queries", 0, wanted)
    if len(found) < wanted:
        yield Notice(PHASE, len(found), wanted, _few(len(found), wanted))
    return Questions(seed, pool, np.stack([picture for picture, _ in found]), tuple(text for _, text in found))


def _usual_seed(secret: WatermarkSecret, candidates: Sequence[Candidate], queries: int) -> int:
    """The seed that nobody chose; licensees who are added later change nothing, so that answers can wait for them."""
    return seed_of(commitment(secret.as_it_was(1)), candidates, queries)


def trigger_pairs(secret: WatermarkSecret, queries: int) -> PairPool | None:
    """The trigger pairs that are asked about; None in exact mode, which has none.

    Raises:
        UsageError: They would be so few that a licensee owns all of them, or none.
    """
    pool = secret.pool
    if pool is None:
        return None
    count = min(len(pool), round(SHARE * (queries // 2)))
    if count < pool.least:
        least = 2 * ceil((pool.least + 0.5) / SHARE)
        raise UsageError(
            f"{queries} queries have room for {count} trigger pairs, too few to tell the licensees apart; "
            f"give {least} or more."
        )
    return pool.first(count)


def _pictures(
    order: Sequence[Candidate], paths: Mapping[str, Path], wanted: int, preprocessing: Preprocessing
) -> Job[list[tuple[Pictures, str]]]:
    """As many of the first images as wanted, without those that cannot be decoded, each with its text."""
    found: list[tuple[Pictures, str]] = []
    for candidate in order:
        if len(found) == wanted:
            break
        yield Report(PHASE, len(found), wanted)
        prepared = prepare_views(ViewOrder(candidate.digest, (paths[candidate.digest],), ("plain",)), preprocessing)
        for error in prepared.errors:
            yield Notice(PHASE, len(found), wanted, str(error))
        if prepared.pixels is not None:
            name = candidate.class_name.replace("_", " ")
            found.append((_seen(prepared.pixels[0], preprocessing), TEMPLATES[0].replace("{}", name)))
    yield Report(PHASE, len(found), wanted)
    return found


def _seen(pixels: Tensor, preprocessing: Preprocessing) -> Pictures:
    """The picture (H, W, 3) that preprocessed pixels (3, H, W) were before they were normalized."""
    levels = pixels.permute(1, 2, 0).numpy() * np.array(preprocessing.std) + np.array(preprocessing.mean)
    picture: Pictures = np.clip(np.rint(levels * _WHITE), 0, _WHITE).astype(np.uint8)
    return picture


def _few(found: int, wanted: int) -> str:
    return f"Only {found} images can be used and {wanted} were wanted, so fewer questions are asked."
