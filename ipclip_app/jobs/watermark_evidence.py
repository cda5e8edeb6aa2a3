"""What evidence of a watermark holds, and what follows from it again.

It names the secret by its SHA-256 and the questions by theirs, so that it discloses neither; who is shown the secret
can compute every figure anew from the answers and from the owner's own embeddings of the ordinary questions. These are
in it too, as his word until somebody who has images and model computes them anew; the answers always are his word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from ipclip_app import __version__
from ipclip_app.jobs.evidence_claims import Untrue, require_same
from ipclip_app.jobs.json_shape import REST, DamagedJsonError, require_shape
from ipclip_app.jobs.watermark_findings import SHAPE, findings
from ipclip_app.jobs.watermark_request import HIGHEST_LEVEL, LARGEST_SEED, MOST_QUERIES
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.watermark.asking.ask import Reply
from ipclip_app.watermark.asking.embedding_text import embedding_of, text_of
from ipclip_app.watermark.asking.judging import Judging
from ipclip_app.watermark.asking.questions import Questions
from ipclip_app.watermark.asking.suspect import BadEmbeddings, Embeddings, require_embeddings
from ipclip_app.watermark.rows import Rows
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import commitment

KIND: Final = "watermark"
PICTURE: Final = "picture"
TEXT: Final = "text"
_SHAPE: Final = {
    "program": str,
    "secret": {"commitment": str, "mode": str, "method": str, "backbone": str, "licensees": int},
    "suspect": {"kind": str, "address": str, "facts": {REST: str}},
    "level": float,
    "seed": int,
    "pool_pairs": int,
    "ordinary_pairs": int,
    "spent": (int, None),
    "questions": [{"kind": str, "sha256": str, "time": str, "answer": str}],
    "clean": [str],
    "result": SHAPE,
    "shown": bool,
}


def evidence_of(
    judging: Judging,
    replies: Sequence[Reply],
    suspect: SuspectDescription,
    result: Mapping[str, Any],
    spent: int | None,
) -> dict[str, Any]:
    """What goes into a file of evidence.

    Args:
        judging: What the verdict follows from.
        replies: The suspect's answers, in the order of the questions.
        suspect: Who gave them.
        result: The figures, see `findings`.
        spent: Embeddings that a web address was asked for, failed requests included; None for another suspect.
    """
    secret, questions = judging.secret, judging.questions
    return {
        "program": f"ipclip-app {__version__}",
        "secret": secret_facts(secret),
        "suspect": asdict(suspect),
        "level": judging.level,
        "seed": questions.seed,
        "pool_pairs": questions.pool_pairs,
        "ordinary_pairs": questions.ordinary_pairs,
        "spent": spent,
        "questions": [
            {
                "kind": TEXT if question.is_text else PICTURE,
                "sha256": question.digest,
                "time": reply.time,
                "answer": text_of(reply.embedding),
            }
            for question, reply in zip(questions.all, replies, strict=True)
        ],
        "clean": [text_of(row) for row in judging.clean],
        "result": dict(result),
        "shown": result["shown"],
    }


def secret_facts(secret: WatermarkSecret) -> dict[str, Any]:
    """What may be told of a secret."""
    return {
        "commitment": commitment(secret),
        "mode": secret.mode,
        "method": secret.method,
        "backbone": secret.backbone,
        "licensees": len(secret.users),
    }


def require_evidence(content: Mapping[str, Any]) -> None:
    """Check that content has the names of such evidence, and as many answers as questions.

    Raises:
        Untrue: It does not.
    """
    try:
        require_shape(content, _SHAPE)
    except DamagedJsonError as error:
        raise Untrue(f"lacks what evidence of a watermark has ({error})") from error
    pool, ordinary = content["pool_pairs"], content["ordinary_pairs"]
    asked = [each["kind"] for each in content["questions"]]
    is_whole = pool >= 0 and ordinary > 0 and len(asked) == 2 * (pool + ordinary)
    if not is_whole or asked != [kind for count in (pool, ordinary) for kind in (PICTURE, TEXT) for _ in range(count)]:
        raise Untrue("does not hold a picture and a text of each pair")
    if len(content["clean"]) != 2 * ordinary or not 0 < content["level"] <= HIGHEST_LEVEL:
        raise Untrue("lacks what its test needs")
    if len(asked) > MOST_QUERIES or not 0 <= content["seed"] <= LARGEST_SEED:
        raise Untrue("lacks what its test needs")
    if not _is_consistent(content["result"], shown=content["shown"]):
        raise Untrue("draws another conclusion than its figures")


def _is_consistent(result: Mapping[str, Any], *, shown: bool) -> bool:
    """Whether figures can be told in words at all, which is less than that they are right."""
    names_one = result["user"] is not None and result["tests"] != "none"
    names_none = result["user"] is result["other_user"] is None and result["tests"] == "none"
    has_other = result["other_user"] is None or result["trigger"] is not None
    return shown is result["shown"] and (names_one if shown else names_none) and has_other


def recompute(content: Mapping[str, Any], judging: Judging) -> dict[str, Any]:
    """The figures anew from the recorded answers.

    Args:
        content: What passed `require_evidence`.
        judging: What follows from it, see `judging_of`.

    Raises:
        Untrue: Anything in it does not follow from the rest.
    """
    answers = _rows([each["answer"] for each in content["questions"]])
    replies = [Reply(row, each["time"]) for row, each in zip(answers, content["questions"], strict=True)]
    result = findings(judging, replies, judging.verdict(replies))
    asked = len({each["sha256"] for each in content["questions"]})
    require_same(content["result"], {**result, "queries": asked})
    return result


def judging_of(content: Mapping[str, Any], secret: WatermarkSecret) -> Judging:
    """What the verdict of evidence follows from, but for the pictures and texts of ordinary pairs.

    Args:
        content: What passed `require_evidence`.
        secret: The owner's secret, to which licensees may have been added since.

    Raises:
        Untrue: It is of another secret, or tells of trigger pairs that this one does not have.
    """
    secret = secret.as_it_was(max(1, content["secret"]["licensees"]))
    if content["secret"] != secret_facts(secret):
        raise Untrue("was made with another secret")
    count, ordinary = content["pool_pairs"], content["ordinary_pairs"]
    pool = secret.pool
    if (pool is None) != (count == 0) or (pool is not None and not pool.least <= count <= len(pool)):
        raise Untrue("tells of other trigger pairs than the secret has")
    blank = np.zeros((ordinary, 1, 1, 3), np.uint8)  # the test reads no picture, and evidence holds none
    questions = Questions(content["seed"], None if pool is None else pool.first(count), blank, ("",) * ordinary)
    told = [each["sha256"] for each in content["questions"]]
    if [question.digest for question in questions.all[: 2 * count]] != told[: 2 * count]:
        raise Untrue("asks about other trigger pairs than the secret has")
    clean: Rows = _rows(content["clean"]).astype(np.float64)
    if clean.shape[1] != secret.dimension:
        raise Untrue("holds embeddings of the owner that are not those of his model")
    return Judging(secret, questions, clean, content["level"])


def _rows(texts: Sequence[str]) -> Embeddings:
    try:
        return require_embeddings([embedding_of(text) for text in texts], len(texts))
    except (ValueError, BadEmbeddings) as error:
        raise Untrue("holds an answer that is no embedding") from error
