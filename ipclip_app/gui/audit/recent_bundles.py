"""The bundles that were opened lately, as versioned JSON in the owner's data folder."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from ipclip_app.errors import OutputError
from ipclip_app.paths import is_file
from ipclip_app.storage import data_folder, write_json

FORMAT: Final = 1
MOST: Final = 8


def recent_bundles() -> tuple[Path, ...]:
    """Those that are still there, newest first."""
    return tuple(path for path in _stored() if is_file(path))


def remember_bundle(path: Path) -> None:
    """Put a bundle first; where that cannot be written, it is simply not remembered."""
    paths = [path.absolute(), *(other for other in _stored() if other != path.absolute())]
    with suppress(OutputError):
        write_json(_file(), {"format": FORMAT, "bundles": [str(each) for each in paths[:MOST]]})


def _file() -> Path:
    return data_folder() / "recent-bundles.json"


def _stored() -> list[Path]:
    """What the file holds; nothing where it is missing, damaged or of another version."""
    try:
        content = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return []
    bundles = content.get("bundles")
    return [Path(each) for each in bundles if isinstance(each, str)] if isinstance(bundles, list) else []
