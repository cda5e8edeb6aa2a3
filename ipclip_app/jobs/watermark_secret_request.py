"""What an owner asks for when he makes a secret or adds licensees to one; loads no torch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ipclip_app.config import Device
from ipclip_app.errors import LicenseeNameError, TooManyLicenseesError, UsageError
from ipclip_app.watermark.secret import LONGEST_NAME, METHODS, MOST_USERS, Method, Mode, is_name

_USUAL: Final[Mapping[Mode, Method]] = {"exact": "rotation", "trigger": "closed-form"}


@dataclass(frozen=True)
class CreateRequest:
    """Which secret to make.

    Attributes:
        backbone: Reference of the model.
        mode: `exact` or `trigger`.
        out: The secret's file.
        users: Names of the licensees.
        method: One of METHODS of the mode; None for `rotation` or `closed-form`.
        images: Ordinary images in class folders, for trigger mode; None for the sample images.
        passphrase: Encrypts the secret; None leaves it unencrypted.
        seed: Makes the same secret again, hence a guessable one; None draws what nobody can guess.
        device: Where to encode.
        force: Replace a file that is there already.
    """

    backbone: str
    mode: Mode
    out: Path
    users: tuple[str, ...]
    method: Method | None = None
    images: Path | None = None
    passphrase: str | None = field(default=None, repr=False)
    seed: int | None = None
    device: Device = "auto"
    force: bool = False

    @property
    def how(self) -> Method:
        """The method.

        Raises:
            UsageError: The mode has no such method.
        """
        method = self.method or _USUAL[self.mode]
        if method not in METHODS[self.mode]:
            raise UsageError(
                f"The mode '{self.mode}' has no method '{method}'; take {' or '.join(METHODS[self.mode])}."
            )
        return method


@dataclass(frozen=True)
class AddRequest:
    """Whom to add to a secret.

    Attributes:
        secret: Its file.
        users: Names of the new licensees.
        passphrase: Opens it, and encrypts it again.
        seed: As for CreateRequest.
    """

    secret: Path
    users: tuple[str, ...]
    passphrase: str | None = field(default=None, repr=False)
    seed: int | None = None


def numbered_names(count: int) -> tuple[str, ...]:
    """Names for licensees who have none yet.

    Raises:
        UsageError: There would be none.
    """
    if count < 1:
        raise UsageError(f"A watermark cannot be for {count} licensees; take 1 or more.")
    return tuple(f"licensee-{number}" for number in range(1, min(count, MOST_USERS + 1) + 1))


def require_names(users: Sequence[str], known: Sequence[str] = ()) -> None:
    """Check names of new licensees.

    Raises:
        UsageError: There are none.
        LicenseeNameError: A name is no line of text, stands twice or is known.
        TooManyLicenseesError: There are more than MOST_USERS.
    """
    if not users:
        raise UsageError("A watermark is for licensees; name one with --user, or say how many with --users.")
    if len(users) + len(known) > MOST_USERS:
        raise TooManyLicenseesError(len(users) + len(known), MOST_USERS, "whatever the model")
    taken = set(known)
    for name in users:
        if not is_name(name):
            remedy = f"take one line of at most {LONGEST_NAME} characters without blanks around it"
            raise LicenseeNameError(name, "it is no plain line of text", remedy)
        if name in taken:
            raise LicenseeNameError(name, "there is one of that name already", "choose another name")
        taken.add(name)
