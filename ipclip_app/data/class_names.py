"""When two folder names mean the same class to CLIP."""

import unicodedata
from collections.abc import Iterable
from typing import Final

_NAMES_SHOWN: Final = 8


def display_name(folder_name: str) -> str:
    """A folder's name in composed Unicode, so that one class looks alike on every file system.

    Bytes that are no Unicode become replacement characters, because such a name could not be written to JSON.
    """
    return unicodedata.normalize("NFC", printable(folder_name))


def printable(text: str) -> str:
    """`text` with the bytes of a file name that are no Unicode replaced, so that it can be printed and stored."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


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


def enumerate_names(names: Iterable[object]) -> str:
    """One or more names in a phrase, only the first few when there are many."""
    listed = [str(name) for name in names]
    if len(listed) > _NAMES_SHOWN:
        return f"{', '.join(listed[:_NAMES_SHOWN])} and {len(listed) - _NAMES_SHOWN} more"
    return " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))
