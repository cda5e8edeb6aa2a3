"""Makes the secret of a watermark for the licensees of a model, and adds licensees to one."""

import secrets
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ipclip_app.crypto.key_files import require_strong
from ipclip_app.errors import SecretFileError, TooManyLicenseesError, TooNarrowEmbeddingsError, UsageError
from ipclip_app.jobs.watermark_facts import SecretFacts, describe_secret
from ipclip_app.jobs.watermark_matrices import MatrixPlan, Randomness, make_matrices, moments_of
from ipclip_app.jobs.watermark_pairs import DrawnPairs, collect_ordinary, draw_pairs
from ipclip_app.jobs.watermark_secret_request import AddRequest, CreateRequest, require_names
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.progress import Job, Report
from ipclip_app.storage import locked
from ipclip_app.watermark.pair_pool import PAIRS
from ipclip_app.watermark.secret import MOST_USERS, Method, PairPool, WatermarkSecret
from ipclip_app.watermark.secret_file import LARGEST, is_encrypted, read_secret, require_absent, write_secret

PHASE: Final = "backbone"
LEAST_DIMENSION: Final = 16
"""With fewer there is no room for directions that pairs have to themselves."""
_ENTROPY: Final = 256
_ITEM: Final = 4
_PICTURES: Final = 3 * PAIRS
_DESCRIPTION: Final = 1 << 20


