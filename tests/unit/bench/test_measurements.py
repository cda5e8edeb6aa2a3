"""What each benchmark promises, on the small workload."""

import pytest
import torch

from ipclip_app.bench import scaling, text_tower
from ipclip_app.bench.classify import ClassifyBench, ClassifyRound
from ipclip_app.bench.epoch import EpochBench, EpochRound
from ipclip_app.bench.matmul_rate import matmul_rate, tower_shapes
from ipclip_app.bench.padded_text import PaddedTextTower
from ipclip_app.bench.result import ScalingPoint
from ipclip_app.bench.scaling import scaling_point
from ipclip_app.bench.text_tower import PACKED_REPETITIONS, TextTowerBench, TextTowerRound
from ipclip_app.bench.timing import seconds
from ipclip_app.bench.workload import Workload, forward_backward, normal
from ipclip_app.model.packed_text import PackedTextTower


class Clock:
    """A clock that goes only when it is told to, s."""

    def __init__(self) -> None:
        self.now = 0.0

    def advance(self, duration: float) -> None:
        self.now += duration


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that measurements read."""
    standing = Clock()
    monkeypatch.setattr("time.perf_counter", lambda: standing.now)
    return standing


def test_the_packed_tower_is_measured_against_equal_results(workload: Workload):
    assert 0 < TextTowerBench(workload).relative_error() < 1e-5


def test_a_wrong_packed_tower_shows_in_the_relative_error(workload: Workload):
    bench = TextTowerBench(workload)
    bench._packed.start_row.neg_()

    assert bench.relative_error() > 1e-4


def test_ratios_are_medians_of_the_rounds_not_ratios_of_medians(workload: Workload):
    rounds = [
        TextTowerRound([0.5, 1.0, 3.0], 10.0, 1e9),
        TextTowerRound([4.0], 20.0, 1e9),
        TextTowerRound([2.0], 60.0, 1e9),
    ]

    result = TextTowerBench(workload).result(1e-6, rounds, [10, 20, 40], [60, 200, 200])

    assert (result.speedup, result.memory_ratio) == (10.0, 6.0)
    assert (result.packed_seconds, result.padded_seconds) == (2.0, 20.0)
    assert (result.packed_peak, result.padded_peak) == (20, 200)
    assert result.share_of_matmul_peak == result.packed_flops / 2.0 / 1e9


@pytest.mark.parametrize("packed", [None, [0, 1, 1]])
def test_memory_that_cannot_be_measured_gives_no_ratio(workload: Workload, packed: list[int] | None):
    result = TextTowerBench(workload).result(1e-6, [TextTowerRound([1.0], 1.0, 1.0)], packed, packed)

    assert result.memory_ratio is None


def test_a_round_times_both_towers(workload: Workload, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    durations = {PackedTextTower: 2.0, PaddedTextTower: 20.0}
    monkeypatch.setattr(text_tower, "forward_backward", lambda tower, _: clock.advance(durations[type(tower)]))
    monkeypatch.setattr(text_tower, "matmul_rate", lambda *_: 1e9)

    assert TextTowerBench(workload).round() == TextTowerRound([2.0] * PACKED_REPETITIONS, 20.0, 1e9)


def test_both_ways_of_classifying_agree(workload: Workload):
    bench = ClassifyBench(workload)

    assert torch.allclose(bench.classify(bench.packed), bench.classify(bench.padded), atol=1e-4)


def test_classification_reports_the_median_of_its_rounds(workload: Workload):
    rounds = [ClassifyRound(8.0, 1.0), ClassifyRound(6.0, 2.0), ClassifyRound(10.0, 2.0)]

    result = ClassifyBench(workload).result(rounds)

    assert (result.speedup, result.packed_images_per_second, result.padded_images_per_second) == (5.0, 8.0, 2.0)


def test_a_classification_round_counts_images_per_second(
    workload: Workload, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    bench = ClassifyBench(workload)
    monkeypatch.setattr(bench, "classify", lambda text: clock.advance(0.5 if text is bench.packed else 4.0))

    assert workload.size.batch_size == 2
    assert bench.round() == ClassifyRound(packed_rate=4.0, padded_rate=0.5)


def test_an_epoch_is_the_same_with_cached_and_with_fresh_statistics(workload: Workload):
    cached, fresh = EpochBench(workload), EpochBench(workload)

    losses = cached.epoch(lambda rows: cached._statistics[rows])

    assert len(losses) == 2
    assert losses == pytest.approx(
        fresh.epoch(lambda rows: workload.backbone.statistics(fresh._pixels[rows])), abs=1e-4
    )


def test_an_epoch_trains(workload: Workload):
    bench = EpochBench(workload)
    before = bench._projector.base.detach().clone()

    bench.round()

    assert not torch.equal(bench._projector.base, before)


def test_an_epoch_reports_the_median_of_its_rounds(workload: Workload):
    result = EpochBench(workload).result([EpochRound(1.0, 3.0), EpochRound(2.0, 2.0), EpochRound(4.0, 20.0)])

    assert (result.speedup, result.cached_seconds, result.uncached_seconds, result.images) == (3.0, 2.0, 3.0, 8)


def test_scaling_measures_as_many_classes_as_asked_once_warm(
    workload: Workload, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    warming_up = iter([100.0])
    steps: list[PackedTextTower] = []

    def step(tower: PackedTextTower, _: torch.Tensor) -> None:
        steps.append(tower)
        clock.advance(next(warming_up, 6.0))

    monkeypatch.setattr(scaling, "forward_backward", step)

    assert scaling_point(workload, 12) == ScalingPoint(classes=12, seconds=6.0, seconds_per_class=0.5)
    assert {len(tower.layout.lengths) for tower in steps} == {12}


def test_forward_backward_gives_the_gradient_of_what_it_says(workload: Workload):
    tower, context = workload.packed(), workload.contexts(1)
    features, gradient = forward_backward(tower, context)
    weights = normal(features.shape)
    leaf = context.clone().requires_grad_()
    (tower(leaf) * weights).sum().backward()

    assert torch.equal(features, tower(context))
    assert torch.allclose(gradient, leaf.grad)


def test_the_shapes_of_the_matrix_products_are_those_of_a_block():
    assert tower_shapes(512, 2048) == ((512, 1536), (512, 2048), (2048, 512))


def test_the_matrix_rate_is_the_best_of_its_products(monkeypatch: pytest.MonkeyPatch):
    durations = iter([2.0, 1.0, 4.0, 4.0])
    monkeypatch.setattr("ipclip_app.bench.matmul_rate.seconds", lambda *_: next(durations))

    rate = matmul_rate([(2, 3)], torch.device("cpu"), repetitions=2)

    assert rate == max(2 * 1024 * 6 / 1.0, 2 * 4096 * 6 / 4.0)


def test_seconds_is_the_median_of_the_repetitions(monkeypatch: pytest.MonkeyPatch):
    clock = iter([0.0, 5.0, 10.0, 11.0, 20.0, 22.0])
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))

    assert seconds(lambda: None, torch.device("cpu"), repetitions=3) == 2.0
