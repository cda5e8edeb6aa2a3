"""What the losses are called in plain words."""

from PySide6.QtCore import QCoreApplication


def loss_title(name: str) -> str:
    """A short title in plain words; the name itself where it is not known."""
    return _words().get(name, name)


def loss_name(name: str) -> str:
    """The title with the name that files use."""
    return f"{loss_title(name)} ({name})"


def _words() -> dict[str, str]:
    def told(text: str) -> str:
        return QCoreApplication.translate("Losses", text)

    return {
        "total": told("Total"),
        "unprotected": told("Unprotected model"),
        "L_a": told("Authorized images"),
        "L_u": told("Unauthorized images"),
        "L_ai": told("Authorized style"),
        "L_ui": told("Unauthorized style"),
        "L_m": told("Domain tokens"),
        "L_en": told("Uncertainty"),
        "L_kl": told("Text features"),
        "L_zs": told("Nearness to CLIP"),
        "L_w": told("Wrong classes"),
        "L_inv": told("Opposite answers"),
    }
