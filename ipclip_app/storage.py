"""Writes files so that a crash leaves the old or the new one, never half of one; knows the user's folders."""

import json
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import platformdirs
from filelock import FileLock, Timeout

from ipclip_app.errors import OutputBusyError, OutputError


def cache_folder() -> Path:
    """Folder for what can be computed again (IPCLIP_CACHE_DIR overrides it)."""
    return Path(os.environ.get("IPCLIP_CACHE_DIR") or platformdirs.user_cache_path("ipclip-app", appauthor=False))


def data_folder() -> Path:
    """Folder for what must be kept: registered backbones, runs, keys (IPCLIP_DATA_DIR overrides it)."""
    return Path(os.environ.get("IPCLIP_DATA_DIR") or platformdirs.user_data_path("ipclip-app", appauthor=False))


@contextmanager
def locked(path: Path, patience: float = 0) -> Iterator[None]:
    """Keep other processes from writing `path` as long as the context lasts, by a lock beside it.

    Args:
        path: The file to be written; its folder is made.
        patience: Seconds to wait for another process.

    Raises:
        OutputBusyError: Another process still holds it.
        OutputError: The folder cannot be written.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"), patience, thread_local=False)  # any thread may close a job
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise OutputBusyError(path) from error
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()


def write_atomically(path: Path, write: Callable[[Path], None], *, private: bool = False) -> None:
    """Let `write` fill a temporary neighbour of `path`, flush it to the disk and rename it over `path`.

    The file keeps its permissions; a new one gets those that the user gives to all of his new files. A private one is
    its owner's alone to read, from before its first byte, whatever was there.

    Raises:
        OutputError: The folder is read-only, the disk is full, or the path cannot be created.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        neighbour = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
        neighbour.touch(0o600 if private else 0o666, exist_ok=False)
        temporary = neighbour
        mode = stat.S_IMODE(temporary.stat().st_mode)
        write(temporary)
        temporary.chmod(mode)  # safetensors puts a file of its own there, for its owner alone to read
        _flush(temporary)
        if not private:
            with suppress(FileNotFoundError):
                shutil.copymode(path, temporary)
        temporary.replace(path)
        _flush(path.parent)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write `content` to `path` atomically; see `write_atomically`."""
    write_atomically(path, lambda temporary: _write_all(temporary, content), private=private)


def write_json(path: Path, content: Any) -> None:  # noqa: ANN401 - JSON is any tree
    """Write `content` as indented JSON to `path` atomically; NaN and infinity are refused by the format."""
    write_bytes(path, f"{_as_text(content)}\n".encode())


def _as_text(content: Any) -> str:  # noqa: ANN401 - JSON is any tree
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # a file name that is no Unicode can only be written escaped
        return json.dumps(content, indent=2, allow_nan=False)
    return text


def _write_all(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _flush(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder to flush it
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)  # Windows flushes only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
