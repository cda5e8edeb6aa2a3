"""Numbers of images and classes in words."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from ipclip_app.jobs.preview import DomainPreview


def images(count: int) -> str:
    """A number of images."""
    if count == 1:
        return QCoreApplication.translate("Counts", "1 image")
    return QCoreApplication.translate("Counts", "{count} images").format(count=grouped(count))


def classes(count: int) -> str:
    """A number of classes, 0 for images without class folders."""
    if count == 0:
        return QCoreApplication.translate("Counts", "no class folders")
    if count == 1:
        return QCoreApplication.translate("Counts", "1 class")
    return QCoreApplication.translate("Counts", "{count} classes").format(count=grouped(count))


def of_domain(domain: "DomainPreview") -> str:
    """What a domain holds."""
    return f"{images(domain.images)} · {classes(len(domain.classes))}"


def grouped(count: int) -> str:
    """A number with its thousands set apart."""
    return QLocale().toString(count)


def breakable(text: str) -> str:
    """A text that may be wrapped within its paths; for display only, since it holds invisible characters."""
    return re.sub(r"(?<=[^\s/\\])([/\\]+)", "\\1\u200b", text)
