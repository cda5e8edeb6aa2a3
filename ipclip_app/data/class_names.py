"""When two folder names mean the same class to CLIP."""

import unicodedata
from collections.abc import Iterable


def display_name(folder_name: str) -> str:
    """A folder's name in composed Unicode, so that one class looks alike on every file system."""
    return unicodedata.normalize("NFC", folder_name)


def class_key(name: str) -> str:
    """The form in which class names are compared: composed, underscores as spaces, no outer spaces, case folded."""
    spaced = " ".join(display_name(name).replace("_", " ").split())
    return unicodedata.normalize("NFC", spaced.casefold())


def colliding_names(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more names with the same key, each group and their list in the order of `names`."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(class_key(name), []).append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
