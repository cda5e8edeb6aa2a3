"""The milestones of a run, and what its reports mean in plain words."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.protect.counts import grouped
from ipclip_app.progress import EpochReport, Report, StepReport

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
    "styles": Milestone.MEASURE,
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
    translate = QCoreApplication.translate
    return {
        Milestone.READ: translate("Phases", "Read folders"),
        Milestone.LOAD: translate("Phases", "Load model"),
        Milestone.MEASURE: translate("Phases", "Measure images"),
        Milestone.TRAIN: translate("Phases", "Train"),
        Milestone.TEST: translate("Phases", "Test"),
    }[milestone]


def work_in_words(report: Report | None) -> str:
    """What is being done, as a clause."""
    translate = QCoreApplication.translate
    if isinstance(report, StepReport | EpochReport):
        return translate("Phases", "Training, epoch {epoch}").format(epoch=report.epoch)
    known = {
        "folders": translate("Phases", "Looking through the folders"),
        "scan": translate("Phases", "Reading the folders"),
        "prepare": translate("Phases", "Loading the model"),
        "download": translate("Phases", "Downloading the model"),
        "statistics": translate("Phases", "Measuring the images"),
        "styles": translate("Phases", "Collecting styles"),
        "base prompt": translate("Phases", "Preparing the prompt"),
        "feature banks": translate("Phases", "Collecting examples"),
        TRAINING: translate("Phases", "Training"),
        "moderation": translate("Phases", "Choosing how much to keep"),
        "verdict": translate("Phases", "Adjusting the verdict"),
        "evaluation": translate("Phases", "Testing the model"),
    }
    return known.get(report.phase, report.phase) if report else translate("Phases", "Loading the engine")


def amount_in_words(report: Report | None) -> str:
    """How much of it is done; empty while unknown."""
    if report is None or report.total <= 1:
        return ""
    template = (
        QCoreApplication.translate("Phases", "{done} of {total} images")
        if report.phase in _IMAGES
        else QCoreApplication.translate("Phases", "{done} of {total} steps")
    )
    return template.format(done=grouped(report.step), total=grouped(report.total))
