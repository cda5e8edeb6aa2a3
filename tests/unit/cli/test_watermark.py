"""Secrets are made, shown, extended and used on the command line, and told of without what they hide."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipclip_app.crypto import pkcs8
from ipclip_app.jobs import watermark_pairs
from ipclip_app.model.backbone import Backbone
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.secret_file import commitment, is_encrypted, read_secret

Run = Callable[..., tuple[int, str, str]]
PHRASE = "correct horse"


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in the environment and costs nothing, and few pairs are drawn."""
    monkeypatch.setenv("IPCLIP_PASSPHRASE", PHRASE)
    monkeypatch.setattr(pkcs8, "COST", 2)
    monkeypatch.setattr(watermark_pairs, "CANDIDATES", 40)
    monkeypatch.setattr(watermark_pairs, "PAIRS", 12)


@pytest.fixture
def create(ipclip: Run, tiny_vit: Backbone, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """`create(*options, name="s")`: make a secret of exact mode there; what is told of it."""

    def run(*options: object, name: str = "s") -> dict[str, Any]:
        mode = () if "--mode" in options else ("--mode", "exact")
        place = ("--backbone", tiny_vit.name, "--out", tmp_path / name, "--device", "cpu", "--json")
        code, out, err = ipclip("watermark", "create", *place, *mode, *options)
        assert code == 0, err
        document: dict[str, Any] = json.loads(out)
        return document

    return run


def test_created_secret_is_encrypted_and_told_by_its_commitment(create: Callable[..., dict[str, Any]], tmp_path: Path):
    told = create("--users", 3)

    secret = read_secret(tmp_path / "s", PHRASE)
    assert told["commitment"] == commitment(secret)
    assert secret.users == ("licensee-1", "licensee-2", "licensee-3")
    assert (told["encrypted"], told["guessable"], told["mode"]) == (True, False, "exact")
    assert is_encrypted(tmp_path / "s")


def test_trigger_secret_keeps_away_from_the_images_that_are_given(
    create: Callable[..., dict[str, Any]], photo: Path, tmp_path: Path
):
    told = create("--mode", "trigger", "--images", photo, "--user", "Acme", "--user", "Søn & Co")

    assert (told["pairs"], told["method"]) == (12, "closed-form")
    assert [one["name"] for one in told["licensees"]] == ["Acme", "Søn & Co"]
    assert read_secret(tmp_path / "s", PHRASE).pool is not None


def test_unencrypted_secret_needs_no_passphrase(
    create: Callable[..., dict[str, Any]], tmp_path: Path, ipclip: Run, monkeypatch: pytest.MonkeyPatch
):
    create("--no-passphrase")
    monkeypatch.delenv("IPCLIP_PASSPHRASE")

    code, out, _ = ipclip("watermark", "show", tmp_path / "s")

    assert code == 0
    assert "not encrypted: whoever reads it can use it" in out


def test_seed_is_called_guessable(create: Callable[..., dict[str, Any]]):
    assert create("--seed", 1, name="a")["commitment"] == create("--seed", 1, name="b")["commitment"]
    assert create("--seed", 2, name="c")["guessable"]


def test_shown_secret_is_the_created_one(create: Callable[..., dict[str, Any]], ipclip: Run, tmp_path: Path):
    told = create("--users", 2)

    shown = json.loads(ipclip("watermark", "show", tmp_path / "s", "--json")[1])
    code, out, _ = ipclip("watermark", "show", tmp_path / "s")

    assert shown == {key: told[key] for key in shown}
    assert code == 0
    assert told["commitment"] in out
    assert "licensee-2: condition number 1" in out


def test_licensee_is_added_and_the_others_keep_their_matrices(
    create: Callable[..., dict[str, Any]], ipclip: Run, tmp_path: Path
):
    create("--users", 2)
    before = read_secret(tmp_path / "s", PHRASE).matrices

    code, out, _ = ipclip("watermark", "add", "--secret", tmp_path / "s", "--user", "Acme", "--json")

    told, after = json.loads(out), read_secret(tmp_path / "s", PHRASE)
    assert code == 0
    assert (told["added"], after.users[2]) == (["Acme"], "Acme")
    assert np.array_equal(after.matrices[:2], before)


def test_embeddings_are_marked_for_the_licensee(create: Callable[..., dict[str, Any]], ipclip: Run, tmp_path: Path):
    create("--users", 2)
    rows = np.random.default_rng(0).standard_normal((7, 24)).astype(np.float32)
    np.save(tmp_path / "in.npy", rows)
    options = ("--secret", tmp_path / "s", "--user", "licensee-2", tmp_path / "in.npy", tmp_path / "out.npy")

    code, out, _ = ipclip("watermark", "apply", *options, "--json")

    assert (code, json.loads(out)["rows"]) == (0, 7)
    marked = np.lib.format.open_memmap(tmp_path / "out.npy", mode="r")
    assert np.allclose(marked, apply_watermark(rows, read_secret(tmp_path / "s", PHRASE).matrices[1]), atol=1e-6)
    assert ipclip("watermark", "apply", *options)[0] == 2
    assert "Marked 7 embeddings for licensee-2" in ipclip("watermark", "apply", *options, "--force")[1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--users", 2, "--user", "a"), "pass one of them"),
        (("--users", 0), "1 or more"),
        (("--users", 1001), "too many"),
        (("--user", "a", "--user", "a"), "already"),
        (("--user", "a\nb"), "one line"),
        (("--images", "."), "exact does not have"),
        (("--method", "learned"), "no method 'learned'"),
        (("--seed", -1), "negative"),
        (("--backbone", "no-such-model"), "no-such-model"),
    ],
    ids=str,
)
def test_options_that_make_no_sense_get_one_sentence(
    ipclip: Run, tiny_vit: Backbone, tmp_path: Path, options: tuple[object, ...], told: str
):
    place = ("--backbone", tiny_vit.name, "--mode", "exact", "--out", tmp_path / "s")

    code, out, err = ipclip("watermark", "create", *place, *options)

    assert (code, out) == (2, "")
    assert told in err.splitlines()[-1]
    assert not (tmp_path / "s").exists()


def test_existing_secret_is_kept_unless_forced(
    create: Callable[..., dict[str, Any]], ipclip: Run, tiny_vit: Backbone, tmp_path: Path
):
    create()
    before = (tmp_path / "s").read_bytes()

    code, out, err = ipclip(
        "watermark", "create", "--backbone", tiny_vit.name, "--mode", "exact", "--out", tmp_path / "s"
    )

    assert (code, out, (tmp_path / "s").read_bytes()) == (2, "", before)
    assert "lost for good" in err
    create("--force")
    assert (tmp_path / "s").read_bytes() != before


def test_wrong_passphrase_and_other_files_get_one_sentence(
    create: Callable[..., dict[str, Any]], ipclip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    create()
    (tmp_path / "other").write_bytes(b"no secret")
    monkeypatch.setenv("IPCLIP_PASSPHRASE", "battery staple")

    for path, told in ((tmp_path / "s", "passphrase is wrong"), (tmp_path / "other", "no secret of a watermark")):
        code, out, err = ipclip("watermark", "show", path)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert told in err


def test_without_a_terminal_the_passphrase_must_be_stated(
    ipclip: Run, tiny_vit: Backbone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("IPCLIP_PASSPHRASE")

    code, _, err = ipclip(
        "watermark", "create", "--backbone", tiny_vit.name, "--mode", "exact", "--out", tmp_path / "s"
    )

    assert code == 2
    assert "IPCLIP_PASSPHRASE" in err
    assert "--no-passphrase" in err
