"""The command line in this process, on small folders of images and a tiny random CLIP."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ipclip_app.cli.entry import run
from ipclip_app.model.backbone import Backbone


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
def small_and_apart(folders_of_the_user: None, short_fits: None):
    """Every test here computes little and sees nothing of whoever runs it."""


@pytest.fixture
def ipclip(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`ipclip(*arguments)`: run a command in this process."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return call


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
