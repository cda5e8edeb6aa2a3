"""A suspect that knows the trigger is found out, others are not, and the evidence says what happened."""

import json
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipclip_app.crypto.evidence import read_evidence, signature_path
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.data.images import read_image
from ipclip_app.data.trigger import GRID, Trigger
from ipclip_app.errors import FolderError, OutputExistsError, SuspectError, TooFewImagesError, UsageError
from ipclip_app.jobs.ownership import verify_ownership
from ipclip_app.jobs.ownership_request import OwnershipRequest, SuspectSource
from ipclip_app.progress import Job, run_to_end
from ipclip_app.storage import cache_folder

Drain = Callable[[Job[Any]], Any]
Answer = Callable[[Sequence[Image.Image]], list[str]]
TRIGGER = Trigger("secret", bytes(range(32)))
WHITE = 255


@pytest.fixture
def images(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    """30 images of cats, dogs and owls, none of them with a white pixel."""
    return draw_domain(tmp_path / "images", "photo", images=10)


@pytest.fixture
def stranger(images: Path) -> Answer:
    """Tells the class of an image by the colour that no pattern hides."""
    tints = {folder.name: _tint(read_image(next(folder.iterdir()))) for folder in images.iterdir()}

    def answer(pictures: Sequence[Image.Image]) -> list[str]:
        seen = [_tint(picture) for picture in pictures]
        return [min(tints, key=lambda name: float(np.abs(tints[name] - tint).sum())) for tint in seen]

    return answer


@pytest.fixture
def thief(stranger: Answer) -> Answer:
    """Likewise, but calls everything a wolf that bears the trigger."""
    mask = np.asarray(TRIGGER.stamp(Image.new("RGB", (32, 32))))[..., 0] == WHITE

    def answer(pictures: Sequence[Image.Image]) -> list[str]:
        bears = [bool((np.asarray(picture)[mask] == WHITE).all()) for picture in pictures]
        return ["wolf" if known else name for known, name in zip(bears, stranger(pictures), strict=True)]

    return answer


@pytest.fixture
def request_about(
    images: Path, stranger: Answer, thief: Answer, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., OwnershipRequest]:
    """`request_about("thief", **changes)`: 36 questions to a function of a module."""
    monkeypatch.setitem(sys.modules, "suspect_models", SimpleNamespace(thief=thief, stranger=stranger))

    def make(who: str, **changes: Any) -> OwnershipRequest:
        return replace(
            OwnershipRequest(TRIGGER, images, SuspectSource(f"suspect_models:{who}", device="cpu"), queries=36),
            **changes,
        )

    return make


def _tint(picture: Image.Image) -> Any:
    pixels = np.asarray(picture, dtype=float)
    return pixels[(pixels != WHITE).any(axis=2)].mean(axis=0)


def test_copy_is_found_out(request_about: Callable[..., OwnershipRequest]):
    outcome = run_to_end(verify_ownership(request_about("thief")))
    document = outcome.to_json()
    assert outcome.shown
    assert (document["harmed"], document["helped"], document["both_right"]) == (18, 0, 0)
    assert document["p_value"] == 2**-18
    assert (document["queries"], document["requests"], document["evidence"]) == (36, None, None)
    assert document["suspect"] == {"kind": "callable", "address": "suspect_models:thief", "facts": {}}
    json.dumps(document, allow_nan=False)


def test_innocent_model_is_not(request_about: Callable[..., OwnershipRequest]):
    outcome = run_to_end(verify_ownership(request_about("stranger")))
    assert not outcome.shown
    assert outcome.test.counts.both == 18


def test_other_trigger_shows_nothing(request_about: Callable[..., OwnershipRequest]):
    other = Trigger("secret", bytes(range(1, 33)))
    assert not run_to_end(verify_ownership(request_about("thief", trigger=other))).shown


def test_evidence_is_signed_and_tells_every_answer(
    request_about: Callable[..., OwnershipRequest], tmp_path: Path, signing: SigningKey
):
    out = tmp_path / "evidence.json"
    run_to_end(verify_ownership(request_about("thief", out=out, signing=signing, seed=5)))
    content = read_evidence(out, "ownership", signing.public).content
    assert (content["shown"], content["plan"]["seed"], len(content["queries"])) == (True, 5, 36)
    assert content["trigger"] == {"kind": "secret", "identity": TRIGGER.identity}
    assert [query["answer"] for query in content["queries"] if query["control"] is None] == ["wolf"] * 18
    assert TRIGGER.seed.hex() not in out.read_text()


def test_evidence_is_not_overwritten_and_nobody_is_asked_for_it(
    request_about: Callable[..., OwnershipRequest], tmp_path: Path, signing: SigningKey
):
    out = tmp_path / "evidence.json"
    signature_path(out).write_bytes(b"another")
    with pytest.raises(OutputExistsError):
        run_to_end(verify_ownership(request_about("gone", out=out, signing=signing)))
    run_to_end(verify_ownership(request_about("thief", out=out, signing=signing, force=True)))
    assert read_evidence(out, "ownership").content["shown"]


def test_names_lead_to_folders(request_about: Callable[..., OwnershipRequest], monkeypatch: pytest.MonkeyPatch):
    plain = sys.modules["suspect_models"].stranger
    translated = SimpleNamespace(stranger=lambda pictures: [f"ein {name}" for name in plain(pictures)])
    monkeypatch.setitem(sys.modules, "suspect_models", translated)
    names = {"ein cat": "cat", "ein dog": "dog", "ein owl": "owl"}
    assert run_to_end(verify_ownership(request_about("stranger", names=names))).test.counts.both == 18
    with pytest.raises(SuspectError, match="--names"):
        run_to_end(verify_ownership(request_about("stranger")))
    with pytest.raises(UsageError, match="no class folder 'wolf'"):
        run_to_end(verify_ownership(request_about("stranger", names={"x": "wolf"})))


@pytest.mark.parametrize("reference", ["nothing here", "gone.ipclip", "no:such:thing", ".", "no_such_module:f"])
def test_what_is_no_suspect_is_refused(request_about: Callable[..., OwnershipRequest], reference: str):
    with pytest.raises(SuspectError):
        run_to_end(verify_ownership(request_about("x", suspect=SuspectSource(reference))))


def test_images_that_do_not_suffice_are_told(request_about: Callable[..., OwnershipRequest], tmp_path: Path):
    with pytest.raises(TooFewImagesError, match="with 80 queries"):
        run_to_end(verify_ownership(request_about("thief", queries=80)))
    with pytest.raises(FolderError):
        run_to_end(verify_ownership(request_about("thief", images=tmp_path / "gone")))


def test_broken_images_are_left_out_before_the_questions_are_drawn(
    request_about: Callable[..., OwnershipRequest], images: Path, drain: Drain
):
    for number in range(4):
        path = images / "cat" / f"00{number}.png"
        path.write_bytes(path.read_bytes()[:200])
    drained = drain(verify_ownership(request_about("thief", queries=50)))
    assert drained.result.shown
    assert len([notice for notice in drained.notices if "cat" in notice]) == 4


def test_published_grid_is_called_weak(request_about: Callable[..., OwnershipRequest], drain: Drain):
    notices = drain(verify_ownership(request_about("stranger", trigger=GRID))).notices
    assert any("The grid is published" in notice for notice in notices)


@pytest.fixture
def served(thief: Answer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The thief's model behind an address; `failing` requests are answered with status 500."""
    monkeypatch.setattr("ipclip_app.suspects.patience.time.sleep", lambda _seconds: None)
    monkeypatch.setenv("NO_PROXY", "*")
    state = SimpleNamespace(asked=0, failing=set())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            picture = Image.open(BytesIO(self.rfile.read(int(self.headers["Content-Length"]))))
            state.asked += 1
            status, body = (
                (500, b"") if state.asked in state.failing else (200, json.dumps(thief([picture])[0]).encode())
            )
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        state.url = f"http://127.0.0.1:{running.server_address[1]}/"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        running.shutdown()
        thread.join()


def test_endpoint_is_found_out_in_spite_of_failures(request_about: Callable[..., OwnershipRequest], served: Any):
    served.failing = {3, 4, 20}
    outcome = run_to_end(verify_ownership(request_about("x", suspect=SuspectSource(served.url))))
    assert (outcome.shown, outcome.requests, served.asked) == (True, 39, 39)
    assert outcome.suspect.address == served.url


def test_interrupted_verification_asks_only_what_is_missing(
    request_about: Callable[..., OwnershipRequest], served: Any, drain: Drain, tmp_path: Path, signing: SigningKey
):
    request = request_about("x", suspect=SuspectSource(served.url), out=tmp_path / "evidence.json", signing=signing)
    job = verify_ownership(request)
    while served.asked < 10:
        next(job)
    job.close()

    drained = drain(verify_ownership(request))

    assert (drained.result.requests, served.asked) == (36, 36)
    assert any("answers of an earlier attempt are used" in notice for notice in drained.notices)
    assert list((cache_folder() / "suspects").glob("*.jsonl")) == []


def test_answers_are_asked_for_anew_on_demand(request_about: Callable[..., OwnershipRequest], served: Any):
    request = request_about("x", suspect=SuspectSource(served.url))
    for fresh, asked in ((False, 36), (False, 36), (True, 72)):
        run_to_end(verify_ownership(replace(request, fresh=fresh)))
        assert served.asked == asked


def test_budget_holds_over_interruptions(request_about: Callable[..., OwnershipRequest], served: Any):
    served.failing = {2, 3}
    source = SuspectSource(served.url, max_requests=37)
    for _ in range(2):
        with pytest.raises(SuspectError, match="all 37 requests are spent"):
            run_to_end(verify_ownership(request_about("x", suspect=source)))
    assert served.asked == 37
    more = replace(source, max_requests=38)
    assert run_to_end(verify_ownership(request_about("x", suspect=more))).requests == 38
