"""A bundle cannot be read, written or trusted."""

from datetime import datetime
from pathlib import Path

from ipclip_app.errors.base import IpclipError


class BundleUnreadableError(IpclipError):
    """The file is not there or may not be read: nothing is known about it."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: cannot be read ({cause}); check the path and that you may read it.")
        self.path = path
        self.cause = cause


class BundleError(IpclipError):
    """A bundle is refused."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class NotABundleError(BundleError):
    """The file was never a bundle."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"is no bundle, {reason}", "choose a file that `ipclip export` wrote")


class BundleTamperedError(BundleError):
    """The file is not what its issuer wrote.

    Attributes:
        entry: The entry concerned; None where it is the file as a whole.
        damage: What is wrong with it, without names.
    """

    def __init__(self, path: Path, entry: str | None, damage: str) -> None:
        reason = f"{entry} {damage}" if entry else f"the file {damage}"
        super().__init__(path, reason, "do not use it and ask the issuer for the bundle again")
        self.entry = entry
        self.damage = damage


class BundleVersionError(BundleError):
    """A newer program wrote it."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        reason = f"has format {found}, but this program reads formats up to {known}"
        super().__init__(path, reason, "install a newer version of ipclip-app")
        self.found = found
        self.known = known


class UnknownIssuerError(BundleError):
    """Somebody else signed it than the one who was expected."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        reason = f"was signed by {found}, not by {expected}"
        super().__init__(path, reason, "use the public key of its issuer, if you trust him")
        self.found = found
        self.expected = expected


class BundleExpiredError(BundleError):
    """Its time is over."""

    def __init__(self, path: Path, until: datetime) -> None:
        super().__init__(path, f"expired on {_words(until)}", "ask the issuer to renew it")
        self.until = until


class BundleNotYetValidError(BundleError):
    """Its time has not come."""

    def __init__(self, path: Path, start: datetime) -> None:
        super().__init__(path, f"is not valid before {_words(start)}", "wait until then, or set the clock right")
        self.start = start


class BundleBackboneError(BundleError):
    """It was made for another backbone."""

    def __init__(self, path: Path, wanted: str, found: str) -> None:
        remedy = f"add or download {wanted} and choose it with --backbone"
        super().__init__(path, f"was made for the backbone {wanted}, not for {found}", remedy)
        self.wanted = wanted
        self.found = found


class BundleSealedError(BundleError):
    """It is encrypted for a recipient, and no key was given."""

    def __init__(self, path: Path, recipient: str) -> None:
        remedy = "give that recipient's private key with --key"
        super().__init__(path, f"is encrypted for the holder of {recipient}", remedy)
        self.recipient = recipient


class BundleDiffersError(BundleError):
    """The model answers otherwise here than where the bundle was made.

    Attributes:
        difference: Largest deviation of a reference output.
        tolerance: What would have been accepted.
    """

    def __init__(self, path: Path, difference: float, tolerance: float) -> None:
        reason = f"its reference outputs differ here by {difference:.2g}, more than {tolerance:.2g}"
        super().__init__(path, reason, "use the backbone and the version of ipclip-app that it was made with")
        self.difference = difference
        self.tolerance = tolerance


class BundleContentError(BundleError):
    """What should be exported does not fit into a bundle."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"cannot be written, {reason}", "correct that and export again")


def _words(time: datetime) -> str:
    return time.strftime("%d %B %Y at %H:%M UTC")
