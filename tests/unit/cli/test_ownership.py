import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ipclip_app.crypto.key_store import KeyInfo, KeyStore
from ipclip_app.data.trigger import GRID, Trigger, new_trigger, write_trigger
from ipclip_app.errors import CancelledError, PassphraseNeededError
from ipclip_app.jobs.ownership_check import CheckRequest
from ipclip_app.jobs.ownership_request import OwnershipRequest
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]
FIGURES = {
    "pairs": 50,
    "harmed": 38,
    "accuracy_control": 86.0,
    "accuracy_trigger": 12.0,
    "difference": 74.0,
    "difference_low": 57.0,
    "difference_high": 85.0,
    "p_value": 7.3e-11,
    "cautious_p_value": 2.8e-6,
    "cautious_odds": 2,
}


@dataclass
class Outcome:
    """What the job would find."""

    shown: bool

    def to_json(self) -> dict[str, Any]:
        suspect = {"kind": "endpoint", "address": "https://host/x", "facts": {}}
        told = {"suspect": suspect, "queries": 100, "requests": 104, "evidence": None, "seconds": 12.0, "level": 0.001}
        return {
            "shown": self.shown,
            **FIGURES,
            **told,
            "zero_shot": FIGURES | {"accuracy_trigger": 79.0, "p_value": 0.4},
        }


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[OwnershipRequest]:
    """What reaches the job, which finds a copy."""
    requests: list[OwnershipRequest] = []

    def verify_ownership(request: OwnershipRequest) -> Job[Outcome]:
        requests.append(request)
        yield Report("questions", 1, 1)
        return Outcome(shown=request.level < 0.01)

    monkeypatch.setattr("ipclip_app.jobs.ownership.verify_ownership", verify_ownership)
    return requests


@pytest.fixture
def trigger(tmp_path: Path) -> Path:
    """A trigger file."""
    write_trigger(tmp_path / "trigger.json", new_trigger())
    return tmp_path / "trigger.json"


@pytest.fixture
def key() -> KeyInfo:
    """The owner's only signing key."""
    return KeyStore().create("mine", "signing", None)


def test_trigger_suspect_and_images_are_enough(
    ipclip: Callable[..., Ran], asked: list[OwnershipRequest], trigger: Path
):
    code, out, _ = ipclip("ownership", "verify", "--trigger", trigger, "--suspect", "a:b", "--images", "photos")
    (request,) = asked
    assert code == 0
    assert "Shown: " in out
    assert "right on 86% with controls and on 12% with the trigger" in out
    assert "p = 7.3e-11" in out
    assert "in 104 requests" in out
    assert (request.suspect.reference, request.images, request.run) == ("a:b", Path("photos"), None)
    assert (request.queries, request.level, request.seed, request.out) == (100, 0.001, None, None)


def test_every_option_reaches_the_job(
    ipclip: Callable[..., Ran], asked: list[OwnershipRequest], key: KeyInfo, tmp_path: Path
):
    (tmp_path / "names.json").write_text('{"Hund": "dog"}')
    options = [
        "--trigger",
        "grid",
        "--queries",
        200,
        "--level",
        0.0001,
        "--seed",
        3,
        "--names",
        tmp_path / "names.json",
    ]
    options += ["--out", tmp_path / "e.json", "--sign-key", "mine", "--header", "X-Key: abc", "--timeout", 5]
    options += ["--max-requests", 300, "--fresh", "--backbone", "demo", "--key", "k.pem", "--issuer", "i.pem"]
    options += ["--device", "cpu", "--force", "--suspect", "https://host/x", "--images", "photos"]
    ipclip("ownership", "verify", "run", *options)
    (request,) = asked
    assert (request.trigger, request.run) == (GRID, Path("run"))
    assert (request.queries, request.level, request.seed, request.names) == (200, 0.0001, 3, {"Hund": "dog"})
    assert (request.out, request.force, request.fresh) == (tmp_path / "e.json", True, True)
    assert request.signing is not None
    assert request.signing.public.fingerprint == key.fingerprint
    source = request.suspect
    assert (source.reference, source.headers, source.timeout) == ("https://host/x", {"X-Key": "abc"}, 5)
    assert (source.max_requests, source.backbone, source.device) == (300, "demo", "cpu")
    assert (source.key, source.issuer) == (Path("k.pem"), Path("i.pem"))


def test_run_brings_its_trigger(
    ipclip: Callable[..., Ran], asked: list[OwnershipRequest], trigger: Path, monkeypatch: pytest.MonkeyPatch
):
    wanted = Trigger("secret", bytes(32))
    monkeypatch.setattr(
        "ipclip_app.jobs.ownership_request.trigger_of", lambda run: wanted if run == Path("r") else None
    )
    ipclip("ownership", "verify", "r", "--suspect", "a:b", "--images", "photos")
    assert (asked[0].trigger, asked[0].run) == (wanted, Path("r"))


