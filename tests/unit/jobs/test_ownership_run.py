"""A run that was trained with a trigger brings it along, is asked like a suspect, and chooses its images itself."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.audit import authorizer_fit
from ipclip_app.config import SplitConfig, TrainConfig, ViewConfig
from ipclip_app.crypto.evidence import read_evidence
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import UnfairTriggerError
from ipclip_app.jobs.bench_ownership import bench_ownership
from ipclip_app.jobs.evidence_claims import Untrue
from ipclip_app.jobs.ownership import verify_ownership
from ipclip_app.jobs.ownership_evidence import recompute
from ipclip_app.jobs.ownership_fairness import ZeroShotSuspect
from ipclip_app.jobs.ownership_request import OwnershipRequest, SuspectSource, trigger_of
from ipclip_app.jobs.ownership_trials import OwnershipBenchOptions
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.model.backbone import Backbone
from ipclip_app.ownership.paired_test import PairCounts, PairedTest
from ipclip_app.progress import run_to_end
from ipclip_app.training import base_prompt

TRIGGER = Trigger("secret", bytes(range(32)))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, draw_domain: Callable[..., Path], tiny_vit: Backbone) -> Path:
    """A run of 1 epoch with the trigger, beside its 78 images; 18 of them are its test images."""
    place = tmp_path_factory.mktemp("owned")
    photo = draw_domain(place / "domains" / "photo", "photo", images=26)
    views = ViewConfig(flip=False, crops=0, controls=1)
    config = TrainConfig(scenario="ownership", epochs=1, batch_size=8, split=SplitConfig(50, 25, 25), views=views)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPCLIP_CACHE_DIR", str(place / "cache"))
        patch.setattr(base_prompt, "STEPS", 6)
        patch.setattr(authorizer_fit, "_ITERATIONS", 6)
        run_to_end(train(TrainRequest(photo, None, tiny_vit.name, place / "run", config, "cpu", trigger=TRIGGER)))
    return place / "run"


def test_run_is_asked_with_its_own_trigger_about_images_that_it_ranks(run: Path):
    source = SuspectSource(str(run), device="cpu")
    images = run.parent / "domains" / "photo"
    outcome = run_to_end(verify_ownership(OwnershipRequest(trigger_of(run), images, source, run, 36)))
    document = outcome.to_json()
    assert document["trigger"]["identity"] == TRIGGER.identity
    assert (document["ranked"], document["pairs"]) == (78, 18)
    assert document["zero_shot"]["pairs"] == 18
    assert document["suspect"]["kind"] == "run"


@pytest.mark.parametrize(("harmed", "helped", "is_fair"), [(9, 2, False), (6, 3, True), (0, 9, True)])
def test_a_trigger_that_harms_zero_shot_clip_proves_nothing(
    run: Path, harmed: int, helped: int, is_fair: bool, monkeypatch: pytest.MonkeyPatch
):
    answered = PairedTest(PairCounts(2, harmed, helped, 3))
    monkeypatch.setattr("ipclip_app.jobs.ownership_fairness.paired_test_of", lambda *_: answered)
    source = SuspectSource(str(run), device="cpu")
    request = OwnershipRequest(trigger_of(run), run.parent / "domains" / "photo", source, run, 36)

    with nullcontext() if is_fair else pytest.raises(UnfairTriggerError, match="zero-shot CLIP") as raised:
        run_to_end(verify_ownership(request))

    assert is_fair or TRIGGER.identity in str(raised.value)


def test_zero_shot_clip_is_asked_the_same_questions(run: Path, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    asked: list[int] = []
    answers = ZeroShotSuspect.answers
    monkeypatch.setattr(
        ZeroShotSuspect, "answers", lambda self, images: asked.append(len(images)) or answers(self, images)
    )
    source = SuspectSource(str(run), device="cpu")
    run_to_end(verify_ownership(OwnershipRequest(trigger_of(run), run.parent / "domains" / "photo", source, run, 36)))

    assert sum(asked) == 36


def test_evidence_holds_what_zero_shot_clip_says(run: Path, tmp_path: Path, signing: SigningKey):
    source, out = SuspectSource(str(run), device="cpu"), tmp_path / "evidence.json"
    images = run.parent / "domains" / "photo"
    run_to_end(verify_ownership(OwnershipRequest(trigger_of(run), images, source, run, 36, out=out, signing=signing)))
    content = dict(read_evidence(out, "ownership").content)
    told = recompute(content)

    assert {query["zero_shot"] for query in content["queries"]} <= set(content["plan"]["folders"])
    assert content["zero_shot"]["pairs"] == told.counts.pairs == 18
    for change in (
        {"zero_shot": None},
        {"zero_shot": content["zero_shot"] | {"p_value": 0.9}},
        {"queries": [{**content["queries"][0], "zero_shot": None}, *content["queries"][1:]]},
    ):
        with pytest.raises(Untrue, match=r"zero-shot CLIP|p_value"):
            recompute(content | change)


def test_without_a_run_it_is_said_that_fairness_is_unknown(run: Path, drain: Any):
    source = SuspectSource(str(run), device="cpu")
    job = verify_ownership(OwnershipRequest(trigger_of(run), run.parent / "domains" / "photo", source, None, 36))

    told = drain(job)

    assert any("Without a run" in sentence for sentence in told.notices)
    assert told.result.to_json()["zero_shot"] is None


def test_benchmark_asks_the_run_after_every_alteration_and_innocent_models_likewise(
    run: Path, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ipclip_app.bench.innocents._EPOCHS", 1)
    options = OwnershipBenchOptions(run.parent / "domains", tiny_vit.name, run, 2, 36, repeats=1, device="cpu")
    result = run_to_end(bench_ownership(options))
    document = result.to_json()
    assert {name: len(tests) for name, tests in result.protected.items()} == dict.fromkeys(
        ("none", "jpeg_50", "half_size", "crop_10"), 1
    )
    assert document["run_trigger"]["models"] == 2
    assert document["run_trigger"]["accused"] == 0
    assert [test["fair"] for test in document["zero_shot"]] == [True]
    assert not result.passed  # so short a training teaches no trigger


def test_benchmark_asks_nobody_with_a_trigger_that_is_unfair_to_zero_shot_clip(
    run: Path, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ipclip_app.jobs.ownership_trials.is_fair", lambda _: False)
    monkeypatch.setattr("ipclip_app.bench.innocents._EPOCHS", 1)
    options = OwnershipBenchOptions(run.parent / "domains", tiny_vit.name, run, 2, 36, repeats=2, device="cpu")

    result = run_to_end(bench_ownership(options))

    assert len(result.zero_shot) == 2
    assert not any(result.protected.values())
    assert "run_trigger" not in result.innocent
