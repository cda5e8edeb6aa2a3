"""Where the unauthorized images of a run came from that had no folder of them."""

from PySide6.QtCore import QCoreApplication


def short_origin(scenario: str) -> str:
    """In a few words; empty where the scenario has a folder."""
    translate = QCoreApplication.translate
    words = {
        "target-free": translate("Origins", "The authorized ones in other styles"),
        "ownership": translate("Origins", "The authorized ones with the trigger"),
        "authorization": translate("Origins", "The authorized ones without the trigger, or in other styles"),
    }
    return words.get(scenario, "")
