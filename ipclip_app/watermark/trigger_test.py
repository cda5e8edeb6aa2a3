"""Do a licensee's own trigger pairs stand closer together in a suspect's embeddings than the other pairs do?

The test reads cosines within the suspect's answers only, so that it survives any rotation of them by the thief. It
compares each cosine with that of the clean model: what the owner's model makes of a pair is known and would be noise.
Which pairs are a licensee's was drawn at random; in the answers of a model that does not know his matrix his pairs
therefore differ from the others by chance alone, whatever the model is, and the p-value is uniform.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import ks_2samp

from ipclip_app.watermark.apply import apply_watermark
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
        p_value: Of that statistic, exact, under the hypothesis that the suspect does not know the matrix.
        effect: Mean change of his pairs less that of the others, in standard deviations of all.
        agreement: Correlation of the changes with those that his matrix makes, -1 to 1.
        suspect: Closeness in the suspect's embeddings.
        clean: Closeness in those of the clean model.
    """

    statistic: float
    p_value: float
    effect: float
    agreement: float
    suspect: Closeness
    clean: Closeness


def trigger_test(pool: PairPool, user: int, matrix: ArrayLike, images: ArrayLike, texts: ArrayLike) -> TriggerResult:
    """Test a suspect (VLPMarker, arXiv 2311.05863, section 3.4: delta-cos, delta-L2 and Kolmogorov-Smirnov).

    Args:
        pool: The pairs.
        user: Row of the licensee in `pool.own`.
        matrix: His W, (D, D).
        images: The suspect's embeddings of the pool's pictures, (P, any width).
        texts: Of its texts, (P, the same width).

    Raises:
        ValueError: The shapes do not fit, or an embedding is zero or not finite.
    """
    own = pool.own[user]
    clean = pool.image_embeddings.astype(np.float64), pool.text_embeddings.astype(np.float64)
    before = cosines(*clean)
    changes = cosines(images, texts) - before
    expected = cosines(*(apply_watermark(side, np.asarray(matrix)) for side in clean)) - before
    tested = ks_2samp(changes[own], changes[~own], alternative="less")
    spread = changes.std()
    return TriggerResult(
        statistic=float(tested.statistic),
        p_value=float(tested.pvalue),
        effect=float((changes[own].mean() - changes[~own].mean()) / spread) if spread else 0.0,
        agreement=correlation(changes, expected),
        suspect=closeness(images, texts, own),
        clean=closeness(*clean, own),
    )


def closeness(images: ArrayLike, texts: ArrayLike, own: NDArray[np.bool_]) -> Closeness:
    """Closeness of own pairs against the others, given embeddings (P, D) each and which are own (P,)."""
    near, far = cosines(images, texts), distances(images, texts)
    return Closeness(float(near[own].mean() - near[~own].mean()), float(far[own].mean() - far[~own].mean()))


def correlation(one: Rows, other: Rows) -> float:
    """Pearson's correlation, 0 where one of them does not vary."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other / size) if size else 0.0
