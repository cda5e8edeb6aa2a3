"""Every stage of a run with every event, and the buttons of each."""

from itertools import product

import pytest

from ipclip_app.gui.protect.training_state import BUSY, ENDED, NEXT, Button, Condition, Event, Stage

PROMISED = """
            BEGIN      TRAINS    EVALUATES   STOP      CONFIRM     SUCCEEDED  FAILED   CANCELLED TRASHED   NOT_TRASHED
IDLE        PREPARING  -         -           -         -           -          -         -          -          -
PREPARING   -          TRAINING  EVALUATING  STOPPING  DISCARDING  DONE       FAILED    STOPPED    -          -
TRAINING    -          -         EVALUATING  KEEPING   DISCARDING  DONE       FAILED    STOPPED    -          -
EVALUATING  -          -         -           STOPPING  DISCARDING  DONE       FAILED    STOPPED    -          -
KEEPING     -          -         -           -         DISCARDING  DONE       FAILED    STOPPED    -          -
STOPPING    -          -         -           -         -           DONE       FAILED    STOPPED    -          -
DISCARDING  -          -         -           -         -           TRASHING   TRASHING  TRASHING   -          -
TRASHING    -          -         -           -         -           -          -         -          DISCARDED  STOPPED
DONE        PREPARING  -         -           -         -           -          -         -          -          -
STOPPED     PREPARING  -         -           -         TRASHING    -          -         -          -          -
FAILED      PREPARING  -         -           -         TRASHING    -          -         -          -          -
DISCARDED   PREPARING  -         -           -         -           -          -         -          -          -
"""
_HEAD, *_ROWS = (line.split() for line in PROMISED.strip().splitlines())
MOVES = {
    (Stage[row[0]], Event[event]): Stage[row[0]] if target == "-" else Stage[target]
    for row in _ROWS
    for event, target in zip(_HEAD, row[1:], strict=True)
}
FLAGS = {Event.KEEPS, Event.PAUSE, Event.RESUME, Event.DISCARD, Event.DECLINE}
PRESSED = {
    Button.PAUSE: Event.PAUSE,
    Button.RESUME: Event.RESUME,
    Button.STOP: Event.STOP,
    Button.DISCARD: Event.DISCARD,
    Button.CONFIRM: Event.CONFIRM,
    Button.DECLINE: Event.DECLINE,
}


def every_condition() -> set[Condition]:
    """Whatever can be reached from the beginning."""
    known, new = {Condition()}, {Condition()}
    while new:
        new = {condition.after(event) for condition, event in product(new, Event)} - known
        known |= new
    return known


def test_every_stage_and_every_event_is_promised():
    assert set(MOVES) == set(product(Stage, set(Event) - FLAGS))


@pytest.mark.parametrize(("stage", "event"), sorted(MOVES, key=str))
def test_stage_follows_the_table(stage: Stage, event: Event):
    asking = event is Event.CONFIRM
    assert Condition(stage, asking=asking, kept=True).after(event).stage is MOVES[stage, event]


def test_every_stage_can_be_reached_and_left():
    reached = {condition.stage for condition in every_condition()}
    assert reached == set(Stage) == set(NEXT)
    assert BUSY | ENDED | {Stage.IDLE} == set(Stage)
    assert not BUSY & ENDED


@pytest.mark.parametrize("event", sorted(FLAGS, key=str))
def test_pausing_and_asking_leave_the_stage(event: Event):
    assert all(condition.after(event).stage is condition.stage for condition in every_condition())


def test_every_offered_button_does_something_and_no_other_does():
    for condition, (button, event) in product(every_condition(), PRESSED.items()):
        has_effect = condition.after(event) != condition
        assert has_effect == (button in condition.buttons), (condition, button)


@pytest.mark.parametrize(
    ("condition", "buttons"),
    [
        (Condition(), set()),
        (Condition(Stage.PREPARING), {Button.PAUSE, Button.STOP, Button.DISCARD}),
        (Condition(Stage.TRAINING), {Button.PAUSE, Button.STOP, Button.DISCARD}),
        (Condition(Stage.TRAINING, paused=True), {Button.RESUME, Button.STOP, Button.DISCARD}),
        (Condition(Stage.TRAINING, asking=True), {Button.PAUSE, Button.STOP, Button.CONFIRM, Button.DECLINE}),
        (Condition(Stage.EVALUATING), {Button.PAUSE, Button.STOP, Button.DISCARD}),
        (Condition(Stage.KEEPING), {Button.DISCARD}),
        (Condition(Stage.STOPPING), set()),
        (Condition(Stage.DISCARDING), set()),
        (Condition(Stage.TRASHING), set()),
        (Condition(Stage.DONE, kept=True), {Button.LEAVE}),
        (Condition(Stage.STOPPED), {Button.DISCARD, Button.LEAVE}),
        (Condition(Stage.STOPPED, kept=True), {Button.CONTINUE, Button.DISCARD, Button.LEAVE}),
        (Condition(Stage.FAILED, kept=True), {Button.CONTINUE, Button.DISCARD, Button.LEAVE}),
        (Condition(Stage.DISCARDED, kept=True), {Button.LEAVE}),
    ],
)
def test_buttons_of_a_condition(condition: Condition, buttons: set[Button]):
    assert condition.buttons == buttons


def test_stopping_before_the_first_epoch_keeps_nothing():
    assert Condition(Stage.TRAINING).after(Event.STOP).stage is Stage.STOPPING
    assert Condition(Stage.TRAINING, kept=True).after(Event.STOP).stage is Stage.KEEPING


def test_nothing_is_discarded_unasked():
    assert Condition(Stage.TRAINING).after(Event.CONFIRM) == Condition(Stage.TRAINING)


def test_question_is_withdrawn_when_the_run_ends_meanwhile():
    asked = Condition(Stage.EVALUATING).after(Event.DISCARD)
    assert asked.asking
    assert not asked.after(Event.SUCCEEDED).asking


def test_question_stays_while_the_run_goes_on():
    asked = Condition(Stage.TRAINING).after(Event.DISCARD)
    assert asked.after(Event.EVALUATES).asking


def test_only_a_working_run_is_paused():
    for condition in every_condition():
        assert not condition.paused or condition.stage in {Stage.PREPARING, Stage.TRAINING, Stage.EVALUATING}


def test_late_report_does_not_end_the_pause():
    paused = Condition(Stage.PREPARING).after(Event.PAUSE)
    assert paused.after(Event.TRAINS) == Condition(Stage.TRAINING, paused=True)


def test_new_run_forgets_the_old_one():
    ended = Condition(Stage.FAILED, kept=True, asking=True)
    assert ended.after(Event.BEGIN) == Condition(Stage.PREPARING)
