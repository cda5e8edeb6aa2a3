"""A secret is made for a model, in either mode, and grows without changing for anybody."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from ipclip_app.crypto import pkcs8
from ipclip_app.errors import (
    FolderError,
    LicenseeNameError,
    PassphraseNeededError,
    SecretExistsError,
    SecretFileError,
    TooFewImagesError,
    TooManyLicenseesError,
    TooNarrowEmbeddingsError,
    UsageError,
    WeakPassphraseError,
)
from ipclip_app.jobs import encoder, watermark_create, watermark_pairs
from ipclip_app.jobs.watermark_create import add_licensees, create_secret
from ipclip_app.jobs.watermark_secret_request import AddRequest, CreateRequest, numbered_names, require_names
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import Job, run_to_end
from ipclip_app.watermark import learned
from ipclip_app.watermark.secret import MOST_USERS, WatermarkSecret
from ipclip_app.watermark.secret_file import commitment, read_secret

PAIRS = 12


@pytest.fixture(autouse=True)
def few_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little is drawn and learned, and a passphrase costs nothing."""
    monkeypatch.setattr(watermark_pairs, "CANDIDATES", 40)
    monkeypatch.setattr(watermark_pairs, "PAIRS", PAIRS)
    monkeypatch.setattr(learned.learn_matrix, "__defaults__", (20,))
    monkeypatch.setattr(pkcs8, "COST", 2)


@pytest.fixture
def exact(tmp_path: Path, tiny_vit: Backbone) -> CreateRequest:
    return CreateRequest(tiny_vit.name, "exact", tmp_path / "s", ("Acme", "Søn"), seed=1, device="cpu")


@pytest.fixture
def trigger(exact: CreateRequest, photo: Path) -> CreateRequest:
    return replace(exact, mode="trigger", images=photo)


def made(request: CreateRequest) -> WatermarkSecret:
    run_to_end(create_secret(request))
    return read_secret(request.out, request.passphrase)


def test_exact_secret_is_a_rotation_for_each_licensee(exact: CreateRequest, tiny_vit: Backbone):
    created = run_to_end(create_secret(exact))

    secret, facts = read_secret(exact.out), created.facts
    assert (secret.mode, secret.method, secret.users, secret.pool) == ("exact", "rotation", ("Acme", "Søn"), None)
    assert secret.backbone == tiny_vit.identity
    assert facts.commitment == commitment(secret)
    assert facts.orthogonality_error < 1e-6
    assert facts.condition == pytest.approx((1, 1), abs=1e-5)
    assert not np.allclose(*secret.matrices, atol=0.1)


