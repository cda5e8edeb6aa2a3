"""Do a licensee's own trigger pairs stand closer together in a suspect's embeddings than the other pairs do?

The test reads cosines within the suspect's answers only, so that it survives any rotation of them by the thief. It
compares each cosine with that of the clean model: what the owner's model makes of a pair is known and would be noise.
Which pairs are a licensee's was drawn at random; in the answers of a model that does not know his matrix his pairs
therefore differ from the others by chance alone, whatever the model is, and the p-value is that of chance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import ks_2samp

from ipclip_app.watermark.readings import READINGS, PoolReader
from ipclip_app.watermark.rows import Rows, cosines, distances
from ipclip_app.watermark.secret import PairPool


@dataclass(frozen=True)
class Closeness:
    """How much closer a licensee's own pairs are than ordinary ones.

    Attributes:
        delta_cos: Mean cosine of his pairs less that of the other pairs.
        delta_l2: Likewise of Euclidean distances; negative where his are closer.
    """

    delta_cos: float
    delta_l2: float


@dataclass(frozen=True)
class TriggerResult:
    """What the test says of one licensee.

    Attributes:
        statistic: Two-sample Kolmogorov-Smirnov statistic of the changes of cosines, one-sided, 0 to 1.
        p_value: Of that statistic, exact, times the number of readings, at most 1; under the hypothesis that the
            suspect does not know the matrix.
        effect: Mean change of his pairs less that of the others, in standard deviations of all.
        agreement: Correlation of the changes with those that his matrix makes, -1 to 1.
        about_middle: Whether these are of the cosines about the middle of the suspect's answers.
        suspect: Closeness in the suspect's embeddings.
        clean: Closeness in those of the clean model.
    """

    statistic: float
    p_value: float
    effect: float
    agreement: float
    about_middle: bool
    suspect: Closeness
    clean: Closeness


def trigger_test(
    pool: PairPool, user: int, matrix: NDArray[np.floating], images: ArrayLike, texts: ArrayLike
) -> TriggerResult:
    """Test a suspect (VLPMarker, arXiv 2311.05863, section 3.4: delta-cos, delta-L2 and Kolmogorov-Smirnov).

    Both readings are tested, and the clearer one is reported with the price of having chosen it.

    Args:
        pool: The pairs.
        user: Row of the licensee in `pool.own`.
        matrix: His W, (D, D).
        images: The suspect's embeddings of the pool's pictures, (P, any width).
        texts: Of its texts, (P, the same width).

    Raises:
        ValueError: The shapes do not fit, or an embedding is zero or not finite.
    """
    own, reader = pool.own[user], PoolReader(pool, matrix[None])
    changes = reader.changes(images, texts)
    tested = [ks_2samp(each[own], each[~own], alternative="less") for each in changes]
    best = min(range(READINGS), key=lambda reading: float(tested[reading].pvalue))
    return TriggerResult(
        statistic=float(tested[best].statistic),
        p_value=min(1.0, READINGS * float(tested[best].pvalue)),
        effect=_effect(changes[best], own),
        agreement=float(reader.agreements(changes)[0]),
        about_middle=best == 1,
        suspect=closeness(images, texts, own),
        clean=closeness(pool.image_embeddings, pool.text_embeddings, own),
    )


def closeness(images: ArrayLike, texts: ArrayLike, own: NDArray[np.bool_]) -> Closeness:
    """Closeness of own pairs against the others, given embeddings (P, D) each and which are own (P,)."""
    near, far = cosines(images, texts), distances(images, texts)
    return Closeness(float(near[own].mean() - near[~own].mean()), float(far[own].mean() - far[~own].mean()))


def _effect(changes: Rows, own: NDArray[np.bool_]) -> float:
    spread = float(changes.std())
    return float(changes[own].mean() - changes[~own].mean()) / spread if spread else 0.0
