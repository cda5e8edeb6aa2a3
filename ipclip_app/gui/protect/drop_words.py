"""What the two drop targets say of themselves."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

Side = Literal["authorized", "unauthorized"]


@dataclass(frozen=True)
class DropWords:
    """The texts of one side.

    Attributes:
        title: Heading.
        purpose: What the images are for.
        hint: How the folder should look.
        choose: Text of the button.
        picker: Title of the system's dialog.
    """

    title: str
    purpose: str
    hint: str
    choose: str
    picker: str


def drop_words(side: Side) -> DropWords:
    """The texts of a side in the language of the window."""
    translate = QCoreApplication.translate
    if side == "authorized":
        return DropWords(
            translate("DropWords", "Authorized images"),
            translate("DropWords", "The model keeps working on images like these."),
            translate("DropWords", "One subfolder for each class, such as cat, dog, owl"),
            translate("DropWords", "Choose &authorized folder…"),
            translate("DropWords", "Folder of authorized images"),
        )
    return DropWords(
        translate("DropWords", "Unauthorized images"),
        translate("DropWords", "The model stops working on images like these."),
        translate("DropWords", "Subfolders of the same names, or just images"),
        translate("DropWords", "Choose &unauthorized folder…"),
        translate("DropWords", "Folder of unauthorized images"),
    )
