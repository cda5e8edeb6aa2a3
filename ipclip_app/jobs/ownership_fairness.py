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
from ipclip_app.model.zero_shot import zero_shot_classes, zero_shot_weights
from ipclip_app.ownership.asking import AnsweredQuery, Questions, ask
from ipclip_app.ownership.paired_test import PairedTest
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
        return [self._folders[place] for place in zero_shot_classes(rows, self._weights).tolist()]

    def close(self) -> None:
        """See `Suspect`."""


def require_fair(questions: Questions, images: ChosenImages) -> Job[tuple[AnsweredQuery, ...]]:
    """Put the questions to zero-shot CLIP of the run's backbone; without a run, say that it cannot be done.

    Returns:
        Its answers, in the order of the questions; none without a run.

    Raises:
        UnfairTriggerError: It would be accused too.
    """
    if images.backbone is None:
        yield Notice(RANKING, 0, 0, _UNKNOWN)
        return ()
    answered = yield from ask_zero_shot(questions, ZeroShotSuspect(images.backbone, images.folders), RANKING)
    test = paired_test_of(answered, questions.names)
    if not is_fair(test):
        figures = test.to_json()
        shares = figures["accuracy_trigger"], figures["accuracy_control"]
        raise UnfairTriggerError(questions.trigger.identity, *shares, figures["p_value"])
    return answered


def is_fair(test: PairedTest) -> bool:
    """Whether a trigger harms zero-shot CLIP no more than controls may by chance, by its test."""
    return float(test.exact_p) > UNFAIR


def ask_zero_shot(
    questions: Questions, suspect: ZeroShotSuspect, phase: str, before: int = 0, total: int = 0
) -> Job[tuple[AnsweredQuery, ...]]:
    """What zero-shot CLIP answers.

    Args:
        questions: What to ask.
        suspect: Zero-shot CLIP.
        phase: The work of which this is a part.
        before: Units of the phase that are done already; each question is one.
        total: Units of the phase; 0 for the questions alone.
    """
    asking = ask(questions, suspect)
    while True:
        try:
            report = next(asking)
        except StopIteration as end:
            answered: tuple[AnsweredQuery, ...] = end.value
            return answered
        yield Report(phase, before + report.step, total or report.total)
