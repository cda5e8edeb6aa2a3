"""What the folders of a scenario lack before a training can start, in one sentence."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.protect.drop_target import DropTarget

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import DomainPreview


def missing_folder(authorized: DropTarget, unauthorized: DropTarget | None) -> str:
    """What the folders lack; empty where nothing is missing.

    Args:
        authorized: The folder of authorized images.
        unauthorized: That of the others; None where the scenario makes them itself.
    """
    if unauthorized is None:
        return _missing_alone(authorized)
    translate = QCoreApplication.translate
    if authorized.is_counting or unauthorized.is_counting:
        return translate("Readiness", "Looking into the folder…")
    if authorized.domain is None and unauthorized.domain is None:
        return translate("Readiness", "Choose the two folders of images to begin.")
    if authorized.domain is None:
        return translate("Readiness", "Choose the folder of authorized images.")
    if unauthorized.domain is None:
        return translate("Readiness", "Choose the folder of unauthorized images.")
    return _unfit(authorized.domain, unauthorized.domain)


def _missing_alone(authorized: DropTarget) -> str:
    translate = QCoreApplication.translate
    if authorized.is_counting:
        return translate("Readiness", "Looking into the folder…")
    if authorized.domain is None:
        return translate("Readiness", "Choose the folder of authorized images to begin.")
    return _unclassified(authorized.domain)


def _unfit(authorized: "DomainPreview", unauthorized: "DomainPreview") -> str:
    translate = QCoreApplication.translate
    if authorized.root == unauthorized.root:
        return translate("Readiness", "Both folders are the same; choose another one for one of them.")
    if _contains(authorized.root, unauthorized.root) or _contains(unauthorized.root, authorized.root):
        return translate("Readiness", "One folder lies inside the other; choose two separate folders.")
    return _unclassified(authorized)


def _unclassified(authorized: "DomainPreview") -> str:
    translate = QCoreApplication.translate
    if not authorized.classes:
        return translate(
            "Readiness",
            "The authorized images need one subfolder for each class; sort them into subfolders and choose again.",
        )
    if len(authorized.classes) == 1:
        return translate("Readiness", "The authorized images are of one class only; add a subfolder of another class.")
    return ""


def _contains(outer: Path, inner: Path) -> bool:
    return inner.is_relative_to(outer)
