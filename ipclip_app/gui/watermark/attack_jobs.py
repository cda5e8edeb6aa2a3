"""Tries attacks on a secret in the background, and keeps what they did."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipclip_app.errors import OutputExistsError
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.watermark.attacks.lab_result import LabResult

PHASE: Final = "attacks"


@dataclass(frozen=True)
class AttackWish:
    """What the owner has filled in.

    Attributes:
        secret: The secret in hand.
        images: Folder of images with class subfolders.
        queries: Embeddings that a suspect is asked for, even.
        trials: Thefts with each attack.
    """

    secret: SecretInHand
    images: Path
    queries: int
    trials: int


def attack(wish: AttackWish) -> "Job[LabResult]":
    """Try all attacks.

    Raises:
        IpclipError: Secret, model or images cannot be used.
    """
    from ipclip_app.jobs.watermark_attack import AttackRequest, attack_watermark
    from ipclip_app.jobs.watermark_request import QuestionRequest

    yield Report("secret", 0, 0)
    secret = wish.secret
    questions = QuestionRequest(secret.path, wish.images, secret.passphrase or None, wish.queries)
    outcome = yield from attack_watermark(AttackRequest(questions, trials=wish.trials))
    return outcome.lab


def save_attacks(lab: "LabResult", out: Path) -> Job[Path]:
    """Write table (CSV and Markdown) and plot (SVG and PNG) into a folder; nothing that is there is replaced.

    Raises:
        OutputExistsError: One of the files is there.
        OutputError: The folder cannot be written.
    """
    from ipclip_app.jobs.watermark_attack_files import NAMES, write_attacks

    yield Report(PHASE, 0, 1)
    for name in NAMES:
        if (out / name).exists():
            raise OutputExistsError(out / name)
    write_attacks(out, lab)
    return out
