"""How fast earlier experiments were, by backbone and device, as versioned JSON in the owner's data folder."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from ipclip_app.errors import OutputError
from ipclip_app.storage import data_folder, write_json

FORMAT: Final = 1


def known_pace(backbone: str, device: str) -> float | None:
    """Seconds that an image of an epoch took, all processes together; None where that is not known."""
    return _stored().get(_name(backbone, device))


def remember_pace(backbone: str, device: str, seconds: float) -> None:
    """Keep a pace; where that cannot be written, it is simply not remembered."""
    with suppress(OutputError):
        write_json(_file(), {"format": FORMAT, "seconds": _stored() | {_name(backbone, device): seconds}})


def _name(backbone: str, device: str) -> str:
    return f"{device} {backbone}"


def _file() -> Path:
    return data_folder() / "experiment-pace.json"


def _stored() -> dict[str, float]:
    """What the file holds; nothing where it is missing, damaged or of another version."""
    try:
        content = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return {}
    seconds = content.get("seconds")
    known = seconds.items() if isinstance(seconds, dict) else ()
    return {name: float(value) for name, value in known if isinstance(value, int | float) and value > 0}
