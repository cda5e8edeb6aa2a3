"""A service is asked within a budget, patiently, and never twice for the same."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.crypto.keys import SigningKey
from ipclip_app.errors import (
    OutputBusyError,
    QueryBudgetError,
)
from ipclip_app.jobs.watermark_request import EmbeddingSource, VerifyRequest
from ipclip_app.jobs.watermark_verify import verify_watermark
from ipclip_app.progress import Notice, run_to_end
from ipclip_app.storage import cache_folder, locked

USER = "Borg & <b>Sons</b>"


def test_service_is_asked_in_batches_and_each_question_once(request_about: Callable[..., VerifyRequest], service: Any):
    source = EmbeddingSource(service.url, {"Authorization": "Bearer abc"}, batch=5, model="mine")
    document = run_to_end(verify_watermark(request_about("x", suspect=source))).to_json()
    assert (document["user"], document["spent"], service.asked) == (USER, 67, 67)
    assert max(len(each["input"]) for each in service.documents) == 5
    assert {each["authorization"] for each in service.requests} == {"Bearer abc"}
    assert document["suspect"] == {"kind": "endpoint", "address": service.url, "facts": {"model": "mine"}}


def test_service_is_waited_for_and_failures_cost_of_the_budget(
    request_about: Callable[..., VerifyRequest], service: Any, drain: Any
):
    service.faults, service.headers = [429, None, 500, "cut"], {"Retry-After": "2"}
    drained = drain(verify_watermark(request_about(service.url)))
    assert drained.result.shown
    assert drained.result.spent == service.asked > 67
    assert any("status 429; asking again in 2 s" in notice for notice in drained.notices)


def test_exhausted_budget_keeps_what_was_answered(request_about: Callable[..., VerifyRequest], service: Any):
    few = EmbeddingSource(service.url, max_queries=40, batch=8)
    with pytest.raises(QueryBudgetError, match="--max-queries"):
        run_to_end(verify_watermark(request_about("x", suspect=few)))
    asked = service.asked
    assert 30 < asked <= 40
    document = run_to_end(verify_watermark(request_about("x", suspect=replace(few, max_queries=67)))).to_json()
    assert (service.asked, document["spent"], document["user"]) == (67, 67, USER)


def test_stopped_verification_goes_on_without_asking_again(
    request_about: Callable[..., VerifyRequest], service: Any, drain: Any, tmp_path: Path, signing: SigningKey
):
    source = EmbeddingSource(service.url, batch=5)
    request = request_about("x", suspect=source, out=tmp_path / "e.json", signing=signing)
    job = verify_watermark(request)
    while service.asked < 32:
        next(job)
    next(job)
    with pytest.raises(OutputBusyError):
        drain(verify_watermark(request))
    job.close()
    before = service.asked
    drained = drain(verify_watermark(request))
    assert service.asked == 67 > before
    assert any("answers of an earlier attempt are used" in notice for notice in drained.notices)
    assert not list((cache_folder() / "suspects").glob("*.jsonl"))


def test_fresh_asks_anew(request_about: Callable[..., VerifyRequest], service: Any):
    for fresh, asked in ((False, 67), (False, 67), (True, 134)):
        run_to_end(verify_watermark(request_about(service.url, fresh=fresh)))
        assert service.asked == asked


def test_key_in_the_open_is_noticed(request_about: Callable[..., VerifyRequest], drain: Any):
    source = EmbeddingSource("http://192.0.2.1/v1/embeddings", {"Authorization": "Bearer abc"})
    request = request_about("x", suspect=source)
    job = verify_watermark(request)
    next(job)
    report = next(job)
    job.close()
    assert isinstance(report, Notice)
    assert "travel unencrypted" in report.message


def test_questions_are_locked_while_they_are_asked(request_about: Callable[..., VerifyRequest], service: Any):
    job = verify_watermark(request_about(service.url))
    while service.asked == 0:
        next(job)
    (path,) = (cache_folder() / "suspects").glob("*.jsonl")
    with pytest.raises(OutputBusyError), locked(path):
        pass
    job.close()
    with locked(path):
        pass
