"""A service that was stolen is found out with its licensee, and others are not."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipclip_app.crypto import pkcs8
from ipclip_app.errors import (
    BackboneError,
    FolderError,
    PassphraseNeededError,
    SecretFileError,
    SuspectError,
)
from ipclip_app.jobs.watermark_request import VerifyRequest
from ipclip_app.jobs.watermark_verify import verify_watermark
from ipclip_app.progress import run_to_end
from ipclip_app.watermark.asking.ask import AskReport, rows_of
from ipclip_app.watermark.rows import cosines
from ipclip_app.watermark.secret_file import write_secret

USER = "Borg & <b>Sons</b>"
PAIRS = 24
PASSPHRASE = "correct horse battery"  # noqa: S105 - of a test


def test_theft_is_shown_by_both_tests_and_names_the_licensee(request_about: Callable[..., VerifyRequest]):
    outcome = run_to_end(verify_watermark(request_about("marked")))
    document = outcome.to_json()
    assert outcome.shown
    assert (document["tests"], document["user"], document["licensees"]) == ("both", USER, 4)
    assert document["best"] == {"user": USER, "by": "distribution", "p_value": 4e-4, "significant": True}
    assert (document["pool_pairs"], document["ordinary_pairs"], document["queries"]) == (24, 16, 67)
    assert document["suspect"] == {"kind": "callable", "address": "suspects:marked", "facts": {}}
    assert document["distribution"]["cosine"] == pytest.approx(1)
    assert document["ranking"]["triggers"][0]["user"] == USER
    assert (document["spent"], document["evidence"], document["width"]) == (None, None, 24)
    json.dumps(document, allow_nan=False)


def test_closeness_is_told_against_the_other_half_and_against_ordinary_pairs(
    request_about: Callable[..., VerifyRequest], model: Any
):
    outcome = run_to_end(verify_watermark(request_about("marked")))
    found, rows = outcome.to_json()["trigger"], rows_of(outcome.replies)
    own = np.flatnonzero(model.secret.pool.own[1])
    his = cosines(rows[own], rows[PAIRS + own]).mean()
    ordinary = cosines(rows[2 * PAIRS : 2 * PAIRS + 16], rows[2 * PAIRS + 16 :]).mean()
    against = found["against_ordinary"]
    assert against["suspect"]["delta_cos"] == pytest.approx(his - ordinary)
    other = found["against_other_pairs"]
    assert other["suspect"]["delta_cos"] > other["clean"]["delta_cos"]
    assert other["suspect"]["delta_l2"] < other["clean"]["delta_l2"]
    assert found["single_p_value"] == outcome.verdict.trigger.p_value


def test_unmarked_model_brings_no_pair_closer(request_about: Callable[..., VerifyRequest]):
    found = run_to_end(verify_watermark(request_about("clean"))).to_json()["trigger"]
    for against in ("against_other_pairs", "against_ordinary"):
        for figure in ("delta_cos", "delta_l2"):
            assert found[against]["suspect"][figure] == pytest.approx(found[against]["clean"][figure], abs=1e-5)


def test_after_a_rotation_into_more_dimensions_the_trigger_pairs_tell(request_about: Callable[..., VerifyRequest]):
    document = run_to_end(verify_watermark(request_about("turned"))).to_json()
    assert (document["tests"], document["user"], document["best"]["by"]) == ("one", USER, "triggers")
    assert (document["distribution"], document["width"], document["ranking"]["distribution"]) == (None, 27, [])


def test_the_owner_s_unmarked_model_is_not_accused(request_about: Callable[..., VerifyRequest]):
    outcome = run_to_end(verify_watermark(request_about("clean")))
    assert not outcome.shown
    assert outcome.result["best"]["significant"] is False
    assert outcome.result["distribution"]["clean_cosine"] == pytest.approx(1)


def test_reports_tell_the_p_values_while_answers_come(request_about: Callable[..., VerifyRequest], drain: Any):
    reports = drain(verify_watermark(request_about("marked"))).reports
    told = [report for report in reports if isinstance(report, AskReport)]
    known = [report.p_values for report in told if report.p_values.trigger is not None]
    assert (told[0].queries, told[-1].queries) == (0, 67)
    assert len(set(known)) > 1
    assert known[-1].distribution == 4e-4


@pytest.mark.parametrize("reference", ["nothing here", "gone.npy", "no:such:thing", ".", "no_such_module:f"])
def test_what_is_no_suspect_is_refused_before_anything_is_computed(
    request_about: Callable[..., VerifyRequest], reference: str, secret: Path
):
    secret.unlink()
    with pytest.raises(SuspectError):
        run_to_end(verify_watermark(request_about(reference)))


def test_other_model_is_refused(
    request_about: Callable[..., VerifyRequest], tmp_path: Path, tiny_clip_folder: Callable[..., Path]
):
    request = request_about("marked")
    other = str(tiny_clip_folder(tmp_path / "other", "vit", 9))
    with pytest.raises(BackboneError, match="was made for the model of the identity"):
        run_to_end(verify_watermark(replace(request, questions=replace(request.questions, backbone=other))))
    with pytest.raises(BackboneError, match=r"none at hand is it .*--backbone"):
        run_to_end(verify_watermark(replace(request, questions=replace(request.questions, backbone=None))))


def test_secret_and_images_that_cannot_be_used_are_told(request_about: Callable[..., VerifyRequest], tmp_path: Path):
    request = request_about("marked")
    for change, error in (
        ({"secret": tmp_path / "gone"}, SecretFileError),
        ({"images": tmp_path / "gone"}, FolderError),
    ):
        with pytest.raises(error):
            run_to_end(verify_watermark(replace(request, questions=replace(request.questions, **change))))


def test_encrypted_secret_needs_its_passphrase(
    request_about: Callable[..., VerifyRequest], secret: Path, model: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pkcs8, "COST", 2)
    write_secret(secret, model.secret, PASSPHRASE, force=True)
    request = request_about("marked")
    with pytest.raises(PassphraseNeededError):
        run_to_end(verify_watermark(request))
    opened = replace(request, questions=replace(request.questions, passphrase=PASSPHRASE))
    assert run_to_end(verify_watermark(opened)).shown
