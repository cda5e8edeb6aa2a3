"""What waits is computed together, what nobody waits for is not, and nothing gets lost."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from typing import Any

import numpy as np
import pytest

from ipclip_app.service.encoder_thread import EncoderThread
from ipclip_app.service.work import Rows, Work

PATIENCE = 30


def work_of(number: int, items: int = 1) -> Work:
    """A request that is told from others by its only token."""
    return Work(None, ((number,),) * items, None, (False,) * items)


class StandIn:
    """Answers each text with its first token, once it is let through; fails on token 13."""

    batch = 4

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.reached, self.opened = threading.Event(), threading.Event()

    def encode(self, works: Sequence[Work]) -> list[Rows]:
        self.batches.append([work.texts[0][0] for work in works])
        self.reached.set()
        assert self.opened.wait(PATIENCE)
        if [13] in self.batches[-1:]:
            raise ValueError("no luck")
        return [np.array([[tokens[0]] for tokens in work.texts], np.float32) for work in works]


@pytest.fixture
def encoder() -> StandIn:
    return StandIn()


@pytest.fixture
def start() -> Iterator[Callable[[Any], EncoderThread]]:
    """`start(encoder)`: a thread at work, stopped in the end."""
    threads: list[EncoderThread] = []

    def make(encoder: Any) -> EncoderThread:
        threads.append(EncoderThread(lambda: encoder, lambda _: None))
        threads[-1].start()
        return threads[-1]

    yield make
    for thread in threads:
        thread.stop(PATIENCE)


def first_of(future: "Future[Rows]") -> float:
    return float(future.result(PATIENCE)[0, 0])


def test_what_gathered_behind_a_batch_is_computed_together(encoder: StandIn, start: Callable[..., EncoderThread]):
    thread = start(encoder)
    works = [work_of(number) for number in range(10)]
    thread.submit(works[0])
    assert encoder.reached.wait(PATIENCE)
    for work in works[1:]:
        thread.submit(work)
    encoder.opened.set()

    assert [first_of(work.answer) for work in works] == list(range(10))
    assert encoder.batches == [[0], [1, 2, 3, 4], [5, 6, 7, 8], [9]]


def test_a_request_larger_than_a_batch_is_computed_alone(encoder: StandIn, start: Callable[..., EncoderThread]):
    encoder.opened.set()
    thread = start(encoder)
    works = [work_of(1, items=9), work_of(2)]
    for work in works:
        thread.submit(work)

    assert [first_of(work.answer) for work in works] == [1, 2]
    assert encoder.batches == [[1], [2]]


def test_what_nobody_waits_for_any_more_is_not_computed(encoder: StandIn, start: Callable[..., EncoderThread]):
    thread = start(encoder)
    works = [work_of(number) for number in range(4)]
    thread.submit(works[0])
    assert encoder.reached.wait(PATIENCE)
    for work in works[1:]:
        thread.submit(work)
    works[2].answer.cancel()
    encoder.opened.set()

    assert [first_of(works[place].answer) for place in (0, 1, 3)] == [0, 1, 3]
    assert encoder.batches == [[0], [1, 3]]


def test_a_failure_is_told_to_those_concerned_and_the_next_are_answered(
    encoder: StandIn, start: Callable[..., EncoderThread]
):
    encoder.opened.set()
    thread = start(encoder)
    broken, whole = work_of(13), work_of(1)
    thread.submit(broken)
    assert isinstance(broken.answer.exception(PATIENCE), ValueError)
    thread.submit(whole)

    assert first_of(whole.answer) == 1


def test_stopping_cancels_what_waits_and_finishes_the_batch_in_hand(
    encoder: StandIn, start: Callable[..., EncoderThread]
):
    thread = start(encoder)
    works = [work_of(number) for number in range(3)]
    thread.submit(works[0])
    assert encoder.reached.wait(PATIENCE)
    thread.submit(works[1])
    stopper = threading.Thread(target=thread.stop)
    stopper.start()
    with pytest.raises(CancelledError):
        works[1].answer.result(PATIENCE)
    thread.submit(works[2])
    encoder.opened.set()
    stopper.join(PATIENCE)

    assert first_of(works[0].answer) == 0
    assert works[2].answer.cancelled()


def test_a_model_that_cannot_be_loaded_is_told():
    told: list[BaseException] = []

    def load() -> Any:
        raise ValueError("no model")

    thread = EncoderThread(load, told.append)
    thread.start()
    thread.stop(PATIENCE)

    assert [str(error) for error in told] == ["no model"]
