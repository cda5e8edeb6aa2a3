"""Secrets of watermarks, their licensees, and the embeddings that are marked."""

from pathlib import Path

from ipclip_app.errors.base import IpclipError


class SecretFileError(IpclipError):
    """A secret's file cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason


class DamagedSecretError(SecretFileError):
    """A file holds no secret of a watermark, or not the one that was written."""

    def __init__(self, path: Path, cause: str) -> None:
        remedy = "give a file that `ipclip watermark create` made, or restore it from a backup"
        super().__init__(path, f"is no secret of a watermark or is damaged (it {cause})", remedy)


class SecretVersionError(SecretFileError):
    """A newer version of the program wrote a secret."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        reason = f"has format {found}, but this program reads formats up to {known}"
        super().__init__(path, reason, "install a newer version of ipclip-app")
        self.found = found


class SecretExistsError(SecretFileError):
    """A secret would be overwritten."""

    def __init__(self, path: Path) -> None:
        remedy = "choose another name, or pass --force if nobody was ever given what it marked"
        super().__init__(path, "exists already, and a secret that is overwritten is lost for good", remedy)


class ExposedSecretError(SecretFileError):
    """Other users of this machine may read a secret that no passphrase protects."""

    def __init__(self, path: Path) -> None:
        reason = "other users may read this secret, and no passphrase protects it"
        super().__init__(path, reason, f"run `chmod 600 '{path}'`, or create a new one if somebody may have read it")


class UnknownLicenseeError(SecretFileError):
    """A secret knows no licensee of that name."""

    def __init__(self, path: Path, name: str) -> None:
        remedy = f"`ipclip watermark show '{path}'` lists its licensees, `ipclip watermark add` adds one"
        super().__init__(path, f"has no licensee '{name}'", remedy)
        self.name = name


class LicenseeNameError(IpclipError):
    """A licensee cannot have that name."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"A licensee cannot be called {name!r}: {reason}; {remedy}.")
        self.name = name


class TooManyLicenseesError(IpclipError):
    """A secret cannot hold so many licensees."""

    def __init__(self, count: int, most: int, why: str) -> None:
        super().__init__(f"{count} licensees are too many, a secret holds {most} ({why}); make several secrets.")
        self.count = count
        self.most = most


class TooNarrowEmbeddingsError(IpclipError):
    """The embeddings have too few dimensions for trigger pairs."""

    def __init__(self, backbone: str, dimension: int, least: int) -> None:
        super().__init__(
            f"{backbone}: its embeddings have {dimension} dimensions, too few for trigger pairs, which need {least}; "
            "take --mode exact or a larger backbone."
        )
        self.dimension = dimension
        self.least = least


class EmbeddingsFileError(IpclipError):
    """A file of embeddings cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason
