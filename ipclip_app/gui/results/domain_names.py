"""What the window calls a tested domain and a verdict, which depends on what a scenario tells apart."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.config import TRIGGERED

USUAL: Final = "target-specified"
"""The scenario of results that name none."""
_STAMPED: Final = " with trigger"
"""What an evaluation adds to the name of a further domain whose images it stamped."""

translate = QCoreApplication.translate


def domain_name(name: str, scenario: str = USUAL) -> str:
    """The run's own domains in the window's language, others by their name."""
    sides = side_names(scenario)
    if name in sides:
        return sides[name]
    if scenario not in TRIGGERED:
        return name
    if name.endswith(_STAMPED):
        return translate("Domains", "{domain}, with trigger").format(domain=name.removesuffix(_STAMPED))
    return translate("Domains", "{domain}, without trigger").format(domain=name)


def side_names(scenario: str) -> dict[str, str]:
    """What a scenario's authorized and unauthorized images are, in a word or two."""
    names = {
        "target-free": (translate("Domains", "Authorized"), translate("Domains", "In other styles")),
        "ownership": (translate("Domains", "Without trigger"), translate("Domains", "With trigger")),
        "authorization": (translate("Domains", "With trigger"), translate("Domains", "Without trigger")),
    }
    usual = (translate("Domains", "Authorized"), translate("Domains", "Unauthorized"))
    return dict(zip(("authorized", "unauthorized"), names.get(scenario, usual), strict=True))


def side_images(scenario: str) -> tuple[str, str]:
    """What a scenario's authorized and unauthorized images are, as the titles of curves in training."""
    titles = {
        "target-free": (translate("Domains", "Authorized images"), translate("Domains", "The same in other styles")),
        "ownership": (translate("Domains", "Images without trigger"), translate("Domains", "Images with trigger")),
        "authorization": (translate("Domains", "Images with trigger"), translate("Domains", "All other images")),
    }
    usual = (translate("Domains", "Authorized images"), translate("Domains", "Unauthorized images"))
    return titles.get(scenario, usual)


def verdict_name(verdict: str) -> str:
    """A verdict on an image in the window's language."""
    return translate("Domains", "Uncertain") if verdict == "uncertain" else domain_name(verdict)
