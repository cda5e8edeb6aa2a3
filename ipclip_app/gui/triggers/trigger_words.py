"""Triggers in words."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.results.figures import share
from ipclip_app.gui.triggers.shelf import ShelvedTrigger

_GROUP: Final = 4

translate = QCoreApplication.translate


def trigger_name(trigger: ShelvedTrigger) -> str:
    """What a list calls a trigger."""
    if trigger.kind == "grid":
        return translate("Triggers", "The published grid")
    return translate("Triggers", "Secret trigger {identity}").format(identity=grouped(trigger.identity))


def trigger_note(trigger: ShelvedTrigger) -> str:
    """What the owner must know of it."""
    if trigger.kind == "grid":
        return translate("Triggers", "Everybody knows the grid and can stamp it. A secret trigger is yours alone.")
    return translate(
        "Triggers", "Keep a copy of its file: without it nothing can be stamped and nothing proven. {path}"
    ).format(path=trigger.path)


def grouped(identity: str) -> str:
    """An identity as it is read out, in groups of four digits."""
    return " ".join(identity[start : start + _GROUP] for start in range(0, len(identity), _GROUP))


def kind_words(trigger: ShelvedTrigger) -> str:
    """What kind of trigger it is."""
    if trigger.kind == "grid":
        return translate("Triggers", "Grid: every second row and column white")
    return translate("Triggers", "Secret: fine white and black lines in waves, from a seed that only its file holds")


def drawn_words(trigger: ShelvedTrigger) -> str:
    """How many pixels it paints, and in which colours."""
    if trigger.kind == "grid":
        return translate("Triggers", "{share} of the pixels, in white").format(share=share(trigger.share))
    words = translate("Triggers", "{share} of the pixels, half of them white, half black")
    return words.format(share=share(trigger.share))
