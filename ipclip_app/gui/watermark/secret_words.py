"""Secrets in words."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.watermark.secret_jobs import SecretInHand

_NAMED: Final = 5

translate = QCoreApplication.translate


def mode_words(mode: str) -> tuple[str, str]:
    """Title and sentence of a mode."""
    if mode == "exact":
        return (
            translate("Secrets", "Exact"),
            translate(
                "Secrets",
                "Every licensee gets the embeddings turned his own way: all comparisons stay the same to the last "
                "digit. A thief who turns them again hides from the test.",
            ),
        )
    return (
        translate("Secrets", "With trigger pairs"),
        translate(
            "Secrets",
            "Pairs of strange images and texts also come closer together, which survives any turn by a thief. "
            "Comparisons change a little.",
        ),
    )


def method_words(method: str) -> str:
    """How matrices are made."""
    words = {
        "rotation": translate("Secrets", "random rotations"),
        "closed-form": translate("Secrets", "computed in closed form"),
        "learned": translate("Secrets", "learned step by step"),
    }
    return words[method]


def licensee_words(count: int) -> str:
    """A number of licensees."""
    if count == 1:
        return translate("Secrets", "1 licensee")
    return translate("Secrets", "{count} licensees").format(count=grouped(count))


def named_words(users: tuple[str, ...]) -> str:
    """Licensees by name, the first of many."""
    names = ", ".join(users[:_NAMED])
    if len(users) <= _NAMED:
        return names
    return translate("Secrets", "{names} and {count} more").format(names=names, count=grouped(len(users) - _NAMED))


def matrix_words(secret: SecretInHand) -> str:
    """The matrices, and how hard they are to invert."""
    return translate("Secrets", "{method}, {dimension} by {dimension}, condition number up to {condition}").format(
        dimension=secret.dimension, method=method_words(secret.method), condition=number(secret.condition, 2)
    )


def secret_name(path: Path) -> str:
    """What a list calls a secret."""
    return path.stem
