"""Evidence tells what happened, discloses nothing, and nothing in it can be changed."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipclip_app.crypto.evidence import read_evidence, signature_path
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.errors import (
    OutputExistsError,
)
from ipclip_app.jobs.watermark_check import WatermarkCheckRequest, check_watermark
from ipclip_app.jobs.watermark_request import VerifyRequest
from ipclip_app.jobs.watermark_verify import page_path, verify_watermark
from ipclip_app.progress import run_to_end
from ipclip_app.watermark.secret_file import commitment, write_secret

USER = "Borg & <b>Sons</b>"


def test_evidence_is_signed_discloses_no_secret_and_has_a_page(
    request_about: Callable[..., VerifyRequest], tmp_path: Path, signing: SigningKey, model: Any
):
    out = tmp_path / "evidence.json"
    outcome = run_to_end(verify_watermark(request_about("marked", out=out, signing=signing)))
    content = read_evidence(out, "watermark", signing.public).content
    assert content["secret"]["commitment"] == commitment(model.secret)
    assert (content["shown"], len(content["questions"]), content["result"]["user"]) == (True, 80, USER)
    assert outcome.to_json()["page"] == str(page_path(out))
    text = out.read_text()
    assert not any(each in text for each in model.secret.pool.texts)
    page = page_path(out).read_text()
    assert "Borg &amp; &lt;b&gt;Sons&lt;/b&gt;" in page
    assert "<b>Sons" not in page
    assert content["issuer"] in page
    assert "that nobody changed it since, no more." in page
    assert "That the answers came from this suspect remains his word." in page
    reading = "about the middle of the answers" if content["result"]["trigger"]["about_middle"] else "as they are"
    assert f"<bdi>Cosines that the test reads</bdi></th><td>{reading}</td>" in page


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_may_read_what_the_matrix_can_be_computed_from(
    request_about: Callable[..., VerifyRequest], tmp_path: Path, signing: SigningKey
):
    out = tmp_path / "evidence.json"
    out.touch(0o644)
    run_to_end(verify_watermark(request_about("marked", out=out, signing=signing, force=True)))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_nothing_is_overwritten_and_nobody_is_asked_for_it(
    request_about: Callable[..., VerifyRequest], tmp_path: Path, signing: SigningKey
):
    out = tmp_path / "evidence.json"
    for taken in (out, signature_path(out), page_path(out)):
        taken.write_bytes(b"another")
        with pytest.raises(OutputExistsError):
            run_to_end(verify_watermark(request_about("gone", out=out, signing=signing)))
        taken.unlink()
    out.write_bytes(b"another")
    run_to_end(verify_watermark(request_about("marked", out=out, signing=signing, force=True)))
    assert read_evidence(out, "watermark").content["shown"]


@pytest.fixture
def evidence(request_about: Callable[..., VerifyRequest], tmp_path: Path, signing: SigningKey) -> Path:
    """Evidence of a theft."""
    run_to_end(verify_watermark(request_about("marked", out=tmp_path / "e.json", signing=signing)))
    return tmp_path / "e.json"


def test_evidence_is_computed_anew_with_the_secret(evidence: Path, secret: Path, tmp_path: Path, signing: SigningKey):
    issuer = tmp_path / "owner.pem"
    issuer.write_bytes(signing.public.pem)
    found = run_to_end(check_watermark(WatermarkCheckRequest(evidence, secret, None, issuer))).to_json()
    assert (found["valid"], found["recomputed"], found["issuer_known"], found["shown"]) == (True, True, True, True)
    assert found["reason"].endswith("is its signer's word; --images computes the latter anew.")
    plain = run_to_end(check_watermark(WatermarkCheckRequest(evidence))).to_json()
    assert (plain["valid"], plain["recomputed"], plain["issuer_known"]) == (True, False, False)
    assert "Nothing was computed anew" in plain["reason"]
    assert plain["reason"].endswith("answers and clean embeddings are his word.")


def test_evidence_that_was_altered_by_a_byte_is_refused(evidence: Path, secret: Path):
    content = bytearray(evidence.read_bytes())
    for place in range(0, len(content), len(content) // 7):
        content[place] ^= 1
        evidence.write_bytes(content)
        found = run_to_end(check_watermark(WatermarkCheckRequest(evidence, secret)))
        assert not found.valid
        assert found.to_json()["result"] is None
        content[place] ^= 1


def _change(path: list[Any], value: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        inner: Any = content
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value(inner[path[-1]]) if callable(value) else value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _change(["result"], {"shown": True}),
        _change(["result", "tests"], "none"),
        _change(["result", "tests"], "three"),
        _change(["result", "user"], None),
        _change(["result", "trigger"], {"user": "Acme"}),
        _change(["result", "ranking", "triggers"], [1]),
        lambda content: content["result"].update(other_user="Acme", trigger=None),
    ],
)
def test_signed_figures_that_cannot_be_told_are_refused_without_the_secret(
    evidence: Path, signing: SigningKey, change: Callable[[dict[str, Any]], None]
):
    content = json.loads(evidence.read_text())
    change(content)
    data = json.dumps(content).encode()
    evidence.write_bytes(data)
    signature_path(evidence).write_bytes(signing.sign(data))
    assert not run_to_end(check_watermark(WatermarkCheckRequest(evidence))).valid


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_change(["result", "user"], "Acme"), "tells a user that does not follow"),
        (_change(["result", "distribution", "p_value"], lambda p: p / 2), "tells a p_value that does not follow"),
        (_change(["result", "trigger", "against_ordinary", "suspect", "delta_l2"], 0.5), "delta_l2"),
        (_change(["result", "ranking", "triggers"], []), "other figures"),
        (lambda content: content["result"].update(more=1), "other figures"),
        (_change(["shown"], False), "another conclusion"),
        (_change(["level"], 0.04), "does not follow"),
        (_change(["seed"], lambda seed: seed ^ 1), "does not follow"),
        (_change(["secret", "commitment"], "0" * 64), "another secret"),
        (_change(["questions", 0, "sha256"], "0" * 64), "other trigger pairs"),
        (_change(["questions", 0, "kind"], "text"), "a picture and a text of each pair"),
        (_change(["questions", 50, "answer"], "AAAA"), "no embedding"),
        (_change(["questions", 50, "answer"], lambda _: "AACAPw=="), "no embedding"),
        (_change(["clean"], lambda rows: rows[::-1]), "does not follow"),
        (_change(["clean"], lambda rows: rows[:-1]), "lacks what its test needs"),
        (_change(["seed"], 2**53), "lacks what its test needs"),
        (_change(["pool_pairs"], 10**12), "a picture and a text of each pair"),
        (_change(["ordinary_pairs"], -1), "a picture and a text of each pair"),
        (_change(["questions"], []), "a picture and a text of each pair"),
        (_change(["suspect"], {}), "lacks what evidence of a watermark has"),
    ],
)
def test_signed_untruth_is_found_out(
    evidence: Path, secret: Path, signing: SigningKey, change: Callable[[dict[str, Any]], None], reason: str
):
    content = json.loads(evidence.read_text())
    change(content)
    data = json.dumps(content).encode()
    evidence.write_bytes(data)
    signature_path(evidence).write_bytes(signing.sign(data))
    found = run_to_end(check_watermark(WatermarkCheckRequest(evidence, secret)))
    assert not found.valid
    assert reason in found.reason


def test_evidence_outlives_the_licensees_who_come_later(evidence: Path, model: Any, tmp_path: Path):
    grown = tmp_path / "grown.secret"
    secret = model.secret
    pool = replace(secret.pool, own=np.concatenate([secret.pool.own, ~secret.pool.own[:1]]))
    matrices = np.concatenate([secret.matrices, secret.matrices[:1, ::-1]])
    write_secret(grown, replace(secret, users=(*secret.users, "late"), matrices=matrices, pool=pool), None)

    result = run_to_end(check_watermark(WatermarkCheckRequest(evidence, grown)))

    assert result.recomputed