@pytest.mark.parametrize("method", ["closed-form", "learned"])
def test_trigger_secret_has_pairs_and_bounded_condition_numbers(
    trigger: CreateRequest, tiny_vit: Backbone, method: Any
):
    created = run_to_end(create_secret(replace(trigger, method=method)))

    secret, pool = read_secret(trigger.out), read_secret(trigger.out).pool
    assert pool is not None
    assert (secret.method, len(pool), created.facts.pairs) == (method, PAIRS, PAIRS)
    assert (pool.own.sum(axis=1) == PAIRS // 2).all()
    assert 1 < created.facts.condition[1] <= 10 + 1e-3
    assert secret.ordinary is not None
    assert np.trace(secret.ordinary) == pytest.approx(1, abs=1e-4)
    pixels = torch.stack([tiny_vit.preprocessing.apply(Image.fromarray(picture)) for picture in pool.pictures])
    assert np.allclose(tiny_vit.statistics(pixels).feature.numpy(), pool.image_embeddings, atol=1e-5)
    assert np.allclose(tiny_vit.encode_text(pool.texts).numpy(), pool.text_embeddings, atol=1e-5)


@pytest.mark.parametrize("mode", ["exact", "trigger"])
def test_same_seed_gives_the_same_secret_and_no_seed_a_new_one(request: pytest.FixtureRequest, mode: str):
    wanted: CreateRequest = request.getfixturevalue(mode)
    hashes = [commitment(made(replace(wanted, seed=seed, force=True))) for seed in (1, 1, None)]

    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize(("mode", "method"), [("exact", None), ("trigger", "closed-form"), ("trigger", "learned")])
def test_adding_a_licensee_is_as_if_he_had_been_there_from_the_beginning(
    request: pytest.FixtureRequest, mode: str, method: Any
):
    wanted = replace(request.getfixturevalue(mode), method=method)
    before = made(wanted)

    added = run_to_end(add_licensees(AddRequest(wanted.out, ("Third",), seed=1)))

    after = read_secret(wanted.out)
    assert after.users == ("Acme", "Søn", "Third") == tuple(one.name for one in added.facts.licensees)
    assert np.array_equal(after.matrices[:2], before.matrices)
    assert added.added == ("Third",)
    assert commitment(made(replace(wanted, users=after.users, force=True))) == added.facts.commitment


def test_added_licensee_has_pairs_of_his_own_that_nobody_guesses(trigger: CreateRequest):
    before = made(trigger).pool

    run_to_end(add_licensees(AddRequest(trigger.out, tuple("abcdefgh"))))

    after = read_secret(trigger.out).pool
    assert before is not None
    assert after is not None
    assert np.array_equal(after.own[:2], before.own)
    assert np.array_equal(after.pictures, before.pictures)
    assert len(np.unique(after.own, axis=0)) > 8


def test_adding_keeps_the_protection_of_the_file(exact: CreateRequest):
    run_to_end(create_secret(replace(exact, passphrase="correct horse")))  # noqa: S106 - protects nothing

    with pytest.raises(PassphraseNeededError):
        run_to_end(add_licensees(AddRequest(exact.out, ("c",))))
    added = run_to_end(add_licensees(AddRequest(exact.out, ("c",), "correct horse")))

    assert added.encrypted
    assert read_secret(exact.out, "correct horse").users[2] == "c"


def test_passphrase_that_is_not_needed_encrypts_nothing(exact: CreateRequest):
    run_to_end(create_secret(exact))

    added = run_to_end(add_licensees(AddRequest(exact.out, ("c",), "correct horse")))

    assert not added.encrypted
    assert len(read_secret(exact.out).users) == 3


@pytest.mark.parametrize("passphrase", [None, "correct horse"])
def test_outcome_tells_what_was_made_and_no_secret(exact: CreateRequest, passphrase: str | None):
    told = run_to_end(create_secret(replace(exact, passphrase=passphrase))).to_json()

    assert told["condition_number"]["min"] <= told["condition_number"]["max"]
    assert [one["name"] for one in told["licensees"]] == ["Acme", "Søn"]
    assert (told["encrypted"], told["guessable"], told["dimension"]) == (passphrase is not None, True, 24)
    assert "matrices" not in str(told)


@pytest.mark.parametrize("step", [0, 3, 9, 14])
def test_cancelled_creation_leaves_no_file(trigger: CreateRequest, step: int):
    job = create_secret(trigger)
    for _ in range(step + 1):
        next(job)
    job.close()

    assert not list(trigger.out.parent.glob("*s"))


def test_every_part_of_the_work_is_reported(trigger: CreateRequest, drain: Callable[[Job[Any]], Any]):
    reports = drain(create_secret(trigger)).reports

    phases = list(dict.fromkeys(report.phase for report in reports))
    assert [phase for phase in phases if phase not in {"folders", "scan"}] == [
        "backbone", "ordinary images", "captions", "trigger pictures", "trigger texts", "matrices", "checking matrices",
    ]  # fmt: skip


def test_lack_of_memory_halves_the_batch_and_says_so(
    monkeypatch: pytest.MonkeyPatch, trigger: CreateRequest, drain: Callable[[Job[Any]], Any]
):
    statistics = Backbone.statistics

    def narrow(backbone: Backbone, pixels: torch.Tensor) -> Any:
        if len(pixels) > 20:
            raise MemoryError
        return statistics(backbone, pixels)

    monkeypatch.setattr(encoder, "CPU_BATCH", 32)
    monkeypatch.setattr(Backbone, "statistics", narrow)

    drained = drain(create_secret(trigger))

    assert any("16 at a time" in notice for notice in drained.notices)
    assert drained.result.facts.pairs == PAIRS


def test_sample_images_are_ordinary_enough(monkeypatch: pytest.MonkeyPatch, trigger: CreateRequest):
    monkeypatch.setattr(watermark_pairs, "MOST_IMAGES", 24)

    assert made(replace(trigger, images=None)).pool is not None


def test_damaged_image_is_named_and_left_out(trigger: CreateRequest, photo: Path, drain: Callable[[Job[Any]], Any]):
    (photo / "cat" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")

    drained = drain(create_secret(trigger))

    assert any("broken.png" in notice for notice in drained.notices)


def test_too_few_images_are_refused(trigger: CreateRequest, draw_domain: Callable[..., Path], tmp_path: Path):
    with pytest.raises(TooFewImagesError):
        run_to_end(create_secret(replace(trigger, images=draw_domain(tmp_path / "few", "photo", images=2))))


def test_images_without_classes_are_refused(trigger: CreateRequest, photo: Path):
    with pytest.raises(FolderError, match="class subfolders"):
        run_to_end(create_secret(replace(trigger, images=photo / "cat")))


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        ({"users": ()}, UsageError, "name one"),
        ({"users": ("a", "a")}, LicenseeNameError, "already"),
        ({"users": ("a\nb",)}, LicenseeNameError, "one line"),
        ({"users": (" a",)}, LicenseeNameError, "one line"),
        ({"users": tuple(map(str, range(MOST_USERS + 1)))}, TooManyLicenseesError, "1000"),
        ({"method": "learned"}, UsageError, "no method 'learned'"),
        ({"mode": "trigger", "method": "rotation"}, UsageError, "closed-form or learned"),
        ({"seed": -1}, UsageError, "negative"),
        ({"passphrase": "short"}, WeakPassphraseError, "random words"),
    ],
    ids=str,
)
def test_what_cannot_work_is_refused_before_the_model_is_loaded(
    monkeypatch: pytest.MonkeyPatch, exact: CreateRequest, change: dict[str, Any], error: type[Exception], told: str
):
    monkeypatch.setattr(watermark_create, "load_backbone", lambda *_: pytest.fail("the model was loaded"))

    with pytest.raises(error, match=told):
        run_to_end(create_secret(replace(exact, **change)))
    assert not exact.out.exists()


