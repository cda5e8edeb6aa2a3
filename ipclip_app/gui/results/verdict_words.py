"""The sentences of a verdict on a run in the words of its scenario."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Headlines:
    """The verdict in one short sentence, from nothing reached to everything."""

    none: str
    hardly: str
    partly: str
    costly: str
    fully: str


@dataclass(frozen=True)
class Accounts:
    """What the models do, with places for figures.

    Attributes:
        kept: {now} on authorized images, as before.
        lost: {now} instead of {before}.
        failing: {now} instead of {before} on unauthorized images.
        unharmed: {now}, no less than {before}.
        zero_shot: {a} and {u} of zero-shot CLIP.
        check: {detection}, {rejection} and {auroc} of the verdict on single images.
    """

    kept: str
    lost: str
    failing: str
    unharmed: str
    zero_shot: str
    check: str


def headlines(scenario: str) -> Headlines:
    """Those of a scenario."""
    if scenario == "ownership":
        return Headlines(
            translate("Summary", "The trigger harms this model no more than any other and proves nothing"),
            translate("Summary", "The trigger harms this model hardly more than any other and proves little"),
            translate("Summary", "The trigger marks the model in part"),
            translate("Summary", "The trigger marks the model as yours, but without it the model lost accuracy"),
            translate("Summary", "The trigger marks the model as yours"),
        )
    if scenario == "authorization":
        return Headlines(
            translate("Summary", "The model works as well without your trigger"),
            translate("Summary", "The model hardly needs your trigger"),
            translate("Summary", "The model needs your trigger in part"),
            translate("Summary", "The model needs your trigger, but lost accuracy with it"),
            translate("Summary", "The model works only with your trigger"),
        )
    return Headlines(
        translate("Summary", "The model is not protected"),
        translate("Summary", "The model is hardly protected"),
        translate("Summary", "The model is partly protected"),
        translate("Summary", "The model is protected, but lost accuracy on authorized images"),
        translate("Summary", "The model is protected"),
    )


def accounts(scenario: str, *, elsewhere: bool = False) -> Accounts:
    """Those of a scenario.

    Args:
        scenario: One of the scenarios.
        elsewhere: Whether further domains count instead of the run's own unauthorized images.
    """
    if scenario == "ownership":
        return _ownership()
    if scenario == "authorization":
        return _authorization()
    if scenario == "target-free":
        return _elsewhere() if elsewhere else _target_free()
    return _target_specified()


def _target_specified() -> Accounts:
    return Accounts(
        translate("Summary", "On authorized images the protected model is right in {now} of cases, as before."),
        translate(
            "Summary", "On authorized images the protected model is right in {now} of cases, instead of {before}."
        ),
        translate("Summary", "On unauthorized images only in {now}, instead of {before}."),
        translate("Summary", "On unauthorized images in {now}, no less than before ({before})."),
        translate(
            "Summary",
            "Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized and {u} of the "
            "unauthorized images.",
        ),
        translate(
            "Summary",
            "The check of single images recognizes {detection} of the unauthorized images and calls {rejection} of the "
            "authorized ones unauthorized by mistake (AUROC {auroc}).",
        ),
    )


def _target_free() -> Accounts:
    usual = _target_specified()
    return Accounts(
        usual.kept,
        usual.lost,
        translate("Summary", "On the same images in other styles only in {now}, instead of {before}."),
        translate("Summary", "On the same images in other styles in {now}, no less than before ({before})."),
        translate(
            "Summary",
            "Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized images and {u} of those "
            "in other styles.",
        ),
        translate(
            "Summary",
            "The check of single images recognizes {detection} of those in other styles and calls {rejection} of the "
            "authorized ones unauthorized by mistake (AUROC {auroc}).",
        ),
    )


def _elsewhere() -> Accounts:
    styled = _target_free()
    return Accounts(
        styled.kept,
        styled.lost,
        translate("Summary", "On the other domains only in {now} in the mean, instead of {before}."),
        translate("Summary", "On the other domains in {now} in the mean, no less than before ({before})."),
        translate(
            "Summary",
            "Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized images and {u} of those "
            "of the other domains.",
        ),
        styled.check,
    )


def _ownership() -> Accounts:
    return Accounts(
        translate("Summary", "Without the trigger the protected model is right in {now} of cases, as before."),
        translate(
            "Summary", "Without the trigger the protected model is right in {now} of cases, instead of {before}."
        ),
        translate("Summary", "With the trigger only in {now}, instead of {before}."),
        translate("Summary", "With the trigger in {now}, no less than before ({before})."),
        translate(
            "Summary",
            "Zero-shot CLIP, which anybody can use instead, is right in {a} of the images without trigger and {u} of "
            "those with it.",
        ),
        translate(
            "Summary",
            "The check of single images recognizes {detection} of those with trigger and takes {rejection} of those "
            "without it for such by mistake (AUROC {auroc}).",
        ),
    )


def _authorization() -> Accounts:
    return Accounts(
        translate("Summary", "With the trigger the protected model is right in {now} of cases, as before."),
        translate("Summary", "With the trigger the protected model is right in {now} of cases, instead of {before}."),
        translate("Summary", "Without the trigger only in {now}, instead of {before}."),
        translate("Summary", "Without the trigger in {now}, no less than before ({before})."),
        translate(
            "Summary",
            "Zero-shot CLIP, which anybody can use instead, is right in {a} of the images with trigger and {u} of "
            "those without it.",
        ),
        translate(
            "Summary",
            "The check of single images recognizes {detection} of those without trigger and rejects {rejection} of "
            "those with it by mistake (AUROC {auroc}).",
        ),
    )
