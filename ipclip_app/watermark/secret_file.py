"""A secret on the disk: one sealed safetensors file, readable by its owner alone.

The content is what any reader of safetensors understands: the arrays of the secret by the names of their attributes,
and one text, `ipclip`, with the rest as JSON. It is written in one way only, so that its SHA-256 names the secret.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ipclip_app.crypto import sealed
from ipclip_app.crypto.key_files import require_strong
from ipclip_app.crypto.sealed import NewerSeal, NotSealed, WrongPassphrase, seal, unseal
from ipclip_app.errors import (
    DamagedSecretError,
    ExposedSecretError,
    PassphraseNeededError,
    SecretExistsError,
    SecretFileError,
    SecretVersionError,
    WrongPassphraseError,
)
from ipclip_app.formats import strict_json, tensors
from ipclip_app.formats.malformed import Malformed
from ipclip_app.paths import is_file
from ipclip_app.storage import write_bytes
from ipclip_app.watermark.secret import MOST_USERS, PairPool, WatermarkSecret

FORMAT: Final = 1
LARGEST: Final = 1 << 30
"""Most bytes of a secret: a thousand licensees of a model with 512 dimensions."""
MOST_PAIRS: Final = 4096
LONGEST_TEXT: Final = 1000
"""Characters of a pair's text."""

_ENTRY: Final = "ipclip"
_MATRICES: Final = {"matrices": ("float32", 3)}
_PAIRS: Final = {
    "pictures": ("uint8", 4),
    "image_embeddings": ("float32", 2),
    "text_embeddings": ("float32", 2),
    "own": ("bool", 2),
}
_MOMENT: Final = {"ordinary": ("float32", 2)}
_KEYS: Final = {"format", "mode", "method", "backbone", "users", "texts"}
_HEXADECIMAL: Final = frozenset("0123456789abcdef")
_IDENTITY: Final = 64


def write_secret(path: Path, secret: WatermarkSecret, passphrase: str | None, *, force: bool = False) -> None:
    """Write a secret atomically, readable by its owner alone from the first byte on.

    Args:
        path: The new file.
        secret: What to write.
        passphrase: What encrypts it; None leaves it unencrypted.
        force: Replace a file that is there already, which is lost then.

    Raises:
        SecretExistsError: The file exists, and `force` is not set.
        WeakPassphraseError: The passphrase is too short or too long.
        OutputError: The file cannot be written.
        ValueError: The secret is larger than LARGEST.
    """
    if passphrase is not None:
        require_strong(passphrase)
    if not force:
        require_absent(path)
    content = to_bytes(secret)
    if len(content) > LARGEST:
        raise ValueError(f"A secret of {len(content)} bytes is larger than any that is read again.")
    write_bytes(path, seal(content, passphrase), private=True)


def require_absent(path: Path) -> None:
    """Check that no secret would be overwritten.

    Raises:
        SecretExistsError: Something is there, be it a link that leads nowhere.
    """
    if os.path.lexists(path):
        raise SecretExistsError(path)


def read_secret(path: Path, passphrase: str | None = None) -> WatermarkSecret:
    """Read what `write_secret` wrote.

    Args:
        path: The file.
        passphrase: Opens it where it is encrypted, and is not looked at otherwise.

    Raises:
        SecretFileError: The file cannot be read, is damaged, exposed or of a newer version; a class of its own tells
            the last three.
        PassphraseNeededError: It is encrypted, and no passphrase was given.
        WrongPassphraseError: The passphrase does not open it, or the file was altered.
    """
    encrypted = is_encrypted(path)
    if encrypted and passphrase is None:
        raise PassphraseNeededError(path)
    try:
        return from_bytes(path, unseal(_read(path, LARGEST + sealed.OVERHEAD), passphrase))
    except WrongPassphrase as error:
        raise WrongPassphraseError(path) from error
    except NotSealed as error:
        raise DamagedSecretError(path, error.reason) from error


def is_encrypted(path: Path) -> bool:
    """Whether a secret needs a passphrase.

    Raises:
        SecretFileError: The file cannot be read, is no secret or exposed.
    """
    try:
        encrypted = sealed.is_encrypted(_read(path, sealed.OVERHEAD, whole=False))
    except NewerSeal as error:
        raise SecretVersionError(path, error.version, sealed.VERSION) from error
    except NotSealed as error:
        raise DamagedSecretError(path, error.reason) from error
    if not encrypted and os.name != "nt" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ExposedSecretError(path)
    return encrypted


