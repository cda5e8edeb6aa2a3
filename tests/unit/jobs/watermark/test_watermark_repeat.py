"""Whoever has secret, images and model need not believe the owner's clean embeddings."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ImageOps

from ipclip_app.crypto.keys import SigningKey
from ipclip_app.data.images import read_image
from ipclip_app.errors import BackboneError, FolderError, UsageError
from ipclip_app.jobs.watermark_check import WatermarkCheckRequest, check_watermark
from ipclip_app.jobs.watermark_findings import findings
from ipclip_app.jobs.watermark_request import VerifyRequest
from ipclip_app.jobs.watermark_verify import WatermarkOutcome, verify_watermark, write_outcome
from ipclip_app.progress import run_to_end
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.rows import unit_rows
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret


@pytest.fixture
def outcome(request_about: Callable[..., VerifyRequest]) -> WatermarkOutcome:
    """A theft that was found."""
    return run_to_end(verify_watermark(request_about("marked")))


@pytest.fixture
def check(
    secret: Path, images: Path, model: Any, signing: SigningKey, tmp_path: Path
) -> Callable[[WatermarkOutcome], dict[str, Any]]:
    """`check(outcome)`: what a check with secret, images and model says of evidence of it."""

    def run(outcome: WatermarkOutcome) -> dict[str, Any]:
        write_outcome(outcome, tmp_path / "e.json", signing, force=True)
        request = WatermarkCheckRequest(tmp_path / "e.json", secret, None, None, images, model.backbone.name, "cpu")
        return run_to_end(check_watermark(request)).to_json()

    return run


def claimed(outcome: WatermarkOutcome, noise: float) -> WatermarkOutcome:
    """The same with clean embeddings that are not quite the model's, and all figures that follow."""
    rows = outcome.judging.clean + noise * np.random.default_rng(0).standard_normal(outcome.judging.clean.shape)
    judging = replace(outcome.judging, clean=unit_rows(rows).astype(np.float32).astype(np.float64))
    return replace(
        outcome, judging=judging, result=findings(judging, outcome.replies, judging.verdict(outcome.replies))
    )


def test_clean_embeddings_are_computed_anew(check: Callable[..., dict[str, Any]], outcome: WatermarkOutcome):
    found = check(outcome)

    assert (found["valid"], found["recomputed"], found["clean_recomputed"]) == (True, True, True)
    assert "The model gives its clean embeddings" in found["reason"]
    assert found["reason"].endswith("that the answers are the suspect's is its signer's word.")


def test_exact_mode_has_no_trigger_pairs_to_encode(
    check: Callable[..., dict[str, Any]], request_about: Callable[..., VerifyRequest], secret: Path, model: Any
):
    matrices = np.stack([random_orthogonal(24, np.random.default_rng(seed)) for seed in range(4)]).astype(np.float32)
    exact = WatermarkSecret("exact", "rotation", model.backbone.identity, model.secret.users, matrices)
    write_secret(secret, exact, None, force=True)

    assert check(run_to_end(verify_watermark(request_about("clean", queries=40))))["clean_recomputed"]


@pytest.mark.parametrize(("noise", "valid"), [(1e-4, True), (0.02, False)])
def test_clean_embeddings_may_differ_by_rounding_and_no_more(
    check: Callable[..., dict[str, Any]], outcome: WatermarkOutcome, noise: float, valid: bool
):
    found = check(claimed(outcome, noise))

    assert found["valid"] is valid
    assert ("rests on clean embeddings that the model does not give" in found["reason"]) is not valid


def test_a_secret_with_made_up_embeddings_of_its_trigger_pairs_is_found_out(
    check: Callable[..., dict[str, Any]], request_about: Callable[..., VerifyRequest], secret: Path, model: Any
):
    pool = model.secret.pool
    made_up = replace(model.secret, pool=replace(pool, image_embeddings=pool.image_embeddings[::-1]))
    write_secret(secret, made_up, None, force=True)

    assert "the model does not give" in check(run_to_end(verify_watermark(request_about("marked"))))["reason"]


def test_other_images_cannot_repeat_it(check: Callable[..., dict[str, Any]], outcome: WatermarkOutcome, images: Path):
    for path in images.rglob("*.png"):
        ImageOps.invert(read_image(path)).save(path)

    with pytest.raises(FolderError, match="do not give the questions of this evidence; give the folder as it was"):
        check(outcome)


def test_another_model_cannot_repeat_it(
    outcome: WatermarkOutcome, secret: Path, images: Path, signing: SigningKey, tmp_path: Path,
    tiny_clip_folder: Callable[..., Path],
):  # fmt: skip
    write_outcome(outcome, tmp_path / "e.json", signing)
    other = str(tiny_clip_folder(tmp_path / "other", "vit", 9))

    with pytest.raises(BackboneError, match="was made for the model of the identity"):
        run_to_end(check_watermark(WatermarkCheckRequest(tmp_path / "e.json", secret, None, None, images, other)))


@pytest.mark.parametrize("given", [{"images": Path("i")}, {"secret": Path("s"), "backbone": "demo"}], ids=str)
def test_images_need_a_secret_and_a_model_needs_images(given: dict[str, Any]):
    with pytest.raises(UsageError, match=r"give .*(both|too)"):
        WatermarkCheckRequest(Path("e.json"), **given)
