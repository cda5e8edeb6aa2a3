"""An owner attacks his own secret."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipclip_app.errors import OutputExistsError, PassphraseNeededError, TooFewImagesError, UsageError
from ipclip_app.jobs import watermark_attack
from ipclip_app.jobs.watermark_attack import AttackRequest, attack_watermark
from ipclip_app.jobs.watermark_attack_files import NAMES
from ipclip_app.jobs.watermark_draw import drawn
from ipclip_app.jobs.watermark_request import QuestionRequest
from ipclip_app.jobs.watermark_world import World, build_world, draw_inputs, find_files
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import run_to_end
from ipclip_app.watermark.attacks.lab import run_lab
from ipclip_app.watermark.attacks.rotation import Rotation
from ipclip_app.watermark.attacks.rounding import Untouched
from ipclip_app.watermark.secret import Method
from ipclip_app.watermark.secret_file import write_secret

PASSPHRASE = "correct horse battery"  # noqa: S105 - of a test


@pytest.fixture(autouse=True)
def two_attacks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watermark_attack, "run_lab", partial(run_lab, attacks=(Untouched(), Rotation())))


@pytest.fixture
def world(photo: Path, tiny_vit: Backbone) -> World:
    """What the model says of 24 images and 40 candidates."""
    files = run_to_end(find_files(photo, 0))
    return run_to_end(build_world(tiny_vit, draw_inputs(files, 32, 0, 40, 10)))


@pytest.fixture
def request_of(tmp_path: Path, photo: Path, world: World, tiny_vit: Backbone) -> Callable[..., AttackRequest]:
    """`request_of(method="closed-form", passphrase=None)`: attack a secret of three licensees."""

    def make(method: Method = "closed-form", passphrase: str | None = None) -> AttackRequest:
        secret = replace(drawn(world, method, 3, 0).secret, backbone=tiny_vit.identity)
        path = tmp_path / "secret"
        write_secret(path, secret, passphrase)
        questions = QuestionRequest(path, photo, None, 120, 0, tiny_vit.name, "cpu")
        return AttackRequest(questions, tmp_path / "out", trials=1, lineups=3)

    return make


def test_attacks_are_written_as_tables_and_plots(request_of: Callable[..., AttackRequest], tmp_path: Path):
    outcome = run_to_end(attack_watermark(request_of()))
    assert [path.name for path in outcome.files] == list(NAMES)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "attacks.csv").read_text())))
    assert [row["attack"] for row in rows] == ["none", "rotation"]
    assert float(rows[0]["distribution_p"]) == outcome.lab.attacks[0].distribution_p
    assert "| none |" in (tmp_path / "out" / "attacks.md").read_text().replace("**", "")
    assert (tmp_path / "out" / "attacks.svg").read_text().startswith("<svg")
    with Image.open(tmp_path / "out" / "attacks.png") as plot:
        assert plot.size[0] > 1000


def test_plain_theft_of_a_marked_model_is_found(request_of: Callable[..., AttackRequest]):
    outcome = run_to_end(attack_watermark(replace(request_of(), out=None)))
    plain, _ = outcome.lab.attacks
    assert (plain.detected, plain.named, plain.by_distribution) == (1, 1, 1)
    assert (outcome.files, outcome.images, outcome.lab.users) == ((), 24, 3)


def test_attacks_that_win_are_listed_with_the_reason(request_of: Callable[..., AttackRequest], tmp_path: Path):
    outcome = run_to_end(attack_watermark(request_of("rotation")))
    assert [found.won for found in outcome.lab.attacks] == [False, True]
    assert "\n- rotation: a rotation costs nothing" in (tmp_path / "out" / "attacks.md").read_text()


def test_tables_are_not_replaced_without_force(request_of: Callable[..., AttackRequest], tmp_path: Path):
    request = request_of("rotation")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "attacks.md").write_text("mine")
    with pytest.raises(OutputExistsError, match=r"attacks\.md"):
        run_to_end(attack_watermark(request))
    run_to_end(attack_watermark(replace(request, force=True)))
    assert (tmp_path / "out" / "attacks.md").read_text() != "mine"


def test_cancelled_attacks_leave_nothing(request_of: Callable[..., AttackRequest], tmp_path: Path):
    job = attack_watermark(request_of())
    while next(job).phase != "attacks":
        pass
    job.close()
    assert not (tmp_path / "out").exists()


def test_secret_needs_its_passphrase(request_of: Callable[..., AttackRequest]):
    request = request_of("rotation", PASSPHRASE)
    with pytest.raises(PassphraseNeededError):
        run_to_end(attack_watermark(request))
    opened = replace(request, questions=replace(request.questions, passphrase=PASSPHRASE), out=None)
    assert run_to_end(attack_watermark(opened)).lab.mode == "exact"


def test_too_few_images_are_refused(
    request_of: Callable[..., AttackRequest], draw_domain: Callable[..., Path], tmp_path: Path
):
    few = draw_domain(tmp_path / "few", "photo", images=2)
    request = request_of("rotation")
    with pytest.raises(TooFewImagesError):
        run_to_end(attack_watermark(replace(request, questions=replace(request.questions, images=few))))


@pytest.mark.parametrize("changes", [{"trials": 0}, {"lineups": -1}, {"level": 0.0}, {"level": 1.0}])
def test_numbers_out_of_range_are_refused(changes: dict[str, Any]):
    with pytest.raises(UsageError):
        AttackRequest(QuestionRequest(Path("s"), Path("i")), **changes)


def test_world_keeps_the_order_of_its_inputs(photo: Path, tiny_vit: Backbone, world: World):
    files = run_to_end(find_files(photo, 0))
    inputs = draw_inputs(files, 32, 0, 40, 10)
    again = run_to_end(build_world(tiny_vit, inputs))
    assert np.array_equal(world.images, again.images)
    assert np.array_equal(world.labels, inputs.labels)
    assert [inputs.class_names[label] for label in world.caption_labels[:4]] == ["cat", "dog", "owl", "cat"]
    assert world.captions[1] == pytest.approx(tiny_vit.encode_text(["a photo of a dog."])[0].numpy(), abs=1e-5)
    assert (len(world.pictures), len(world.texts), len(world.words)) == (40, 40, 10)
