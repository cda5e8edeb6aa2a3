import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.crypto.key_store import KeyInfo, KeyStore
from ipclip_app.errors import PassphraseNeededError
from ipclip_app.jobs.watermark_check import WatermarkCheck, WatermarkCheckRequest
from ipclip_app.jobs.watermark_folder import WrittenQuestions
from ipclip_app.jobs.watermark_request import QuestionRequest, VerifyRequest
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]
CLOSENESS = {"suspect": {"delta_cos": 0.1, "delta_l2": -0.1}, "clean": {"delta_cos": 0.0, "delta_l2": 0.0}}
DISTRIBUTION = {
    "user": "Acme",
    "p_value": 4e-4,
    "single_p_value": 1e-4,
    "cosine": 0.97,
    "clean_cosine": 0.01,
    "effect": 20.0,
    "null_mean": 0.0,
    "null_deviation": 0.05,
}
TRIGGER = {
    "user": "Acme",
    "p_value": 0.002,
    "single_p_value": 5e-4,
    "statistic": 0.6,
    "effect": 1.2,
    "agreement": 0.9,
    "about_middle": True,
    "against_other_pairs": CLOSENESS,
    "against_ordinary": CLOSENESS,
}
RESULT = {
    "shown": True,
    "tests": "both",
    "user": "Acme",
    "other_user": None,
    "best": {"user": "Acme", "by": "distribution", "p_value": 4e-4, "significant": True},
    "level": 0.01,
    "limit": 0.005,
    "mode": "trigger",
    "method": "closed-form",
    "licensees": 4,
    "queries": 170,
    "width": 512,
    "distribution": DISTRIBUTION,
    "trigger": TRIGGER,
    "ranking": {
        "distribution": [{"user": "Acme", "score": 0.97}, {"user": "Borg", "score": 0.02}],
        "triggers": [{"user": "Acme", "score": 0.9}],
    },
}
TOLD = {
    "spent": 186,
    "suspect": {"kind": "endpoint", "address": "https://host/v1/embeddings", "facts": {}},
    "evidence": None,
    "seconds": 12.0,
}
NOT_SHOWN = {
    "shown": False,
    "tests": "none",
    "user": None,
    "best": {"user": "Borg", "by": "distribution", "p_value": 0.3, "significant": False},
}


class Outcome:
    """What the job would find."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def to_json(self) -> dict[str, Any]:
        return self._document


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[VerifyRequest]:
    """What reaches the job, which finds a theft at the usual level and none at a stricter one."""
    requests: list[VerifyRequest] = []

    def verify_watermark(request: VerifyRequest) -> Job[Outcome]:
        requests.append(request)
        yield Report("questions", 1, 1)
        return Outcome({**RESULT, **TOLD, **({} if request.level >= 0.01 else NOT_SHOWN)})

    monkeypatch.setattr("ipclip_app.jobs.watermark_verify.verify_watermark", verify_watermark)
    return requests


@pytest.fixture
def key() -> KeyInfo:
    """The owner's only signing key."""
    return KeyStore().create("mine", "signing", None)


WHAT = ("--secret", "s", "--suspect", "https://host/v1/embeddings", "--images", "photos")


def test_secret_suspect_and_images_are_enough(ipclip: Callable[..., Ran], asked: list[VerifyRequest]):
    code, out, _ = ipclip("watermark", "verify", *WHAT)
    (request,) = asked
    assert code == 0
    assert "Shown: the suspect's embeddings bear the watermark of 'Acme'. Both tests show it." in out
    assert "20.0 deviations, p = 0.0004" in out
    assert "Kolmogorov-Smirnov 0.60 of cosines about the middle of the answers, p = 0.002" in out
    assert "170 queries to https://host/v1/embeddings, 186 sent with failed requests" in out
    assert request.questions == QuestionRequest(Path("s"), Path("photos"), None)
    assert (request.level, request.out, request.suspect.headers) == (0.01, None, {})


def test_nothing_shown_is_exit_code_1(ipclip: Callable[..., Ran], asked: list[VerifyRequest]):
    code, out, _ = ipclip("watermark", "verify", *WHAT, "--level", 0.001)
    assert code == 1
    assert "Not shown: " in out
    assert "No licensee fits significantly" in out