def test_suspect_that_is_not_shown_to_be_a_copy_exits_with_1(
    ipclip: Callable[..., Ran], asked: list[OwnershipRequest], trigger: Path
):
    options = ["--trigger", trigger, "--suspect", "a:b", "--images", "photos", "--level", "0.05"]
    code, out, _ = ipclip("ownership", "verify", *options)
    assert (code, out.splitlines()[0][:9]) == (1, "Not shown")
    code, out, _ = ipclip("ownership", "verify", *options, "--json")
    assert (code, json.loads(out)["shown"]) == (1, False)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "Give RUN or --trigger"),
        (["gone"], "not the folder of a run"),
        (["--trigger", "gone.json"], "gone.json"),
        (["--trigger", "grid", "--queries", "3"], "3 is no number of queries"),
        (["--trigger", "grid", "--sign-key", "k"], "--sign-key signs evidence; pass --out too"),
        (["--trigger", "grid", "--out", "e.json"], "holds no signing key"),
        (["--trigger", "grid", "--names", "gone.json"], "gone.json: cannot be read as JSON"),
        (["--trigger", "grid", "--header", "x"], "not of the form"),
    ],
)
def test_what_makes_no_sense_is_refused(
    ipclip: Callable[..., Ran], asked: list[OwnershipRequest], options: list[str], sentence: str
):
    code, out, err = ipclip("ownership", "verify", *options, "--suspect", "a:b", "--images", "photos")
    assert (code, out, asked) == (2, "", [])
    assert sentence in err


def test_evidence_that_is_there_is_told_before_a_passphrase_is_asked(
    ipclip: Callable[..., Ran], asked: list[OwnershipRequest], tmp_path: Path
):
    (tmp_path / "e.json").write_text("mine")
    options = ["--trigger", "grid", "--suspect", "a:b", "--images", "photos", "--out", tmp_path / "e.json"]
    code, _, err = ipclip("ownership", "verify", *options)
    assert (code, asked) == (2, [])
    assert "exists already" in err


def test_passphrase_of_a_bundles_key_is_asked_for_when_it_is_needed(
    ipclip: Callable[..., Ran], key: KeyInfo, monkeypatch: pytest.MonkeyPatch
):
    tried: list[OwnershipRequest] = []

    def verify_ownership(request: OwnershipRequest) -> Job[None]:
        tried.append(request)
        yield Report("open", 0, 1)
        if request.suspect.passphrase is None:
            raise PassphraseNeededError(key.path)
        raise CancelledError("Enough.")

    monkeypatch.setattr("ipclip_app.jobs.ownership.verify_ownership", verify_ownership)
    monkeypatch.setattr("ipclip_app.cli.passphrase.passphrase_of", lambda _path: "word by word")
    ipclip("ownership", "verify", "--trigger", "grid", "--suspect", "a.ipclip", "--images", "photos")
    assert [request.suspect.passphrase for request in tried] == [None, "word by word"]


def test_evidence_is_made_and_checked_in_one_go(
    ipclip: Callable[..., Ran],
    key: KeyInfo,
    tmp_path: Path,
    draw_domain: Callable[..., Path],
    trigger: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setitem(sys.modules, "suspect_models", SimpleNamespace(say=lambda images: ["cat"] * len(images)))
    images, out = draw_domain(tmp_path / "photos", "photo", images=6), tmp_path / "evidence.json"
    options = ["--trigger", trigger, "--images", images]

    code, text, _ = ipclip(
        "ownership", "verify", *options, "--suspect", "suspect_models:say", "--queries", 36, "--out", out
    )
    assert code == 1
    assert f"Evidence: {out}" in text

    code, text, _ = ipclip("ownership", "check", out, "--issuer", key.public_path, *options)
    assert code == 0
    assert "its signer is the one who was expected" in text
    assert "Not shown" in text
    document = json.loads(ipclip("ownership", "check", out, "--json")[1])
    assert (document["valid"], document["shown"], document["issuer_known"]) == (True, False, False)

    out.write_bytes(out.read_bytes().replace(b'"harmed": 0', b'"harmed": 9'))
    code, text, _ = ipclip("ownership", "check", out)
    assert code == 1
    assert "was altered" in text
    assert "Shown" not in text


def test_check_needs_a_trigger_to_stamp_images(ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch):
    asked: list[CheckRequest] = []
    monkeypatch.setattr("ipclip_app.jobs.ownership_check.check_evidence", asked.append)
    code, _, err = ipclip("ownership", "check", "e.json", "--images", "photos")
    assert (code, asked) == (2, [])
    assert "pass that too" in err


def test_missing_evidence_is_unusable_input(ipclip: Callable[..., Ran], tmp_path: Path):
    code, _, err = ipclip("ownership", "check", tmp_path / "gone.json")
    assert code == 2
    assert "cannot be read" in err
