"""Do a suspect's embeddings lie where a licensee's matrix puts the owner's, rather than where wrong matrices would?

The statistic is the mean cosine of the suspect's embedding of an input with normalize(e W), e being the clean one. Its
null distribution is empirical: the same with W G for random signed permutations G. A secret matrix is a uniformly
random rotation times something, hence one that a suspect knows nothing of is as good as any of these, and its rank
among them gives an exact p-value. A signed permutation of columns needs no new product: with C the sum of the outer
products of marked and suspected embeddings, the statistic is the sum of the entries that the permutation picks. Wrong
matrices are drawn until so many have beaten the true one that nothing is left to find (Besag and Clifford 1991), which
keeps the p-value exact. They are made from the raw numbers of PCG64, which numpy promises never to change, so that the
same seed gives the same p-value for as long as somebody may want to check it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.rows import Rows, unit_rows

WRONG_MATRICES: Final = 9_999
"""With the true one 10,000, so that the least p-value is 1e-4; more are needed to tell many licensees apart."""
BEATEN: Final = 100
"""Drawing ends when so many wrong matrices fit as well as the true one."""
_AT_ONCE: Final = 1000


@dataclass(frozen=True)
class DistributionResult:
    """What the test says of one licensee.

    Attributes:
        cosine: Mean cosine with the marked embeddings, -1 to 1.
        clean_cosine: Mean cosine with the clean ones: near 1 for the same model without a watermark.
        p_value: Share of matrices, the true one among them, that reach the cosine of the true one.
        effect: Distance of the cosine from the mean of wrong matrices, in their standard deviations.
        null_mean: Mean cosine with wrong matrices.
        null_deviation: Its standard deviation.
    """

    cosine: float
    clean_cosine: float
    p_value: float
    effect: float
    null_mean: float
    null_deviation: float


def distribution_test(
    clean: ArrayLike, matrix: ArrayLike, suspect: ArrayLike, seed: int, wrong: int = WRONG_MATRICES
) -> DistributionResult:
    """Test a suspect (VLPMarker, arXiv 2311.05863, section 3.4).

    Args:
        clean: The owner's embeddings of the inputs that were asked, (B, D).
        matrix: The licensee's W, (D, D).
        suspect: The suspect's embeddings of the same inputs, (B, D).
        seed: Decides the wrong matrices.
        wrong: Their number at most.

    Raises:
        ValueError: The shapes do not fit, or an embedding is zero or not finite.
    """
    answers, honest = unit_rows(suspect), unit_rows(clean)
    if answers.shape != honest.shape:
        raise ValueError(f"Embeddings {answers.shape} cannot be compared with {honest.shape}.")
    products = apply_watermark(honest, np.asarray(matrix)).T @ answers / len(answers)
    cosine = float(products.trace())
    null = _null(products, wrong, np.random.PCG64(seed), cosine)
    deviation = float(null.std())
    return DistributionResult(
        cosine=cosine,
        clean_cosine=float((answers * honest).sum(axis=1).mean()),
        p_value=_p_value(null >= cosine),
        effect=(cosine - float(null.mean())) / deviation if deviation else 0.0,
        null_mean=float(null.mean()),
        null_deviation=deviation,
    )


def mean_cosine(clean: Rows, matrix: ArrayLike, suspect: Rows) -> float:
    """The statistic alone, of unit rows (B, D) each."""
    return float((apply_watermark(clean, np.asarray(matrix)) * suspect).sum(axis=1).mean())


def _p_value(beats: NDArray[np.bool_]) -> float:
    """Of wrong matrices in the order in which they were drawn: BEATEN over the draw that was the last to count."""
    beating = np.flatnonzero(beats)
    if len(beating) >= BEATEN:
        return BEATEN / (1 + int(beating[BEATEN - 1]))
    return (1 + len(beating)) / (1 + len(beats))


def _null(products: Rows, wrong: int, source: np.random.PCG64, cosine: float) -> Rows:
    """The statistic for wrong matrices, at most `wrong` and no more than are needed."""
    dimension = len(products)
    parts: list[Rows] = []
    drawn = beaten = 0
    while drawn < wrong and beaten < BEATEN:
        count = min(_AT_ONCE, wrong - drawn)
        columns, signs = _signed_permutations(source, count, dimension)
        parts.append((products[np.arange(dimension), columns] * signs).sum(axis=1))
        drawn += count
        beaten += int((parts[-1] >= cosine).sum())
    return np.concatenate(parts)


def _signed_permutations(
    source: np.random.PCG64, count: int, dimension: int
) -> tuple[NDArray[np.intp], NDArray[np.int8]]:
    """Columns and signs, (count, D) each: the order of D numbers of 64 bits, and the last bit of each."""
    numbers = source.random_raw((count, dimension))
    signs = 1 - 2 * (numbers & np.uint64(1)).astype(np.int8)
    return np.argsort(numbers, axis=1), signs
