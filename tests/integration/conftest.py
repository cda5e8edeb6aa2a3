"""The command line in this process, on small folders of images and a tiny random CLIP."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ipclip_app.audit import authorizer_fit
from ipclip_app.cli.entry import run
from ipclip_app.model.backbone import Backbone
from ipclip_app.training import base_prompt


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        """The last thing that the command said."""
        return self.err.splitlines()[-1]


@pytest.fixture(autouse=True)
def folders_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No test sees the cache or the data of whoever runs it."""
    monkeypatch.setenv("IPCLIP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("IPCLIP_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture(autouse=True)
def short_fits(monkeypatch: pytest.MonkeyPatch):
    """Noise seen by a random model holds nothing that hundreds of steps could find."""
    monkeypatch.setattr(base_prompt, "STEPS", 6)
    monkeypatch.setattr(authorizer_fit, "_ITERATIONS", 6)


@pytest.fixture
def ipclip(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`ipclip(*arguments)`: run a command in this process."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def photo(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    return draw_domain(tmp_path / "photo", "photo")


@pytest.fixture
def sketch(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    return draw_domain(tmp_path / "sketch", "sketch")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "run"


@pytest.fixture
def options(photo: Path, sketch: Path, out: Path, tiny_vit: Backbone) -> list[object]:
    """Options of a training of 2 epochs."""
    sources = ["--authorized", photo, "--unauthorized", sketch, "--backbone", tiny_vit.name]
    return [*sources, "--out", out, "--epochs", 2, "--batch-size", 4, "--split", "50/25/25", "--device", "cpu"]


@pytest.fixture
def train(ipclip: Callable[..., Ran], options: list[object]) -> Callable[..., Ran]:
    """`train(*further)`: `ipclip train` with the options and further ones, of which the last counts."""
    return lambda *further: ipclip("train", *options, *further)


@pytest.fixture
def refused() -> Callable[[Ran, str], None]:
    """`refused(ran, sentence)`: the command ended as unusable input ends, with this sentence and nothing else."""

    def check(ran: Ran, sentence: str):
        assert ran.code == 2
        assert ran.out == ""
        assert ran.last_line == sentence
        assert "Traceback" not in ran.err

    return check
