"""What the window calls a tested domain and a verdict."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def domain_name(name: str) -> str:
    """The run's own domains in the window's language, others by their name."""
    if name == "authorized":
        return translate("Domains", "Authorized")
    if name == "unauthorized":
        return translate("Domains", "Unauthorized")
    return name


def verdict_name(verdict: str) -> str:
    """A verdict on an image in the window's language."""
    return translate("Domains", "Uncertain") if verdict == "uncertain" else domain_name(verdict)
