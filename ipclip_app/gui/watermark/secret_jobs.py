"""The owner's secrets, each an encrypted file, and what is done to them in the background."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ipclip_app.jobs.sample import BACKBONE
from ipclip_app.progress import Job, Report
from ipclip_app.storage import data_folder

if TYPE_CHECKING:
    from ipclip_app.jobs.watermark_facts import SecretFacts

Mode = Literal["exact", "trigger"]
Method = Literal["rotation", "closed-form", "learned"]
PHASE: Final = "secret"
SUFFIX: Final = ".secret"


@dataclass(frozen=True)
class SecretInHand:
    """A secret that was opened.

    Attributes:
        path: Its file.
        mode: `exact` or `trigger`.
        method: How its matrices were made.
        backbone: Identity of the model, 64 hexadecimal digits.
        users: Names of the licensees.
        dimension: D, numbers of an embedding.
        pairs: Trigger pairs; 0 in exact mode.
        condition: The largest condition number of a matrix.
        passphrase: What opens it.
    """

    path: Path
    mode: Mode
    method: Method
    backbone: str
    users: tuple[str, ...]
    dimension: int
    pairs: int
    condition: float
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class SecretWish:
    """What the owner has filled in.

    Attributes:
        out: The new file.
        backbone: The model.
        mode: `exact` or `trigger`.
        method: How the matrices are made.
        users: Names of the licensees.
        images: Folder of ordinary images, for the trigger mode; None for the sample's.
        passphrase: What will open it.
    """

    out: Path
    backbone: str
    mode: Mode
    method: Method
    users: tuple[str, ...]
    images: Path | None = None
    passphrase: str = field(default="", repr=False)


def secrets_folder() -> Path:
    """Where new secrets are kept."""
    return data_folder() / "watermarks"


def list_secrets() -> Job[tuple[Path, ...]]:
    """The secrets of the owner's folder by name; none of them is opened."""
    yield Report(PHASE, 0, 1)
    return tuple(sorted(secrets_folder().glob(f"*{SUFFIX}")))


def open_secret(path: Path, passphrase: str) -> Job[SecretInHand]:
    """Open a secret.

    Raises:
        IpclipError: The file is no secret; `WrongPassphraseError` where it does not open.
    """
    from ipclip_app.jobs.watermark_facts import describe_secret
    from ipclip_app.watermark.secret_file import read_secret

    yield Report(PHASE, 0, 0)
    secret = read_secret(path, passphrase or None)
    return _in_hand(path, (yield from describe_secret(secret)), passphrase)


def create_secret(wish: SecretWish) -> Job[SecretInHand]:
    """Make a secret.

    Raises:
        IpclipError: The model cannot be used, or the file is there already or cannot be written.
    """
    from ipclip_app.jobs.watermark_create import create_secret as create
    from ipclip_app.jobs.watermark_secret_request import CreateRequest

    yield Report(PHASE, 0, 0)
    request = CreateRequest(
        wish.backbone, wish.mode, wish.out, wish.users, wish.method, wish.images, wish.passphrase or None
    )
    made = yield from create(request)
    return _in_hand(made.path, made.facts, wish.passphrase)


def add_licensees(secret: SecretInHand, users: tuple[str, ...]) -> Job[SecretInHand]:
    """Add licensees to a secret; returns it with them.

    Raises:
        IpclipError: A name is taken, there are too many, or the file cannot be opened any more or not be written.
    """
    from ipclip_app.jobs.watermark_create import add_licensees as add
    from ipclip_app.jobs.watermark_secret_request import AddRequest

    yield Report(PHASE, 0, 0)
    made = yield from add(AddRequest(secret.path, users, secret.passphrase or None))
    return _in_hand(made.path, made.facts, secret.passphrase)


def find_model(identity: str) -> Job[str | None]:
    """The model that a secret was made for, among the shipped, added and downloaded ones; None where it is none.

    Args:
        identity: 64 hexadecimal digits.

    Raises:
        BackboneConfigError: The list of added models is damaged.
    """
    from contextlib import suppress

    from ipclip_app.errors import BackboneError
    from ipclip_app.jobs.backbones import identify_backbone
    from ipclip_app.jobs.bundle_backbone import at_hand

    for name in at_hand(identity, BACKBONE):
        with suppress(BackboneError):  # a damaged one among others is not the one that is looked for
            if (yield from identify_backbone(name)) == identity:
                return name
    return None


def _in_hand(path: Path, facts: "SecretFacts", passphrase: str) -> SecretInHand:
    users = tuple(licensee.name for licensee in facts.licensees)
    _, condition = facts.condition
    return SecretInHand(
        path, facts.mode, facts.method, facts.backbone, users, facts.dimension, facts.pairs, condition, passphrase
    )