def test_too_narrow_model_has_no_trigger_mode(monkeypatch: pytest.MonkeyPatch, trigger: CreateRequest):
    monkeypatch.setattr(watermark_create, "LEAST_DIMENSION", 25)

    with pytest.raises(TooNarrowEmbeddingsError, match="24 dimensions"):
        run_to_end(create_secret(trigger))


def test_no_more_licensees_than_fit_into_a_file(monkeypatch: pytest.MonkeyPatch, exact: CreateRequest):
    monkeypatch.setattr(watermark_create, "LARGEST", (1 << 20) + 4 * 24 * 24 * 4)

    made(replace(exact, users=("a", "b", "c")))
    with pytest.raises(TooManyLicenseesError, match=r"holds 3 .*24 dimensions"):
        run_to_end(add_licensees(AddRequest(exact.out, ("d",))))


def test_secret_is_not_replaced_unless_forced(exact: CreateRequest):
    first = commitment(made(exact))

    with pytest.raises(SecretExistsError):
        run_to_end(create_secret(replace(exact, seed=2)))
    assert commitment(read_secret(exact.out)) == first
    assert commitment(made(replace(exact, seed=2, force=True))) != first


@pytest.mark.parametrize("name", ["Acme", "a\tb", ""])
def test_added_name_must_be_a_new_one(exact: CreateRequest, name: str):
    run_to_end(create_secret(exact))

    with pytest.raises(LicenseeNameError):
        run_to_end(add_licensees(AddRequest(exact.out, (name,))))


def test_adding_to_a_missing_file_leaves_nothing(tmp_path: Path):
    with pytest.raises(SecretFileError, match="cannot be read"):
        run_to_end(add_licensees(AddRequest(tmp_path / "typo" / "s", ("a",))))
    assert not (tmp_path / "typo").exists()


def test_numbered_licensees_have_names_of_their_own():
    names = numbered_names(100)

    require_names(names)
    assert (len(set(names)), names[0]) == (100, "licensee-1")
    with pytest.raises(UsageError):
        numbered_names(0)
    with pytest.raises(TooManyLicenseesError):
        require_names(numbered_names(10**12))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_secret_is_its_owners_alone_to_read(exact: CreateRequest):
    run_to_end(create_secret(exact))

    assert exact.out.stat().st_mode & 0o777 == 0o600
