"""One trigger, one small JSON file, readable by its owner alone."""

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from ipclip_app.errors import DamagedTriggerError, TriggerExistsError, TriggerFileError, TriggerVersionError
from ipclip_app.paths import is_file
from ipclip_app.storage import write_bytes

FORMAT: Final = 1
SEED_BYTES: Final = 32
LARGEST: Final = 4096
"""Most bytes of a trigger file; the program writes some 200."""

TriggerKind = Literal["grid", "secret"]

_KEYS: Final = {"grid": {"format", "kind", "identity"}, "secret": {"format", "kind", "identity", "seed"}}
_SEED: Final = re.compile(rf"[0-9a-f]{{{2 * SEED_BYTES}}}")


@dataclass(frozen=True)
class TriggerRecord:
    """What a trigger file holds.

    Attributes:
        kind: `grid` or `secret`.
        identity: What tells the trigger from others; tells whether the seed is whole.
        seed: SEED_BYTES bytes, none for the grid.
    """

    kind: TriggerKind
    identity: str
    seed: bytes = field(default=b"", repr=False)


def write_record(path: Path, record: TriggerRecord, *, force: bool = False) -> None:
    """Write a trigger file atomically, readable by its owner alone from the first byte on.

    Raises:
        TriggerExistsError: The file exists, be it as a link that leads nowhere, and `force` is not set.
        OutputError: The file cannot be written.
    """
    if not force:
        require_new(path)
    content = {"format": FORMAT, "kind": record.kind, "identity": record.identity}
    if record.seed:
        content["seed"] = record.seed.hex()
    write_bytes(path, f"{json.dumps(content, indent=2)}\n".encode(), private=True)


def require_new(path: Path) -> None:
    """Check that a trigger file would replace nothing.

    Raises:
        TriggerExistsError: There is something at the path, be it a link that leads nowhere.
    """
    if os.path.lexists(path):
        raise TriggerExistsError(path)


def read_record(path: Path) -> TriggerRecord:
    """Read what `write_record` wrote; whether the identity is that of the seed is left to the caller.

    Raises:
        TriggerFileError: The file cannot be read, is damaged or of a newer version; a class of its own tells the last
            two.
    """
    content = _parse(path, _read(path))
    if not isinstance(content, dict) or type(content.get("format")) is not int:
        raise DamagedTriggerError(path, "it names no format")
    if content["format"] != FORMAT:
        raise TriggerVersionError(path, content["format"])
    kind, identity = content.get("kind"), content.get("identity")
    if not isinstance(kind, str) or not isinstance(identity, str) or content.keys() != _KEYS.get(kind):
        raise DamagedTriggerError(path, "it does not have the names of a trigger")
    if kind == "grid":
        return TriggerRecord("grid", identity)
    return TriggerRecord("secret", identity, _seed(path, content["seed"]))


def _seed(path: Path, text: object) -> bytes:
    if not isinstance(text, str) or not _SEED.fullmatch(text):
        raise DamagedTriggerError(path, f"the seed is not {2 * SEED_BYTES} hexadecimal digits")
    return bytes.fromhex(text)


def _parse(path: Path, content: bytes) -> Any:  # noqa: ANN401 - JSON is any tree
    try:
        return json.loads(content.decode(), object_pairs_hook=_unique)
    except RecursionError as error:
        raise DamagedTriggerError(path, "it is nested too deeply") from error
    except ValueError as error:
        raise DamagedTriggerError(path, "it is not JSON") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("A name stands twice.")
    return content


def _read(path: Path) -> bytes:
    try:
        if not is_file(path):  # a pipe would block
            path.stat()
            raise TriggerFileError(path, "is not a file", "give a file that `ipclip trigger new` made")
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise TriggerFileError(path, f"cannot be read ({cause})", "check the path and that you may read it") from error
    if len(content) > LARGEST:
        raise DamagedTriggerError(path, f"it has more than {LARGEST} bytes")
    return content
