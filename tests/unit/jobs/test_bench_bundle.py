import json
from collections.abc import Callable, Iterator

import pytest

from ipclip_app.bench.mutations import seeded
from ipclip_app.bench.trials import Trials
from ipclip_app.errors import UsageError
from ipclip_app.jobs import bench_bundle as job
from ipclip_app.jobs.bench_bundle import BundleBenchOptions, BundleBenchResult, bench_bundle
from ipclip_app.jobs.bundle_cases import BundleCases, Case
from ipclip_app.progress import run_to_end


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every hundredth flip and truncation: that all are tried is what the benchmark is for."""
    monkeypatch.setattr(BundleCases, "flips", _thinned(BundleCases.flips))
    monkeypatch.setattr(BundleCases, "truncations", _thinned(BundleCases.truncations))


def _thinned(cases: Callable[[BundleCases], Iterator[Case]]) -> Callable[[BundleCases], Iterator[Case]]:
    return lambda self: (case for number, case in enumerate(cases(self)) if number % 100 == 0)


@pytest.mark.usefixtures("few")
def test_nothing_altered_is_accepted_and_nothing_crashes():
    result = run_to_end(bench_bundle(BundleBenchOptions(cases=300)))
    document = json.loads(json.dumps(result.to_json()))
    assert (result.passed, document["passed"], document["random"]["cases"]) == (True, True, 300)
    for name in ("flips", "truncations", "bombs", "random"):
        assert (document[name]["crashes"], document[name]["wrongly_accepted"]) == (0, 0)
    assert document["flips"]["cases"] == sum(document["flips"]["refusals"].values())


def test_every_bit_and_every_length_is_a_case():
    cases = BundleCases()
    flips = {case.data for case in cases.flips()}
    assert len(flips) == 8 * len(cases.data)
    assert cases.data not in flips
    assert [len(case.data) for case in cases.truncations()] == list(range(len(cases.data)))


def test_issuer_who_signs_anything_reaches_all_checks():
    cases, random = BundleCases(), seeded(1)
    genuine = [case for case in (cases.random(random) for _ in range(200)) if case.genuine]
    reasons = {job._read(case.data) for case in genuine}
    assert None in reasons
    assert len(reasons) > 20


@pytest.mark.usefixtures("few")
def test_reader_that_accepts_everything_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(job, "parse_bundle", lambda *_: None)
    result = run_to_end(bench_bundle(BundleBenchOptions(cases=10)))
    assert not result.passed
    assert result.trials["flips"].wrongly_accepted == result.trials["flips"].cases


@pytest.mark.parametrize(
    "trials", [Trials(longest_seconds=job.LONGEST), Trials(largest_allocation=job.ALLOCATION_LIMIT)]
)
def test_hang_and_too_much_memory_fail(trials: Trials):
    assert not BundleBenchResult(1, {"flips": trials}, 1.0).passed


def test_benchmark_can_be_stopped_between_rounds():
    running = bench_bundle(BundleBenchOptions(cases=1))
    assert next(running).phase == "flips"
    running.close()


@pytest.mark.parametrize("cases", [0, -1])
def test_no_cases_are_refused(cases: int):
    with pytest.raises(UsageError, match="--cases 1 or more"):
        BundleBenchOptions(cases=cases)