def commitment(secret: WatermarkSecret) -> str:
    """SHA-256 of the whole secret, 64 hexadecimal digits: names it and tells nothing of it.

    It changes with every licensee that is added.
    """
    return hashlib.sha256(to_bytes(secret)).hexdigest()


def to_bytes(secret: WatermarkSecret) -> bytes:
    """The one way to write a secret, before it is sealed."""
    arrays: dict[str, NDArray[Any]] = {"matrices": secret.matrices}
    if secret.ordinary is not None:
        arrays["ordinary"] = secret.ordinary
    if secret.pool is not None:
        arrays |= {name: getattr(secret.pool, name) for name in _PAIRS}
    described = {
        "format": FORMAT,
        "mode": secret.mode,
        "method": secret.method,
        "backbone": secret.backbone,
        "users": list(secret.users),
        "texts": [] if secret.pool is None else list(secret.pool.texts),
    }
    return tensors.to_bytes(arrays, {_ENTRY: strict_json.encode(described).decode().rstrip("\n")})


def from_bytes(path: Path, content: bytes) -> WatermarkSecret:
    """Read what `to_bytes` wrote, each claim checked.

    Args:
        path: What to name in errors.
        content: Any bytes.

    Raises:
        DamagedSecretError: It is not the content of a secret; SecretVersionError if of a newer version.
    """
    try:
        arrays, texts = tensors.from_bytes(content, ("F32", "U8", "BOOL"))
        if texts is None or texts.keys() != {_ENTRY}:
            raise DamagedSecretError(path, "does not say what it holds")
        described = strict_json.decode(texts[_ENTRY].encode())
        if isinstance(described, dict) and type(described.get("format")) is int and described["format"] > FORMAT:
            raise SecretVersionError(path, described["format"], FORMAT)
        secret = _secret(described, arrays)
    except Malformed as error:
        raise DamagedSecretError(path, error.reason) from error
    except ValueError as error:
        raise DamagedSecretError(path, f"has parts that do not fit: {str(error).rstrip('.')}") from error
    if to_bytes(secret) != content:
        raise DamagedSecretError(path, "is written in another way")
    return secret


def _secret(described: Any, arrays: Mapping[str, NDArray[Any]]) -> WatermarkSecret:  # noqa: ANN401 - JSON is any tree
    if not isinstance(described, dict) or described.keys() != _KEYS or described["format"] != FORMAT:
        raise Malformed("describes itself in an unknown way")
    mode, method, backbone = (_text(described[key], _IDENTITY) for key in ("mode", "method", "backbone"))
    if len(backbone) != _IDENTITY or not set(backbone) <= _HEXADECIMAL:
        raise Malformed("does not name its backbone")
    users = _texts(described["users"], MOST_USERS)
    pairs, texts = mode == "trigger", _texts(described["texts"], MOST_PAIRS)
    expected = _MATRICES | (_PAIRS if pairs else {}) | (_MOMENT if "ordinary" in arrays else {})
    if {name: (array.dtype.name, array.ndim) for name, array in arrays.items()} != expected or bool(texts) != pairs:
        raise Malformed(tensors.NAMES)
    pool = PairPool(texts=texts, **{name: arrays[name] for name in _PAIRS}) if pairs else None
    if pool is not None:
        for side in (pool.image_embeddings, pool.text_embeddings):
            if not np.allclose(np.linalg.norm(side, axis=1), 1, atol=1e-3):
                raise Malformed("has embeddings of pairs that are not of length one")
    # the class checks the words itself
    return WatermarkSecret(mode, method, backbone, users, arrays["matrices"], pool, arrays.get("ordinary"))  # type: ignore[arg-type]


def _texts(values: object, most: int) -> tuple[str, ...]:
    if not isinstance(values, list) or len(values) > most:
        raise Malformed("has a list that is none or is too long")
    return tuple(_text(value, LONGEST_TEXT) for value in values)


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise Malformed("has a text that is none or is too long")
    return value


def _read(path: Path, most: int, *, whole: bool = True) -> bytes:
    """The first `most` bytes, which must be all of them if it is to be the `whole` file."""
    try:
        if not is_file(path):  # a pipe would block
            path.stat()
            raise SecretFileError(path, "is not a file", "give a file that `ipclip watermark create` made")
        with path.open("rb") as stream:
            content = stream.read(most)
            if whole and stream.read(1):
                raise DamagedSecretError(path, f"has more than {most} bytes")
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise SecretFileError(path, f"cannot be read ({cause})", "check the path and that you may read it") from error
    return content
