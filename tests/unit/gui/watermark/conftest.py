"""Secrets of a tiny model, and what the page needs to be ready."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.watermark.page import WatermarkPage
from ipclip_app.gui.watermark.secret_jobs import SUFFIX, SecretInHand, secrets_folder
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_registry import RegisteredBackbone, register
from ipclip_app.storage import write_bytes
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret

PASSPHRASE = "correct horse battery"  # noqa: S105 - of a test
USERS = ("Acme", "Globex", "Initech")


@pytest.fixture
def registered_model(window_folders: Path, tiny_vit: Backbone) -> str:
    """The tiny model among the owner's own."""
    register(RegisteredBackbone("tiny", tiny_vit.name, tiny_vit.identity))
    return "tiny"


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory, tiny_vit: Backbone) -> bytes:
    """An exact secret for three licensees of the tiny model; sealing it takes a second."""
    generator = np.random.default_rng(0)
    matrices = np.stack([random_orthogonal(tiny_vit.embed_dim, generator) for _ in USERS]).astype(np.float32)
    path = tmp_path_factory.mktemp("sealed") / "any.secret"
    write_secret(path, WatermarkSecret("exact", "rotation", tiny_vit.identity, USERS, matrices), PASSPHRASE)
    return path.read_bytes()


@pytest.fixture
def keep_secret(window_folders: Path, sealed: bytes) -> Callable[..., Path]:
    """`keep_secret(name, folder=None)`: that secret in a file."""

    def keep(name: str, folder: Path | None = None) -> Path:
        path = (folder or secrets_folder()) / f"{name}{SUFFIX}"
        write_bytes(path, sealed, private=True)
        return path

    return keep


@pytest.fixture
def in_hand(keep_secret: Callable[..., Path], tiny_vit: Backbone) -> SecretInHand:
    """One of them, open."""
    path = keep_secret("spring")
    return SecretInHand(path, "exact", "rotation", tiny_vit.identity, USERS, tiny_vit.embed_dim, 0, 1.0, PASSPHRASE)


@pytest.fixture
def ready(context: WindowContext) -> WindowContext:
    """A page's context in which the engine is there."""
    context.engine.facts = EngineFacts((ComputeDevice("cpu", "AMD EPYC", 24_000),), {}, 2)
    return context


@pytest.fixture
def page(qtbot: QtBot, ready: WindowContext) -> WatermarkPage:
    """The page, shown."""
    page = WatermarkPage(ready)
    qtbot.addWidget(page)
    page.resize(1180, 760)
    with qtbot.waitExposed(page):
        page.show()
    return page
