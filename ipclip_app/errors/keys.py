"""Keys, their files and passphrases, and what is sealed for the holder of a key."""

from pathlib import Path

from ipclip_app.errors.base import IpclipError


class KeyFileError(IpclipError):
    """A key file cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason


class DamagedKeyError(KeyFileError):
    """A file holds no key, or not all of it."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, f"is no key file or is damaged ({cause})", "restore it from a backup")


class WrongKeyError(KeyFileError):
    """A file holds another kind of key than the one that is needed."""

    def __init__(self, path: Path, found: str, wanted: str, remedy: str) -> None:
        super().__init__(path, f"is {found}, but {wanted} is needed", remedy)
        self.found = found
        self.wanted = wanted


class ExposedKeyError(KeyFileError):
    """Other users of this machine may read a private key that no passphrase protects."""

    def __init__(self, path: Path) -> None:
        reason = "other users may read this private key, and no passphrase protects it"
        super().__init__(path, reason, f"run `chmod 600 '{path}'`, or make a new key if somebody may have read it")


class PassphraseNeededError(KeyFileError):
    """A private key is encrypted and no passphrase was given."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is encrypted", "give its passphrase, in a script by IPCLIP_PASSPHRASE")


class WrongPassphraseError(KeyFileError):
    """A passphrase does not open a private key; a damaged file cannot be told from it."""

    def __init__(self, path: Path) -> None:
        remedy = "check the passphrase, or restore the file from a backup"
        super().__init__(path, "the passphrase is wrong, or the file is damaged", remedy)


class KeyExistsError(KeyFileError):
    """A key would be overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "exists already, and a key that is overwritten is lost for good", "choose another name")


class WeakPassphraseError(IpclipError):
    """A passphrase is too short to protect a key, or too long to be read again."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(
            f"A passphrase needs {least} characters at least, and {most} bytes at most; take several random words."
        )
        self.least = least
        self.most = most


class KeyNameError(IpclipError):
    """A name does not suit a key."""

    def __init__(self, name: str) -> None:
        super().__init__(f"'{name}' cannot name a key: take up to 64 letters, digits, dashes and underscores.")
        self.name = name


class UnknownKeyError(IpclipError):
    """No key of that name or fingerprint is there."""

    def __init__(self, what: str, folder: Path) -> None:
        super().__init__(f"{folder}: holds no {what}; check the name, or create or import the key first.")
        self.folder = folder


class AlreadyTrustedError(IpclipError):
    """An issuer's key or name is in use already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' is trusted already; keep it under that name and give another key another one, "
            f"or forget it first with `ipclip trust --forget {name}`."
        )
        self.name = name


class WrongRecipientError(IpclipError):
    """Something sealed cannot be opened with a key; why not is not told apart on purpose."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(
            f"The content is encrypted for another recipient than the key {fingerprint}, or it was altered; "
            "give the receiving key that it was made for, or ask the issuer for a new copy."
        )
        self.fingerprint = fingerprint


class UnusableRecipientError(IpclipError):
    """A receiving key is one of the few that everybody agrees with on the same secret."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(
            f"Everybody could open what is encrypted for the key {fingerprint}; ask the recipient for a new public key."
        )
        self.fingerprint = fingerprint
