"""Questions are fixed beforehand, fit the budget, and may be put by somebody else."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipclip_app.data.images import read_image
from ipclip_app.errors import (
    OutputExistsError,
    SuspectError,
    TooFewImagesError,
    UsageError,
)
from ipclip_app.jobs.watermark_folder import TEXTS, write_questions
from ipclip_app.jobs.watermark_questions import trigger_pairs
from ipclip_app.jobs.watermark_request import EmbeddingSource, QuestionRequest, VerifyRequest
from ipclip_app.jobs.watermark_suspects import find_suspect
from ipclip_app.jobs.watermark_verify import verify_watermark
from ipclip_app.progress import run_to_end
from ipclip_app.suspects.png import png_of
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret

USER = "Borg & <b>Sons</b>"


def test_exact_mode_asks_about_ordinary_pairs_only(
    request_about: Callable[..., VerifyRequest], secret: Path, model: Any
):
    matrices = np.stack([random_orthogonal(24, np.random.default_rng(seed)) for seed in range(4)]).astype(np.float32)
    exact = WatermarkSecret("exact", "rotation", model.backbone.identity, model.secret.users, matrices)
    write_secret(secret, exact, None, force=True)
    document = run_to_end(verify_watermark(request_about("clean", queries=40))).to_json()
    assert (document["pool_pairs"], document["ordinary_pairs"], document["trigger"]) == (0, 20, None)
    assert (document["tests"], document["limit"]) == ("none", 0.01)


def test_few_images_are_told_and_none_is_an_error(
    request_about: Callable[..., VerifyRequest], images: Path, drain: Any, model: Any
):
    drained = drain(verify_watermark(request_about("marked", queries=120)))
    assert drained.result.result["ordinary_pairs"] == 24
    assert any("Only 24 images can be used and 36 were wanted" in notice for notice in drained.notices)
    for path in images.rglob("*.png"):
        path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(TooFewImagesError, match="120 queries"):
        drain(verify_watermark(request_about("marked", queries=120)))


def test_smaller_budget_takes_fewer_trigger_pairs(request_about: Callable[..., VerifyRequest], model: Any):
    pool = trigger_pairs(model.secret, 50)
    assert pool is not None
    assert len(pool) == 15
    document = run_to_end(verify_watermark(request_about("marked", queries=50))).to_json()
    assert (document["pool_pairs"], document["ordinary_pairs"]) == (15, 10)
    with pytest.raises(UsageError, match=r"2 queries have room for 1 trigger pairs, .*give \d+ or more") as caught:
        trigger_pairs(model.secret, 2)
    least = int(str(caught.value).split("give ")[1].split()[0])
    assert trigger_pairs(model.secret, least) is not None


def test_same_request_asks_the_same_and_a_seed_asks_otherwise(request_about: Callable[..., VerifyRequest]):
    asked = request_about("marked")
    other = replace(asked, questions=replace(asked.questions, seed=3))
    first, second, third = (run_to_end(verify_watermark(each)).judging.questions for each in (asked, asked, other))
    assert [question.digest for question in first.all] == [question.digest for question in second.all]
    assert [question.digest for question in first.all] != [question.digest for question in third.all]
    assert third.seed == 3
    assert sorted(set(first.texts)) == ["a photo of a cat.", "a photo of a dog.", "a photo of a polar bear."]


def test_written_questions_can_be_answered_in_a_file(
    request_about: Callable[..., VerifyRequest], tmp_path: Path, model: Any
):
    asked, folder = request_about("marked").questions, tmp_path / "questions"
    written = run_to_end(write_questions(asked, folder)).to_json()
    told = json.loads((folder / TEXTS).read_text())
    assert (told["questions"], told["seed"]) == (written["questions"], written["seed"])
    assert f"Call the file {written['answers']}.npy" in told["how"]
    texts = told["texts"]
    rows: dict[int, Any] = dict(zip(map(int, texts), model.marked(list(texts.values())), strict=True))
    paths = sorted(folder.glob("*.png"))
    found = model.marked([read_image(path) for path in paths])
    rows |= {int(path.stem): row for path, row in zip(paths, found, strict=True)}
    assert (written["queries"], written["pictures"], written["texts"]) == (80, 40, 40)
    assert sorted(rows) == list(range(80))
    answers = tmp_path / f"{written['answers']}.npy"
    np.save(answers, np.stack([rows[row] for row in range(80)]))
    document = run_to_end(verify_watermark(request_about(str(answers)))).to_json()
    assert (document["tests"], document["user"]) == ("both", USER)
    assert document["suspect"]["kind"] == "file"
    with pytest.raises(OutputExistsError):
        run_to_end(write_questions(asked, folder))
    run_to_end(write_questions(asked, folder, force=True))


def test_answers_to_the_questions_of_other_images_are_refused_before_anything_is_judged(
    request_about: Callable[..., VerifyRequest], images: Path, tmp_path: Path
):
    written = run_to_end(write_questions(request_about("marked").questions, tmp_path / "questions"))
    answers = tmp_path / f"{written.answers}.npy"
    np.save(answers, np.ones((80, 24), np.float32))
    Image.new("RGB", (40, 40), "red").save(images / "cat" / "one more.png")

    with pytest.raises(SuspectError, match="answers other questions than those that this secret, these images"):
        run_to_end(verify_watermark(request_about(str(answers))))


def test_licensees_who_come_later_change_no_question(
    request_about: Callable[..., VerifyRequest], secret: Path, model: Any, tmp_path: Path
):
    asked = request_about("marked").questions
    before = run_to_end(write_questions(asked, tmp_path / "before"))
    own = np.concatenate([model.secret.pool.own, ~model.secret.pool.own[:1]])
    grown = replace(
        model.secret,
        users=(*model.secret.users, "late"),
        matrices=np.concatenate([model.secret.matrices, model.secret.matrices[:1, ::-1]]),
        pool=replace(model.secret.pool, own=own),
    )
    write_secret(secret, grown, None, force=True)

    assert run_to_end(write_questions(asked, tmp_path / "after")).digest == before.digest


@pytest.mark.parametrize(
    "change", [{"queries": 0}, {"queries": 3}, {"queries": 5002}, {"seed": -1}, {"seed": 2**53}], ids=str
)
def test_impossible_questions_are_refused(change: dict[str, Any]):
    with pytest.raises(UsageError):
        QuestionRequest(Path("s"), Path("i"), **change)


@pytest.mark.parametrize(
    "change", [{"level": 0}, {"level": 0.06}, {"level": float("nan")}, {"out": Path("e")}], ids=str
)
def test_impossible_verification_is_refused(change: dict[str, Any]):
    with pytest.raises(UsageError):
        VerifyRequest(QuestionRequest(Path("s"), Path("i")), EmbeddingSource("a:b"), **change)


def test_pictures_are_those_that_the_network_sees(
    request_about: Callable[..., VerifyRequest], images: Path, model: Any
):
    for path in images.rglob("*.png"):
        with Image.open(path) as picture:
            wide = picture.convert("RGB").resize((90, 50))
        path.write_bytes(png_of(wide))
    questions = run_to_end(verify_watermark(request_about("clean"))).judging.questions
    assert questions.pictures.shape == (16, 32, 32, 3)
    apply = model.backbone.preprocessing.apply
    seen = {path: apply(Image.open(path).convert("RGB")) for path in images.rglob("*.png")}
    sent = apply(Image.fromarray(questions.pictures[0]))
    assert min(float((sent - each).abs().max()) for each in seen.values()) < 1e-5


def test_a_file_of_answers_that_is_not_there_is_named_before_anything_is_computed():
    with pytest.raises(SuspectError, match="is no file that is there"):
        find_suspect(EmbeddingSource("answers/of-nobody.npy"))