@dataclass(frozen=True)
class CreatedSecret:
    """A secret that was made or has more licensees now.

    Attributes:
        path: Its file.
        encrypted: Whether a passphrase protects it.
        guessable: Whether it follows from a seed.
        facts: What is in it.
        added: Names of those whose matrices are new.
        seconds: How long it took.
    """

    path: Path
    encrypted: bool
    guessable: bool
    facts: SecretFacts
    added: tuple[str, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values."""
        more = {"encrypted": self.encrypted, "guessable": self.guessable, "added": list(self.added)}
        return {"path": str(self.path), **self.facts.to_json(), **more, "seconds": self.seconds}


def create_secret(request: CreateRequest) -> Job[CreatedSecret]:
    """Make a secret and write it; closing the job leaves no file.

    Yields:
        Reports of the phases `backbone`, `matrices` and `checking matrices`, in trigger mode also those of its images,
        pictures and texts.

    Raises:
        UsageError: Mode, method or seed make no sense.
        LicenseeNameError: A name is no line of text, or stands twice.
        TooManyLicenseesError: A secret cannot hold so many licensees.
        TooNarrowEmbeddingsError: The embeddings have too few dimensions for trigger mode.
        SecretExistsError: The file is there already.
        BackboneError, FolderError, TooFewImagesError, OutputError: As the names say.
    """
    started, method, randomness = time.monotonic(), request.how, _randomness(request.seed)
    require_names(request.users)
    if not request.force:
        require_absent(request.out)
    if request.passphrase is not None:
        require_strong(request.passphrase)
    device = resolve_device(request.device)
    with enough_memory("these matrices", device):
        yield Report(PHASE, 0, 1)
        backbone = load_backbone(request.backbone, device)
        yield Report(PHASE, 1, 1)
        _require_room(request, backbone)
        secret = yield from _make(request, method, backbone, randomness)
        facts = yield from describe_secret(secret)
        write_secret(request.out, secret, request.passphrase, force=request.force)
    encrypted, guessable = request.passphrase is not None, request.seed is not None
    return CreatedSecret(request.out, encrypted, guessable, facts, request.users, time.monotonic() - started)


def add_licensees(request: AddRequest) -> Job[CreatedSecret]:
    """Add licensees to a secret; the matrices and the pairs of the others stay as they are.

    Raises:
        SecretFileError, PassphraseNeededError, WrongPassphraseError: The secret cannot be read.
        LicenseeNameError: A name is no line of text, or in use.
        TooManyLicenseesError: A secret cannot hold so many licensees.
        OutputError: The secret cannot be written.
    """
    started, randomness = time.monotonic(), _randomness(request.seed)
    passphrase = request.passphrase if is_encrypted(request.secret) else None
    with locked(request.secret), enough_memory("these matrices", resolve_device("cpu")):
        secret = read_secret(request.secret, passphrase)
        require_names(request.users, secret.users)
        pool_size = 0 if secret.pool is None else secret.pool.pictures.nbytes
        _require_few(len(secret.users) + len(request.users), secret.dimension, pool_size)
        places = range(len(secret.users), len(secret.users) + len(request.users))
        plan = _plan_of(request.secret, secret, randomness)
        halves = plan.halves(places)
        made = yield from make_matrices(plan, places, halves)
        extended = _extended(secret, request.users, made, halves)
        facts = yield from describe_secret(extended)
        write_secret(request.secret, extended, passphrase, force=True)
    return CreatedSecret(
        request.secret,
        passphrase is not None,
        request.seed is not None,
        facts,
        request.users,
        time.monotonic() - started,
    )


def _randomness(seed: int | None) -> Randomness:
    if seed is not None and seed < 0:
        raise UsageError(f"The seed {seed} is negative; take 0 or more.")
    return Randomness(secrets.randbits(_ENTROPY) if seed is None else seed)


def _require_room(request: CreateRequest, backbone: Backbone) -> None:
    dimension = backbone.embed_dim
    if request.mode == "trigger" and dimension < LEAST_DIMENSION:
        raise TooNarrowEmbeddingsError(request.backbone, dimension, LEAST_DIMENSION)
    pictures = 0 if request.mode == "exact" else _PICTURES * backbone.preprocessing.size**2
    _require_few(len(request.users), dimension, pictures)


def _require_few(users: int, dimension: int, pictures: int) -> None:
    most = min(MOST_USERS, (LARGEST - _DESCRIPTION - pictures) // (_ITEM * dimension**2) - 1)
    if users > most:
        raise TooManyLicenseesError(users, most, f"of a model with {dimension} dimensions")


def _make(request: CreateRequest, method: Method, backbone: Backbone, randomness: Randomness) -> Job[WatermarkSecret]:
    places, pairs, ordinary, moments = range(len(request.users)), None, None, None
    if request.mode == "trigger":
        known = yield from collect_ordinary(backbone, request.images, randomness)
        pairs = yield from draw_pairs(backbone, known, randomness)
        ordinary = known.moment.astype(np.float32)
        moments = moments_of((pairs.image_embeddings, pairs.text_embeddings), ordinary)
    plan = MatrixPlan(method, backbone.embed_dim, randomness, moments)
    halves = plan.halves(places)
    matrices = yield from make_matrices(plan, places, halves)
    pool = None if pairs is None else _pool(pairs, halves)
    return WatermarkSecret(request.mode, method, backbone.identity, request.users, matrices, pool, ordinary)


def _pool(pairs: DrawnPairs, own: NDArray[np.bool_]) -> PairPool:
    return PairPool(pairs.pictures, pairs.texts, pairs.image_embeddings, pairs.text_embeddings, own)


def _plan_of(path: Path, secret: WatermarkSecret, randomness: Randomness) -> MatrixPlan:
    moments = None
    if secret.pool is not None:
        if secret.ordinary is None:
            raise SecretFileError(path, "does not hold what further matrices are made from", "make a new secret")
        moments = moments_of((secret.pool.image_embeddings, secret.pool.text_embeddings), secret.ordinary)
    return MatrixPlan(secret.method, secret.dimension, randomness, moments)


def _extended(
    secret: WatermarkSecret, users: tuple[str, ...], made: NDArray[np.float32], halves: NDArray[np.bool_]
) -> WatermarkSecret:
    pool = secret.pool and replace(secret.pool, own=np.concatenate([secret.pool.own, halves]))
    matrices = np.concatenate([secret.matrices, made])
    return replace(secret, users=(*secret.users, *users), matrices=matrices, pool=pool)
