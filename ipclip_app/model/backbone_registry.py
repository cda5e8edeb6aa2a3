"""The owner's own backbones under names of his choice; the files stay where they are."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.errors import BackboneConfigError, BackboneNotFoundError, UsageError
from ipclip_app.storage import data_folder, locked, write_json

FORMAT: Final = 1
PATIENCE: Final = 5.0
"""Seconds to wait for another process that is changing the list."""
RESERVED: Final = "demo"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True)
class RegisteredBackbone:
    """A named reference.

    Attributes:
        name: The chosen name.
        reference: Folder, or `ARCHITECTURE=FILE`, with absolute paths.
        identity: Identity when it was registered, by which a later change is noticed.
    """

    name: str
    reference: str
    identity: str


def registered() -> dict[str, RegisteredBackbone]:
    """All registered backbones by name, in alphabetical order.

    Raises:
        BackboneConfigError: The registry is damaged, of another version or cannot be read.
    """
    path = _registry()
    try:
        return _parse(json.loads(path.read_text(encoding="utf-8")), path)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        reason = f"the list of registered backbones cannot be read ({error.strerror})"
        raise BackboneConfigError(str(path), reason, "check that you may read it") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = "the list of registered backbones is damaged"
        raise BackboneConfigError(str(path), reason, "delete it and add them again") from error


def _parse(content: Any, path: Path) -> dict[str, RegisteredBackbone]:  # noqa: ANN401 - JSON is any tree
    if content["version"] != FORMAT:
        reason = "the list of registered backbones was written by another version of the program"
        raise BackboneConfigError(str(path), reason, "use that version")
    entries = [RegisteredBackbone(**entry) for entry in content["backbones"]]
    return {entry.name: entry for entry in sorted(entries, key=lambda entry: entry.name)}


def register(entry: RegisteredBackbone) -> None:
    """Remember a backbone; one of the same name is replaced.

    Raises:
        UsageError: The name is reserved or has characters that references use.
    """
    require_name(entry.name)
    with locked(_registry(), PATIENCE):
        _store(registered() | {entry.name: entry})


def require_name(name: str) -> None:
    """Check what a backbone is to be called.

    Raises:
        UsageError: The name is reserved or has characters that references use.
    """
    if name == RESERVED or not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' cannot name a backbone: take up to 64 letters, digits, dots, dashes and underscores, "
            f"and not '{RESERVED}'."
        )


def unregister(name: str) -> RegisteredBackbone:
    """Forget a backbone; its files are not touched.

    Raises:
        BackboneNotFoundError: No backbone of that name is registered.
    """
    with locked(_registry(), PATIENCE):
        entries = registered()
        if name not in entries:
            raise BackboneNotFoundError(name, "no backbone of that name was added", "see `ipclip backbone list`")
        removed = entries.pop(name)
        _store(entries)
    return removed


def _registry() -> Path:
    return data_folder() / "backbones" / "registered.json"


def _store(entries: dict[str, RegisteredBackbone]) -> None:
    write_json(_registry(), {"version": FORMAT, "backbones": [asdict(entry) for entry in entries.values()]})
