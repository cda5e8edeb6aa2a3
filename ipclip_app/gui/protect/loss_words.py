"""What the losses are called in plain words."""

from PySide6.QtCore import QCoreApplication


def loss_title(name: str) -> str:
    """A short title in plain words; the name itself where it is not known."""
    return _words().get(name, name)


def loss_name(name: str) -> str:
    """The title with the name that files use."""
    return f"{loss_title(name)} ({name})"


def _words() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "total": translate("Losses", "Total"),
        "unprotected": translate("Losses", "Unprotected model"),
        "L_a": translate("Losses", "Authorized images"),
        "L_u": translate("Losses", "Unauthorized images"),
        "L_ai": translate("Losses", "Authorized style"),
        "L_ui": translate("Losses", "Unauthorized style"),
        "L_m": translate("Losses", "Domain tokens"),
        "L_en": translate("Losses", "Uncertainty"),
        "L_kl": translate("Losses", "Text features"),
        "L_zs": translate("Losses", "Nearness to CLIP"),
        "L_w": translate("Losses", "Wrong classes"),
        "L_inv": translate("Losses", "Opposite answers"),
    }
