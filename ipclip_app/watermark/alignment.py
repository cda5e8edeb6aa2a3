"""Undoes a thief's permutation and signs of dimensions before the distribution test, even where some were cut off.

Every dimension of the suspect is assigned to the dimension of a licensee's marked embeddings with which it correlates
most, all at once (linear assignment). The assignment is found on one half of the questions and judged on the other. As
it would find something in any embeddings, the null distribution does the same for wrong matrices, W times random
rotations; for a suspect that knows nothing of W these are as good as W itself.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linear_sum_assignment
from scipy.stats import t as student_t

from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.rows import Rows, unit_rows

WRONG_ROTATIONS: Final = 99


@dataclass(frozen=True)
class AlignmentResult:
    """What the test says of one licensee.

    Attributes:
        cosine: Mean cosine of the aligned embeddings with the marked ones, on the half that was not used to align.
        rank_p: Share of matrices, the true one among them, that reach the cosine of the true one; exact, but coarse.
        p_value: The same by Student's t distribution of the wrong ones' cosines, an approximation far out.
        effect: Distance from the mean of wrong matrices, in their standard deviations.
    """

    cosine: float
    rank_p: float
    p_value: float
    effect: float


def alignment_test(
    clean: ArrayLike, matrix: ArrayLike, suspect: ArrayLike, seed: int, wrong: int = WRONG_ROTATIONS
) -> AlignmentResult:
    """Test a suspect after alignment.

    Args:
        clean: The owner's embeddings of the inputs that were asked, (B, D).
        matrix: The licensee's W, (D, D).
        suspect: The suspect's embeddings of the same inputs, (B, at most D).
        seed: Decides the halves and the wrong matrices.
        wrong: Their number, 2 or more.

    Raises:
        ValueError: The shapes do not fit, or an embedding is zero or not finite.
    """
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(np.asarray(clean)))
    marked = unit_rows(apply_watermark(unit_rows(clean), np.asarray(matrix)))[order]
    answers = unit_rows(suspect)[order]
    cosine = aligned_cosine(marked, answers)
    turns = (random_orthogonal(marked.shape[1], generator) for _ in range(wrong))
    null = np.asarray([aligned_cosine(marked @ turn, answers) for turn in turns])
    deviation = float(null.std(ddof=1))
    effect = (cosine - float(null.mean())) / deviation if deviation else 0.0
    p_value = float(student_t.sf(effect / np.sqrt(1 + 1 / wrong), wrong - 1))
    return AlignmentResult(cosine, (1 + int((null >= cosine).sum())) / (1 + wrong), p_value, effect)


def aligned_cosine(marked: Rows, suspect: Rows) -> float:
    """Mean cosine over the second half of the rows, after an alignment that was found on the first.

    Args:
        marked: Unit rows (B, D).
        suspect: Unit rows (B, at most D).

    Raises:
        ValueError: The suspect's are wider, or not as many.
    """
    if len(marked) != len(suspect) or suspect.shape[1] > marked.shape[1]:
        raise ValueError(f"Embeddings {suspect.shape} cannot be aligned with {marked.shape}.")
    half = len(marked) // 2
    products = _unit_columns(suspect[:half]).T @ _unit_columns(marked[:half])
    theirs, ours = linear_sum_assignment(-np.abs(products))
    turned = suspect[half:, theirs] * np.sign(products[theirs, ours])
    lengths = np.linalg.norm(marked[half:, ours], axis=1) * np.linalg.norm(turned, axis=1)
    return float(((turned * marked[half:, ours]).sum(axis=1) / np.maximum(lengths, np.finfo(float).tiny)).mean())


def _unit_columns(rows: Rows) -> Rows:
    lengths = np.linalg.norm(rows, axis=0)
    units: Rows = rows / np.where(lengths, lengths, 1.0)
    return units
