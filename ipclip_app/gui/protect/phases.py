"""The milestones of a run, and what its reports mean in plain words."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.progress import Report, StepReport

TRAINING: Final = "training"
_IMAGES: Final = frozenset({"scan", "statistics", "evaluation", "feature banks"})


class Milestone(IntEnum):
    """What a run goes through, in this order."""

    READ = 0
    LOAD = 1
    MEASURE = 2
    TRAIN = 3
    TEST = 4


_MILESTONES: Final = {
    "folders": Milestone.READ,
    "scan": Milestone.READ,
    "prepare": Milestone.LOAD,
    "download": Milestone.LOAD,
    "statistics": Milestone.MEASURE,
    "base prompt": Milestone.TRAIN,
    "feature banks": Milestone.TRAIN,
    TRAINING: Milestone.TRAIN,
}


def milestone_of(report: Report, before: Milestone, *, trained: bool) -> Milestone:
    """The milestone a report belongs to.

    Args:
        report: The newest report.
        before: The milestone of the one before it; a run never goes back.
        trained: Whether training itself has reported; whatever comes after it is the test.
    """
    found = _MILESTONES.get(report.phase, Milestone.TEST)
    if trained and report.phase != TRAINING:
        found = Milestone.TEST
    return max(before, found)


def milestone_title(milestone: Milestone) -> str:
    """Its name in the strip."""

    def told(text: str) -> str:
        return QCoreApplication.translate("Phases", text)

    return {
        Milestone.READ: told("Read folders"),
        Milestone.LOAD: told("Load model"),
        Milestone.MEASURE: told("Measure images"),
        Milestone.TRAIN: told("Train"),
        Milestone.TEST: told("Test"),
    }[milestone]


def work_in_words(report: Report | None) -> str:
    """What is being done, as a clause."""

    def told(text: str) -> str:
        return QCoreApplication.translate("Phases", text)

    if isinstance(report, StepReport):
        return told("Training, epoch {epoch}").format(epoch=report.epoch)
    known = {
        "folders": told("Looking through the folders"),
        "scan": told("Reading the folders"),
        "prepare": told("Loading the model"),
        "download": told("Downloading the model"),
        "statistics": told("Measuring the images"),
        "base prompt": told("Preparing the prompt"),
        "feature banks": told("Collecting examples"),
        TRAINING: told("Training"),
        "verdict": told("Adjusting the verdict"),
        "evaluation": told("Testing the model"),
    }
    return known.get(report.phase, report.phase) if report else told("Loading the engine")


def amount_in_words(report: Report | None) -> str:
    """How much of it is done; empty while unknown."""
    if report is None or report.total <= 1:
        return ""
    template = (
        QCoreApplication.translate("Phases", "{done:,} of {total:,} images")
        if report.phase in _IMAGES
        else QCoreApplication.translate("Phases", "{done:,} of {total:,} steps")
    )
    return template.format(done=report.step, total=report.total)
