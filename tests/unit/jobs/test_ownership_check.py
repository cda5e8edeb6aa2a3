"""Evidence is believed only where its signature fits and everything in it follows from its answers."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from ipclip_app.crypto.evidence import read_evidence, write_evidence
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import EvidenceUnreadableError
from ipclip_app.jobs.ownership import verify_ownership
from ipclip_app.jobs.ownership_check import CheckRequest, EvidenceCheck, check_evidence
from ipclip_app.jobs.ownership_request import OwnershipRequest, SuspectSource
from ipclip_app.progress import run_to_end

TRIGGER = Trigger("secret", bytes(range(32)))


@pytest.fixture
def images(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    return draw_domain(tmp_path / "images", "photo", images=10)


@pytest.fixture
def evidence(images: Path, tmp_path: Path, signing: SigningKey, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Evidence about somebody who says `cat` to everything."""

    def say(pictures: Sequence[Image.Image]) -> list[str]:
        return ["cat"] * len(pictures)

    monkeypatch.setitem(sys.modules, "suspect_models", SimpleNamespace(say=say))
    out = tmp_path / "evidence.json"
    source = SuspectSource("suspect_models:say")
    run_to_end(verify_ownership(OwnershipRequest(TRIGGER, images, source, queries=36, out=out, signing=signing)))
    return out


@pytest.fixture
def forged(evidence: Path, tmp_path: Path, signing: SigningKey) -> Callable[[Callable[[dict[str, Any]], None]], Path]:
    """`forged(change)`: the evidence with a change by somebody who can sign it."""

    def write(change: Callable[[dict[str, Any]], None]) -> Path:
        content = json.loads(json.dumps(read_evidence(evidence, "ownership").content))
        change(content)
        return write_evidence(tmp_path / "forged.json", "ownership", content, signing).path

    return write


def checked(path: Path, **wishes: Any) -> EvidenceCheck:
    return run_to_end(check_evidence(CheckRequest(path, **wishes)))


def test_genuine_evidence_is_valid_whatever_it_shows(evidence: Path):
    found = checked(evidence)
    document = found.to_json()
    assert (found.valid, document["shown"], document["queries"]) == (True, False, 36)
    assert document["issuer_known"] is False
    assert "its signer is unknown" in found.reason
    json.dumps(document, allow_nan=False)


def test_signer_is_known_by_option_or_trust(evidence: Path, issuer: Path):
    assert checked(evidence, issuer=issuer).to_json()["issuer_known"]
    KeyStore().trust(issuer, "owner")
    assert "trusted as 'owner'" in checked(evidence).reason


def test_other_signer_is_no_proof(evidence: Path, tmp_path: Path):
    other = tmp_path / "other.pem"
    other.write_bytes(SigningKey.generate().public.pem)
    found = checked(evidence, issuer=other)
    assert not found.valid
    assert "was signed by" in found.reason
    assert found.to_json()["result"] is None


def test_altered_evidence_is_no_proof(evidence: Path):
    evidence.write_bytes(evidence.read_bytes().replace(b'"shown": false', b'"shown": true'))
    assert "was altered" in checked(evidence).reason


def test_missing_evidence_is_unusable_input(tmp_path: Path):
    with pytest.raises(EvidenceUnreadableError):
        checked(tmp_path / "gone.json")


def _flip(content: dict[str, Any]) -> None:
    content["queries"][0]["right"] = not content["queries"][0]["right"]


def _other_answer(content: dict[str, Any]) -> None:
    query = next(query for query in content["queries"] if query["control"] is None and query["class"] == "cat")
    query.update(answer="dog", right=False)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda content: content.update(shown=True), "draws another conclusion"),
        (lambda content: content["result"].update(p_value=1e-9), "tells a p_value that does not follow"),
        (lambda content: content["result"].update(harmed=18), "tells a harmed that does not follow"),
        (lambda content: content["result"].update(odds_ratio=3.0), "tells a odds_ratio that does not follow"),
        (lambda content: content["result"].pop("pairs"), "tells other figures"),
        (_flip, "calls an answer right that is wrong"),
        (_other_answer, "does not follow from its answers"),
        (lambda content: content["queries"].pop(), "holds other questions than its seed gives"),
        (lambda content: content["queries"].reverse(), "holds other questions than its seed gives"),
        (lambda content: content["plan"].update(seed=0), "holds other questions than its seed gives"),
        (lambda content: content.update(queries=[]), "holds other questions than its seed gives"),
        (lambda content: content["queries"][0].update(right="yes"), "lacks what evidence of ownership has"),
        (lambda content: content["queries"][0].update(more=1), "calls an answer right"),
        (lambda content: content.update(level="low"), "lacks what evidence of ownership has"),
        (lambda content: content.pop("names"), "lacks what evidence of ownership has"),
    ],
)
def test_what_does_not_follow_from_the_answers_is_found(
    forged: Callable[[Callable[[dict[str, Any]], None]], Path], change: Callable[[dict[str, Any]], None], sentence: str
):
    found = checked(forged(change))
    assert not found.valid
    assert sentence in found.reason


def test_disclosed_trigger_and_images_repeat_what_was_sent(evidence: Path, images: Path):
    assert checked(evidence, trigger=TRIGGER, images=images).repeated == 36
    assert checked(evidence, trigger=TRIGGER).valid


def test_other_trigger_or_images_are_found(evidence: Path, images: Path, tmp_path: Path, draw_domain: Any):
    other = Trigger("secret", bytes(32))
    assert "made with another trigger" in checked(evidence, trigger=other).reason
    elsewhere = draw_domain(tmp_path / "elsewhere", "sketch")
    assert "that the folder does not hold" in checked(evidence, trigger=TRIGGER, images=elsewhere).reason


def test_pixels_that_were_not_stamped_so_are_found(
    forged: Callable[[Callable[[dict[str, Any]], None]], Path], images: Path
):
    path = forged(lambda content: content["queries"][3].update(pixels="0" * 64))
    assert checked(path).valid
    assert "other pixels were sent" in checked(path, trigger=TRIGGER, images=images).reason
