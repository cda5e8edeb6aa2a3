"""Computes the clean embeddings of evidence anew, so that nobody needs to believe them.

They are floating-point numbers, which another processor or another torch computes a little otherwise: a hash of them
would refuse what is genuine. Evidence therefore holds them, and they are compared by their cosines.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ipclip_app.errors import FolderError
from ipclip_app.jobs.evidence_claims import Untrue
from ipclip_app.jobs.watermark_owner import clean_embeddings, load_model
from ipclip_app.jobs.watermark_questions import draw_ordinary
from ipclip_app.jobs.watermark_request import QuestionRequest
from ipclip_app.progress import Job
from ipclip_app.watermark.asking.judging import Judging
from ipclip_app.watermark.asking.questions import Questions
from ipclip_app.watermark.rows import Rows, unit_rows

ALIKE: Final = 0.9999
"""Least cosine of an embedding with the same computed anew. Half precision costs 5e-7 of it and bfloat16 2e-5, while
whoever went to this limit with all of them would raise the cosine of the distribution test by 0.014 at most."""


def repeat_clean(content: Mapping[str, Any], judging: Judging, request: QuestionRequest) -> Job[None]:
    """Draw the ordinary questions anew, and let the model encode them and the trigger pairs.

    Args:
        content: What the evidence says.
        judging: What its verdict follows from.
        request: Where secret, images and model are; with the seed of the evidence.

    Raises:
        FolderError: The folder does not give the questions of the evidence.
        Untrue: The model does not give its clean embeddings.
        BackboneError: The model is another one, or none at hand is it.
    """
    owner = yield from load_model(request, judging.secret)
    pool, count = judging.questions.pool, judging.questions.ordinary_pairs
    questions = yield from draw_ordinary(request, owner, pool, count)
    if [each.digest for each in questions.all] != [each["sha256"] for each in content["questions"]]:
        reason = "its images do not give the questions of this evidence"
        raise FolderError(request.images, reason, "give the folder as it was when the suspect was asked")
    found = yield from clean_embeddings(owner.backbone, _with_pool(questions))
    if (_told(judging) * found).sum(axis=1).min() < ALIKE:
        raise Untrue("rests on clean embeddings that the model does not give")


def _with_pool(questions: Questions) -> Questions:
    """The trigger pairs in front of the ordinary ones, as if they were such."""
    pool = questions.pool
    if pool is None:
        return questions
    pictures = np.concatenate([pool.pictures, questions.pictures])
    return Questions(questions.seed, None, pictures, (*pool.texts, *questions.texts))


def _told(judging: Judging) -> Rows:
    """The clean embeddings of the evidence and of the secret, in that order: pictures, then texts."""
    pool, count = judging.questions.pool, judging.questions.ordinary_pairs
    if pool is None:
        return unit_rows(judging.clean)
    sides = pool.image_embeddings, judging.clean[:count], pool.text_embeddings, judging.clean[count:]
    return unit_rows(np.concatenate([side.astype(np.float64) for side in sides]))
