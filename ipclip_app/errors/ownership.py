"""Suspects that cannot be asked, and evidence that cannot be used."""

from pathlib import Path

from ipclip_app.errors.base import IpclipError


class SuspectError(IpclipError):
    """A suspect gives no usable answer."""

    def __init__(self, address: str, reason: str, remedy: str) -> None:
        super().__init__(f"{address}: {reason}; {remedy}.")
        self.address = address
        self.reason = reason


class QueryBudgetError(SuspectError):
    """More would be asked than the owner allowed."""

    def __init__(self, address: str, budget: int, unit: str = "requests") -> None:
        reason = f"all {budget} {unit} are spent, some of them on failures"
        super().__init__(address, reason, f"go on with a larger --max-{unit}, what was answered is kept")
        self.budget = budget


class EvidenceUnreadableError(IpclipError):
    """A file of evidence is not there or may not be read: nothing is known about it."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: cannot be read ({cause}); check the path and that you may read it.")
        self.path = path
        self.cause = cause


class EvidenceError(IpclipError):
    """Evidence is refused.

    Attributes:
        reason: Why, without the path.
    """

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason


class EvidenceAlteredError(EvidenceError):
    """It is not what its issuer signed, or says what does not follow from it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason, "do not rely on it and ask its issuer for the evidence again")


class EvidenceVersionError(EvidenceError):
    """A newer program wrote it."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        reason = f"has format {found}, but this program reads formats up to {known}"
        super().__init__(path, reason, "install a newer version of ipclip-app")
        self.found = found