def test_every_option_reaches_the_job(
    ipclip: Callable[..., Ran],
    asked: list[VerifyRequest],
    key: KeyInfo,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("IPCLIP_API_KEY", "token")
    options = ["--queries", 100, "--level", 0.02, "--seed", 3, "--backbone", "demo", "--out", tmp_path / "e.json"]
    options += ["--sign-key", "mine", "--header", "X-Key: abc", "--timeout", 5, "--model", "mine", "--batch", 7]
    options += ["--encoding", "float", "--max-queries", 300, "--fresh", "--device", "cpu", "--force"]
    ipclip("watermark", "identify", *WHAT, *options)
    (request,) = asked
    questions, source = request.questions, request.suspect
    assert (questions.queries, questions.seed, questions.backbone, questions.device) == (100, 3, "demo", "cpu")
    assert (request.level, request.out, request.force, request.fresh) == (0.02, tmp_path / "e.json", True, True)
    assert request.signing is not None
    assert request.signing.public.fingerprint == key.fingerprint
    assert source.headers == {"Authorization": "Bearer token", "X-Key": "abc"}
    assert (source.timeout, source.model, source.batch) == (5, "mine", 7)
    assert (source.encoding, source.max_queries) == ("float", 300)


def test_identify_ranks_the_licensees(ipclip: Callable[..., Ran], asked: list[VerifyRequest]):
    code, out, _ = ipclip("watermark", "identify", *WHAT)
    assert code == 0
    assert "The licensee is 'Acme'" in out
    assert out.index("1. +0.9700  Acme") < out.index("2. +0.0200  Borg")
    code, out, _ = ipclip("watermark", "identify", *WHAT, "--level", 0.001)
    assert code == 1
    assert "the nearest by the distribution test is 'Borg'" in out


@pytest.mark.parametrize("command", ["verify", "identify"])
def test_json_is_one_document(ipclip: Callable[..., Ran], asked: list[VerifyRequest], command: str):
    _, out, _ = ipclip("watermark", command, *WHAT, "--json")
    assert json.loads(out)["distribution"]["p_value"] == 4e-4


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--queries", 7), "no number of queries"),
        (("--level", 0.5), "level must lie above 0"),
        (("--sign-key", "mine"), "pass --out too"),
        (("--max-queries", 0), "larger --max-queries"),
        (("--header", "nonsense"), "not of the form"),
    ],
)
def test_impossible_options_are_exit_code_2(
    ipclip: Callable[..., Ran], asked: list[VerifyRequest], options: tuple[Any, ...], sentence: str
):
    code, out, err = ipclip("watermark", "verify", *WHAT, *options)
    assert (code, out) == (2, "")
    assert sentence in err
    assert asked == []


def test_taken_evidence_is_told_before_anything_is_asked(
    ipclip: Callable[..., Ran], asked: list[VerifyRequest], key: KeyInfo, tmp_path: Path
):
    (tmp_path / "e.json.html").write_text("another")
    code, _, err = ipclip("watermark", "verify", *WHAT, "--out", tmp_path / "e.json")
    assert code == 2
    assert "e.json.html" in err
    assert asked == []


def test_passphrase_of_the_secret_is_asked_for(
    ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    given: list[str | None] = []

    def verify_watermark(request: VerifyRequest) -> Job[Outcome]:
        yield Report("secret", 0, 1)
        given.append(request.questions.passphrase)
        if request.questions.passphrase is None:
            raise PassphraseNeededError(tmp_path)
        return Outcome({**RESULT, **TOLD})

    monkeypatch.setattr("ipclip_app.jobs.watermark_verify.verify_watermark", verify_watermark)
    monkeypatch.setattr("ipclip_app.cli.passphrase.stated_or_typed", lambda _path: "typed in")
    assert ipclip("watermark", "verify", *WHAT)[0] == 0
    assert given == [None, "typed in"]


def test_questions_are_written(ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    reached: list[Any] = []

    def write_questions(request: QuestionRequest, folder: Path, *, force: bool) -> Job[WrittenQuestions]:
        reached.append((request, folder, force))
        yield Report("writing", 1, 1)
        return WrittenQuestions(folder, 100, 50, "answers-0a", "0a" * 32, 3)

    monkeypatch.setattr("ipclip_app.jobs.watermark_folder.write_questions", write_questions)
    options = ("--queries", 100, "--seed", 3, "--backbone", "demo", "--device", "cpu", "--force")
    code, out, _ = ipclip("watermark", "questions", "--secret", "s", "--images", "p", "--out", tmp_path, *options)
    assert code == 0
    assert f"50 pictures and 50 texts in {tmp_path}" in out
    assert "`ipclip watermark verify --suspect answers-0a.npy`" in out
    assert reached == [(QuestionRequest(Path("s"), Path("p"), None, 100, 3, "demo", "cpu"), tmp_path, True)]


def test_evidence_that_is_refused_is_exit_code_1(ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch):
    reached: list[WatermarkCheckRequest] = []

    def check_watermark(request: WatermarkCheckRequest) -> Job[WatermarkCheck]:
        reached.append(request)
        yield Report("check", 1, 1)
        return WatermarkCheck(
            None, None, issuer_given=False, recomputed=False, repeated=False, reason="e.json: was altered."
        )

    monkeypatch.setattr("ipclip_app.jobs.watermark_check.check_watermark", check_watermark)
    more = ("--images", "p", "--backbone", "demo", "--device", "cpu")
    code, out, _ = ipclip("watermark", "check", "e.json", "--secret", "s", "--issuer", "i.pem", *more)
    assert (code, out) == (1, "e.json: was altered.\n")
    asked = WatermarkCheckRequest(Path("e.json"), Path("s"), None, Path("i.pem"), Path("p"), "demo", "cpu")
    assert reached == [asked]
    code, out, _ = ipclip("watermark", "check", "e.json", "--json")
    assert code == 1
    assert json.loads(out)["valid"] is False
