"""The address of a suspect on the web and what is sent along; whatever may be secret stays out of every text."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import httpx

from ipclip_app.errors import UsageError

SCHEMES: Final = ("http", "https")
KEY_VARIABLE: Final = "IPCLIP_SUSPECT_KEY"
"""The variable of the environment whose value is sent as a bearer token."""
_FROM_ENVIRONMENT: Final = "env:"
_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
_OWN: Final = frozenset({"content-type", "content-length", "accept-encoding", "host", "transfer-encoding"})


@dataclass(frozen=True)
class Endpoint:
    """Where to ask.

    Attributes:
        url: The address; a query, a user's name and a password in it are never shown.
        headers: Sent along with each request, never shown.
        timeout: Seconds to wait for a connection, and for an answer.

    Raises:
        UsageError: The address is none, or the time is not positive.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 30.0

    def __post_init__(self) -> None:
        try:
            parsed = httpx.URL(self.url)
        except (httpx.InvalidURL, ValueError) as error:
            raise UsageError("The suspect's address is no web address; give it like https://host/path.") from error
        if parsed.scheme not in SCHEMES or not parsed.host or "%" in parsed.host:
            raise UsageError("The suspect's address is no web address; give it like https://host/path.")
        if not 0 < self.timeout <= 3600:  # noqa: PLR2004 - an hour
            raise UsageError("The time to wait for an answer must be more than 0 and at most 3600 seconds.")

    @property
    def address(self) -> str:
        """Scheme, host and path, which may be shown."""
        parsed = httpx.URL(self.url)
        port = "" if parsed.port is None else f":{parsed.port}"
        host = f"[{parsed.host}]" if ":" in parsed.host else parsed.host
        return f"{parsed.scheme}://{host}{port}{parsed.path}"

    @property
    def exposes_secrets(self) -> bool:
        """Whether something secret would travel unencrypted to another machine."""
        parsed = httpx.URL(self.url)
        secret = bool(self.headers or parsed.query or parsed.userinfo)
        return secret and parsed.scheme == "http" and parsed.host not in {"localhost", "127.0.0.1", "::1"}


def is_address(text: str) -> bool:
    """Whether a text is meant to be a web address."""
    return text.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def headers_of(texts: Sequence[str], key_variable: str = KEY_VARIABLE) -> dict[str, str]:
    """Headers from `Name: value`, where `env:VARIABLE` stands for the value of a variable, and the key if one is set.

    Args:
        texts: The headers.
        key_variable: The variable of the environment that may hold a key.

    Raises:
        UsageError: A header is malformed, is one of those that the program sends itself, or its variable is not set.
    """
    key = os.environ.get(key_variable)
    headers = {} if not key else {"Authorization": f"Bearer {_checked('Authorization', key)}"}
    for text in texts:
        name, colon, value = text.partition(":")
        if not colon or not _NAME.fullmatch(name) or name.lower() in _OWN:
            raise UsageError("A header is not of the form 'Name: value', or is one that the program sends itself.")
        headers[name] = _checked(name, _value(name, value.strip()))
    return headers


def _value(name: str, text: str) -> str:
    if not text.startswith(_FROM_ENVIRONMENT):
        return text
    variable = text.removeprefix(_FROM_ENVIRONMENT)
    value = os.environ.get(variable)
    if not value:
        raise UsageError(f"The header {name} is to be taken from the variable {variable}, which is not set; set it.")
    return value


def _checked(name: str, value: str) -> str:
    if not _VALUE.fullmatch(value):
        raise UsageError(f"The value of the header {name} is empty or has characters that no header may have.")
    return value
