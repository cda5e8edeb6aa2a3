"""What judges the images: where it comes from, and what it is once it is loaded; loads no torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ipclip_app.jobs.audit_row import AuditedWith
    from ipclip_app.jobs.protected_model import ProtectedModel

Kind = Literal["bundle", "run"]


@dataclass(frozen=True)
class JudgeSource:
    """A bundle or a finished run; one path is one source, whatever it is called.

    Attributes:
        kind: Which of the two.
        path: The file, or the folder.
        title: What its owner calls it.
    """

    kind: Kind
    path: Path
    title: str = field(compare=False)

    @classmethod
    def of_bundle(cls, path: Path) -> "JudgeSource":
        """The bundle at a path."""
        return cls("bundle", path, path.name)


@dataclass(frozen=True)
class Unlocking:
    """What opens an encrypted bundle.

    Attributes:
        passphrase: Of the private key; None before the owner was asked.
        key: File of that key; None to look among the owner's own.
    """

    passphrase: str | None = field(default=None, repr=False)
    key: Path | None = None


@dataclass(frozen=True)
class Signature:
    """Who issued a bundle to whom, and for how long.

    Attributes:
        issuer: What the issuer calls himself.
        key: Fingerprint of the key that signed.
        known: Whether that key is trusted on this computer.
        licensee: For whom it was made.
        until: When it ends; None for never.
    """

    issuer: str
    key: str
    known: bool
    licensee: str
    until: datetime | None


@dataclass(frozen=True, eq=False)
class Judge:
    """A bundle or a run at work.

    Attributes:
        source: Where it comes from.
        model: What judges images.
        audited_with: What a report tells of it, levels of the verdict included.
        facts: What a reader wants to know first, by label.
        classes: How many it tells apart.
        signature: Of a bundle; None for a run, which nobody signs.
        notices: What else the owner should know, a sentence each.
    """

    source: JudgeSource
    model: "ProtectedModel"
    audited_with: "AuditedWith"
    facts: Mapping[str, str]
    classes: int
    signature: "Signature | None" = None
    notices: tuple[str, ...] = ()
