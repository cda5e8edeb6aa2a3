"""The one thread that computes with the model: it takes what waits together, and waits for nothing more.

While a batch is computed, the next requests gather; so batches grow with the load, and a lone request is not delayed.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from ipclip_app.service.batch_encoder import BatchEncoder
from ipclip_app.service.work import Work

_NAME: Final = "ipclip-encoder"


class EncoderThread:
    """Loads the model, then encodes what is submitted, in the order of its arrival, until it is stopped."""

    def __init__(
        self,
        load: Callable[[], BatchEncoder],
        failed: Callable[[BaseException], None],
        encoded: Callable[[Sequence[Work]], None] = lambda _: None,
    ) -> None:
        """Prepare the thread.

        Args:
            load: Makes the encoder, in the thread.
            failed: Told, in the thread, why `load` failed; nothing is encoded then.
            encoded: Told, in the thread, which requests a batch answered.
        """
        self._load, self._failed, self._encoded = load, failed, encoded
        self._condition = threading.Condition()
        self._waiting: deque[Work] = deque()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=_NAME, daemon=True)

    def start(self) -> None:
        """Begin to load."""
        self._thread.start()

    def submit(self, work: Work) -> None:
        """Put a request behind those that wait; once stopped, it is cancelled."""
        with self._condition:
            if self._stopping:
                work.answer.cancel()
                return
            self._waiting.append(work)
            self._condition.notify()

    def stop(self, patience: float | None = None) -> None:
        """Cancel what waits, and wait for the batch in hand."""
        with self._condition:
            self._stopping = True
            for work in self._waiting:
                work.answer.cancel()
            self._waiting.clear()
            self._condition.notify()
        if self._thread.is_alive():
            self._thread.join(patience)

    def _run(self) -> None:
        try:
            encoder = self._load()
        except BaseException as error:  # noqa: BLE001 - whatever it is, somebody waits to hear of it
            self._failed(error)
            return
        while works := self._next(encoder.batch):
            self._answer(encoder, works)
            works.clear()  # the last batch is not kept while nobody asks

    def _next(self, most: int) -> list[Work]:
        """Requests to be computed together, at least one; none once the thread is to end."""
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting or self._stopping)
                taken = self._take(most)
            works = [work for work in taken if work.answer.set_running_or_notify_cancel()]
            if works or not taken:
                return works

    def _take(self, most: int) -> list[Work]:
        taken: list[Work] = []
        items = 0
        while self._waiting and (not taken or items + len(self._waiting[0].kinds) <= most):
            taken.append(self._waiting.popleft())
            items += len(taken[-1].kinds)
        return taken

    def _answer(self, encoder: BatchEncoder, works: Sequence[Work]) -> None:
        try:
            answers = encoder.encode(works)
        except Exception as error:  # noqa: BLE001 - each of those who wait is told, and the thread goes on
            for work in works:
                work.answer.set_exception(error)
            return
        for work, rows in zip(works, answers, strict=True):
            work.answer.set_result(rows)
        self._encoded(works)
