"""A service in words."""

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.watermark.service_run import Phase

translate = QCoreApplication.translate


def phase_words(phase: Phase) -> str:
    """How far it is."""
    words = {
        "idle": translate("Service", "Not running"),
        "starting": translate("Service", "Starting…"),
        "loading": translate("Service", "Loading the model…"),
        "ready": translate("Service", "Running"),
        "stopping": translate("Service", "Stopping: what was asked before is answered…"),
        "stopped": translate("Service", "Stopped"),
        "failed": translate("Service", "Failed"),
    }
    return words[phase]


def phase_sign(phase: Phase) -> tuple[str, str]:
    """Icon, and the role of its colour."""
    signs = {
        "ready": ("tick", "good"),
        "failed": ("error", "bad"),
        "idle": ("ring", "muted"),
        "stopped": ("ring", "muted"),
    }
    return signs.get(phase, ("refresh", "doubt"))
