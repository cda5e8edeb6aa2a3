"""Whether a trigger may prove anything: a model that knows no trigger must not suffer from it more than from controls.

Secret triggers do not all harm alike. A harsh one would accuse every model that has never seen it, so the same
questions are put to zero-shot CLIP, on the owner's own machine, before the suspect is asked.
"""

from collections.abc import Sequence
from typing import Final

import torch
from PIL import Image

from ipclip_app.errors import UnfairTriggerError
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.model_answers import picture_statistics
from ipclip_app.jobs.ownership_evidence import paired_test_of
from ipclip_app.jobs.ownership_images import RANKING, ChosenImages
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.ownership.asking import AnsweredQuery, Questions, ask
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.suspects.description import SuspectDescription

UNFAIR: Final = 0.05
"""Below it a trigger harms zero-shot CLIP more than its controls do."""
_UNKNOWN: Final = (
    "Without a run it is not known whether the trigger harms innocent models more than its controls do; give the run."
)


class ZeroShotSuspect:
    """The unprotected public model, which knows no trigger."""

    def __init__(self, backbone: Backbone, folders: Sequence[str]) -> None:
        """Tell classes by their folders' names."""
        self.description = SuspectDescription("callable", "zero-shot CLIP")
        self._encoder = Encoder(backbone)
        self.batch_size = self._encoder.batch_size
        self._backbone, self._folders = backbone, tuple(folders)
        self._weights = zero_shot_weights(backbone, self._folders).cpu()

    @torch.no_grad()
    def answers(self, images: Sequence[Image.Image]) -> list[str]:
        """See `Suspect`."""
        rows = picture_statistics(self._backbone, self._encoder, images).feature
        return [self._folders[place] for place in (rows @ self._weights.T).argmax(dim=1).tolist()]

    def close(self) -> None:
        """See `Suspect`."""


def require_fair(questions: Questions, images: ChosenImages) -> Job[None]:
    """Put the questions to zero-shot CLIP of the run's backbone; without a run, say that it cannot be done.

    Raises:
        UnfairTriggerError: It would be accused too.
    """
    if images.backbone is None:
        yield Notice(RANKING, 0, 0, _UNKNOWN)
        return
    answered = yield from _quietly(ask(questions, ZeroShotSuspect(images.backbone, images.folders)))
    test = paired_test_of(answered, questions.names)
    p_value = float(test.exact_p)
    if p_value <= UNFAIR:
        figures = test.to_json()
        shares = figures["accuracy_trigger"], figures["accuracy_control"]
        raise UnfairTriggerError(questions.trigger.identity, *shares, p_value)


def _quietly(job: Job[tuple[AnsweredQuery, ...]]) -> Job[tuple[AnsweredQuery, ...]]:
    """The same work, told as a part of the preparation: nobody outside is asked."""
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            answered: tuple[AnsweredQuery, ...] = end.value
            return answered
        yield Report(RANKING, report.step, report.total)
