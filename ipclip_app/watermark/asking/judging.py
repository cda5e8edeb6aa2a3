"""What follows from the answers, all of them or those that came so far."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipclip_app.watermark.asking.ask import Answered, PValues, Reply, rows_of
from ipclip_app.watermark.asking.questions import Questions
from ipclip_app.watermark.rows import Rows
from ipclip_app.watermark.secret import PairPool, WatermarkSecret
from ipclip_app.watermark.verdict import LEVEL, Answers, Verdict, judge


@dataclass(frozen=True, eq=False)
class Judging:
    """What is needed to judge.

    Attributes:
        secret: The owner's secret, with all of its trigger pairs.
        questions: What was asked.
        clean: The owner's embeddings of the ordinary pictures and texts, unit rows (2 N, D).
        level: Share of innocent services that may be accused.
    """

    secret: WatermarkSecret
    questions: Questions
    clean: Rows
    level: float = LEVEL

    def verdict(self, replies: Sequence[Reply]) -> Verdict:
        """The verdict of all replies, in the order of the questions."""
        return self._verdict(self.questions.pool, list(replies), np.arange(len(self.clean)))

    def so_far(self, answered: Answered) -> PValues:
        """The p-values of the pairs that have been answered; the test of trigger pairs may have to wait for more."""
        count, ordinary = self._whole_pairs(answered)
        pool = self.questions.pool
        if pool is not None and (count < pool.least or not ordinary):
            return PValues()
        if not ordinary:
            return PValues()
        first = 2 * self.questions.pool_pairs
        rows = [*range(count), *range(first // 2, first // 2 + count)]
        others = np.array([*ordinary, *(row + self.questions.ordinary_pairs for row in ordinary)])
        replies = [answered[row] for row in (*rows, *(first + others).tolist())]
        found = self._verdict(
            None if pool is None else pool.first(count), [reply for reply in replies if reply is not None], others
        )
        return PValues(
            None if found.distribution is None else found.distribution_p,
            None if found.trigger is None else found.trigger_p,
        )

    def _whole_pairs(self, answered: Answered) -> tuple[int, list[int]]:
        """How many first trigger pairs are answered, and which ordinary ones."""
        first = 2 * self.questions.pool_pairs
        whole = [answered[picture] is not None and answered[text] is not None for picture, text in self._pairs()]
        pool = whole[: first // 2]
        return (pool.index(False) if False in pool else len(pool)), [
            row for row, is_whole in enumerate(whole[first // 2 :]) if is_whole
        ]

    def _pairs(self) -> list[tuple[int, int]]:
        """Rows of the pairs in the order of the pictures' rows."""
        return sorted(self.questions.pairs)

    def _verdict(self, pool: PairPool | None, replies: Sequence[Reply], ordinary: np.ndarray) -> Verdict:
        triggers = [] if pool is None else [pool.image_embeddings, pool.text_embeddings]
        clean = np.concatenate([*triggers, self.clean[ordinary]]).astype(np.float64)
        answers = Answers(clean, rows_of(replies).astype(np.float64))
        return judge(replace(self.secret, pool=pool), answers, self.level, self.questions.seed)
