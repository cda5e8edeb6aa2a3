"""What plots and table draw, from what a run reports."""

import pytest

from ipclip_app.gui.protect.training_log import EpochRow, TrainingLog
from ipclip_app.progress import EpochReport, Report, StepReport


def step(number: int, epoch: int, value: float, total: int = 8) -> StepReport:
    return StepReport("training", number, total, epoch, {"total": value, "unprotected": 2 * value})


def epoch(number: int, *, best: bool) -> EpochReport:
    return EpochReport("training", 4 * number, 8, number, 90.0 + number, 40.0 - number, best)


def test_epoch_has_the_means_of_its_own_steps():
    log = TrainingLog()
    for report in (step(1, 1, 1.0), step(2, 1, 3.0), epoch(1, best=True), step(3, 2, 5.0), epoch(2, best=False)):
        log.add(report)

    assert [row.losses for row in log.epochs] == [
        {"total": 2.0, "unprotected": 4.0},
        {"total": 5.0, "unprotected": 10.0},
    ]
    assert log.epochs[1].gap == pytest.approx(92.0 - 38.0)


def test_curves_hold_every_step_of_every_loss():
    log = TrainingLog()
    for number in range(1, 9):
        log.add(step(number, 1 + number // 5, float(number)))

    assert list(log.curves) == ["total", "unprotected"]
    assert log.curves["unprotected"].values.tolist() == [2.0 * number for number in range(1, 9)]


def test_latest_chosen_epoch_is_the_chosen_one():
    log = TrainingLog()
    assert log.chosen is None
    for number, best in ((1, True), (2, True), (3, False)):
        log.add(epoch(number, best=best))
    assert log.chosen == 2


def test_halved_batch_begins_its_epoch_again():
    log = TrainingLog()
    log.add(step(1, 1, 1.0, total=4))
    log.add(step(2, 1, 1.0, total=4))
    log.add(epoch(1, best=True))
    log.add(step(3, 2, 100.0, total=4))
    for number in (5, 6, 7, 8):
        log.add(step(number, 2, 2.0, total=8))
    log.add(epoch(2, best=True))

    assert log.curves["total"].steps.tolist() == [2, 4, 5, 6, 7, 8]
    assert log.epochs[1].losses["total"] == 2.0


def test_history_of_a_resumed_run_comes_first():
    entry = {"epoch": 1, "losses": {"total": 3.0}, "authorized": 80.0, "unauthorized": 20.0, "best": True}
    log = TrainingLog([entry])
    log.add(epoch(2, best=False))

    assert log.epochs[0] == EpochRow(1, 80.0, 20.0, {"total": 3.0})
    assert [row.epoch for row in log.epochs] == [1, 2]
    assert log.chosen == 1


def test_other_reports_are_ignored():
    log = TrainingLog()
    log.add(Report("scan", 1, 2))
    assert (log.curves, log.epochs) == ({}, [])
