"""Finds the domains of a published data set in the folder that its archive was unpacked to."""

from pathlib import Path
from typing import Final

from ipclip_app.data.class_names import class_key, enumerate_names
from ipclip_app.data.folders import require_folder, visible_entries
from ipclip_app.data.protocols import Protocol
from ipclip_app.errors import FolderError
from ipclip_app.paths import is_folder

_OTHER_SPELLINGS: Final = {"real_world": ("real world", "realworld", "real")}
"""Of the folders of Office-Home; others are called as the domains are, in capitals or not."""
_INNER: Final = "images"
"""Office-31 keeps the class folders of a domain one level deeper."""


def protocol_folders(root: Path, protocol: Protocol) -> dict[str, Path]:
    """The folder of each domain, in the protocol's order.

    They lie right inside `root`, or in the only one of its subfolders that has them all.

    Raises:
        FolderError: `root` cannot be read, a domain is missing, or two folders could be meant.
    """
    require_folder(root)
    places = [root, *_subfolders(root)]
    complete = [place for place in places if all(_candidates(place, name) for name in protocol.domains)]
    if root not in complete and len(complete) > 1:
        reason = f"holds {protocol.title} more than once, in {enumerate_names(place.name for place in complete)}"
        raise FolderError(root, reason, "give one of these folders")
    place = root if root in complete or not complete else complete[0]
    return {name: _only(place, name, protocol) for name in protocol.domains}


def _only(root: Path, name: str, protocol: Protocol) -> Path:
    found = _candidates(root, name)
    if not found:
        needed = enumerate_names(protocol.domains)
        raise FolderError(root, f"has no folder '{name}' of {protocol.title}", f"give the folder that holds {needed}")
    if len(found) > 1:
        names = enumerate_names(folder.name for folder in found)
        raise FolderError(root, f"has several folders for the domain '{name}': {names}", "remove all but one of them")
    inner = found[0] / _INNER
    return inner if is_folder(inner) and len(_subfolders(found[0])) == 1 else found[0]


def _candidates(root: Path, name: str) -> list[Path]:
    keys = {class_key(spelling) for spelling in (name, *_OTHER_SPELLINGS.get(name, ()))}
    return [folder for folder in _subfolders(root) if class_key(folder.name) in keys]


def _subfolders(root: Path) -> list[Path]:
    """Visible folders right inside; none where that cannot be found out."""
    try:
        return list(filter(is_folder, visible_entries(root)))
    except OSError:
        return []
