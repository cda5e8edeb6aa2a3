"""What a run in the window may be asked at any moment: one table of stages, from which all buttons follow.

Free of Qt, so that every stage can be tried with every event.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from types import MappingProxyType
from typing import Final


class Stage(Enum):
    """Where a run stands."""

    IDLE = auto()
    PREPARING = auto()
    TRAINING = auto()
    EVALUATING = auto()
    KEEPING = auto()
    """Told to stop and keep the best epoch; writes and evaluates the module."""
    STOPPING = auto()
    """Told to stop with nothing more to do; waits for the step in hand."""
    DISCARDING = auto()
    """Told to discard; waits for the step in hand."""
    TRASHING = auto()
    """The job has ended; its folder is on its way to the trash."""
    DONE = auto()
    STOPPED = auto()
    FAILED = auto()
    DISCARDED = auto()


class Event(Enum):
    """What happens to a run, by itself or by a button."""

    BEGIN = auto()
    TRAINS = auto()
    """The first report of training itself."""
    KEEPS = auto()
    """An epoch is finished, so that there is something to keep."""
    EVALUATES = auto()
    """Training is over; the module is judged."""
    PAUSE = auto()
    RESUME = auto()
    STOP = auto()
    DISCARD = auto()
    """Asked for, not yet confirmed."""
    DECLINE = auto()
    CONFIRM = auto()
    SUCCEEDED = auto()
    FAILED = auto()
    CANCELLED = auto()
    TRASHED = auto()
    NOT_TRASHED = auto()


class Button(Enum):
    """What the owner can press."""

    PAUSE = auto()
    RESUME = auto()
    STOP = auto()
    DISCARD = auto()
    CONFIRM = auto()
    DECLINE = auto()
    CONTINUE = auto()
    """Train on from the last finished epoch."""
    LEAVE = auto()


WORKING: Final = frozenset({Stage.PREPARING, Stage.TRAINING, Stage.EVALUATING})
"""Stages that can be paused and stopped."""
BUSY: Final = WORKING | {Stage.KEEPING, Stage.STOPPING, Stage.DISCARDING, Stage.TRASHING}
"""Stages in which something runs in the background."""
ENDED: Final = frozenset({Stage.DONE, Stage.STOPPED, Stage.FAILED, Stage.DISCARDED})
_LEFT_OVER: Final = frozenset({Stage.STOPPED, Stage.FAILED})
_DISCARDABLE: Final = WORKING | {Stage.KEEPING} | _LEFT_OVER

_OUTCOMES: Final = {Event.SUCCEEDED: Stage.DONE, Event.FAILED: Stage.FAILED, Event.CANCELLED: Stage.STOPPED}
_TO_TRASH: Final = dict.fromkeys((Event.SUCCEEDED, Event.FAILED, Event.CANCELLED), Stage.TRASHING)
_BEGIN: Final = {Event.BEGIN: Stage.PREPARING}

NEXT: Final[Mapping[Stage, Mapping[Event, Stage]]] = MappingProxyType(
    {
        Stage.IDLE: _BEGIN,
        Stage.PREPARING: {
            Event.TRAINS: Stage.TRAINING,
            Event.EVALUATES: Stage.EVALUATING,
            Event.STOP: Stage.STOPPING,
            Event.CONFIRM: Stage.DISCARDING,
            **_OUTCOMES,
        },
        Stage.TRAINING: {
            Event.EVALUATES: Stage.EVALUATING,
            Event.STOP: Stage.KEEPING,
            Event.CONFIRM: Stage.DISCARDING,
            **_OUTCOMES,
        },
        Stage.EVALUATING: {Event.STOP: Stage.STOPPING, Event.CONFIRM: Stage.DISCARDING, **_OUTCOMES},
        Stage.KEEPING: {Event.CONFIRM: Stage.DISCARDING, **_OUTCOMES},
        Stage.STOPPING: _OUTCOMES,
        Stage.DISCARDING: _TO_TRASH,
        Stage.TRASHING: {Event.TRASHED: Stage.DISCARDED, Event.NOT_TRASHED: Stage.STOPPED},
        Stage.DONE: _BEGIN,
        Stage.STOPPED: {**_BEGIN, Event.CONFIRM: Stage.TRASHING},
        Stage.FAILED: {**_BEGIN, Event.CONFIRM: Stage.TRASHING},
        Stage.DISCARDED: _BEGIN,
    }
)
"""The stage that follows; an event that is not named changes nothing."""


@dataclass(frozen=True)
class Condition:
    """Where a run stands, and what is offered.

    Attributes:
        stage: The stage.
        paused: Whether the job is held.
        asking: Whether the owner is asked to confirm that the run is discarded.
        kept: Whether an epoch is finished, so that stopping keeps a model and the run can go on later.
    """

    stage: Stage = Stage.IDLE
    paused: bool = False
    asking: bool = False
    kept: bool = False

    def after(self, event: Event) -> "Condition":
        """The condition once `event` has happened; an event out of place changes nothing."""
        if event in _FLAGS:
            return self._flagged(event)
        if event is Event.CONFIRM and not self.asking:
            return self
        stage = NEXT[self.stage].get(event, self.stage)
        if event is Event.STOP and stage is Stage.KEEPING and not self.kept:
            stage = Stage.STOPPING
        if stage is self.stage:
            return self
        if event is Event.BEGIN:
            return Condition(stage)
        return replace(
            self, stage=stage, paused=self.paused and stage in WORKING, asking=self.asking and stage in _STILL_ASKED
        )

    def _flagged(self, event: Event) -> "Condition":
        if event is Event.KEEPS:
            return replace(self, kept=self.kept or self.stage in BUSY)
        if event is Event.DISCARD:
            return replace(self, asking=self.asking or self.stage in _DISCARDABLE)
        if event is Event.DECLINE:
            return replace(self, asking=False)
        return replace(self, paused=event is Event.PAUSE and self.stage in WORKING)

    @property
    def buttons(self) -> frozenset[Button]:
        """The buttons that can be pressed."""
        offered = {
            Button.PAUSE: self.stage in WORKING and not self.paused,
            Button.RESUME: self.paused,
            Button.STOP: self.stage in WORKING,
            Button.DISCARD: self.stage in _DISCARDABLE and not self.asking,
            Button.CONFIRM: self.asking,
            Button.DECLINE: self.asking,
            Button.CONTINUE: self.stage in _LEFT_OVER and self.kept,
            Button.LEAVE: self.stage in ENDED,
        }
        return frozenset(button for button, is_offered in offered.items() if is_offered)

    @property
    def is_busy(self) -> bool:
        """Whether anything of the run works in the background."""
        return self.stage in BUSY


_FLAGS: Final = frozenset({Event.KEEPS, Event.DISCARD, Event.DECLINE, Event.PAUSE, Event.RESUME})
_STILL_ASKED: Final = WORKING | {Stage.KEEPING}
"""Stages a run may move to while the owner thinks about discarding it."""
