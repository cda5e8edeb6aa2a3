"""A model on offer: from the bytes of a request to the bytes of its answer, without HTTP."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Event
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from ipclip_app.errors import TooLittleMemoryError
from ipclip_app.model.backbone import Backbone
from ipclip_app.service.access_keys import AccessKeys
from ipclip_app.service.access_log import AccessLog, Visit
from ipclip_app.service.answer import answer_body
from ipclip_app.service.batch_encoder import BatchEncoder
from ipclip_app.service.encoder_thread import EncoderThread
from ipclip_app.service.limits import IMAGE_WEIGHT, Limits
from ipclip_app.service.metrics import Metrics
from ipclip_app.service.preparation import Preparation
from ipclip_app.service.question import Question, read_question
from ipclip_app.service.refusal import full, unauthorized, unavailable
from ipclip_app.service.room import Room
from ipclip_app.service.work import Work

State = Literal["loading", "ready", "failed", "stopping"]
_PREPARING: Final = 4


@dataclass(frozen=True)
class Model:
    """What is served.

    Attributes:
        name: What clients are told.
        backbone: Computes the vectors.
        matrices: A matrix for each licensee; None where nothing is marked.
    """

    name: str
    backbone: Backbone
    matrices: Mapping[str, NDArray[np.float32]] | None = None


class Service:
    """Everything but HTTP; its methods belong to the event loop, the work to threads."""

    def __init__(
        self,
        load: Callable[[], Model],
        log: AccessLog,
        keys: AccessKeys | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Prepare a service.

        Args:
            load: Loads the model, in the thread that will compute with it.
            log: Where requests are told.
            keys: Who may ask; None lets everybody ask.
            limits: What is taken.
        """
        self.limits = limits or Limits()
        self.log = log
        self.keys = keys
        self.failure: BaseException | None = None
        self.requests = Room(self.limits.requests)
        self.bodies = Room(self.limits.bodies)
        self.queue = Room(self.limits.queue)
        self.metrics = Metrics(lambda: self.queue.taken)
        self._load = load
        self._loaded: Callable[[], None] = lambda: None
        self._model: Model | None = None
        self._preparation: Preparation | None = None
        self._stopping = False
        self._pool = ThreadPoolExecutor(min(_PREPARING, os.cpu_count() or 1), "ipclip-prepare")
        self._thread = EncoderThread(self._begin, self._fail, self._count)

    @property
    def state(self) -> State:
        """How far it is."""
        if self._stopping:
            return "stopping"
        if self.failure is not None:
            return "failed"
        return "loading" if self._preparation is None else "ready"

    @property
    def model(self) -> Model | None:
        """What is served, once it is loaded."""
        return self._model

    def health(self) -> dict[str, Any]:
        """What anybody may know."""
        model = self._model
        name = None if model is None else model.name
        dimension = None if model is None else model.backbone.embed_dim
        return {"status": self.state, "model": name, "dimension": dimension}

    def start(self, loaded: Callable[[], None] = lambda: None) -> None:
        """Begin to load the model; `loaded` is told, in that thread, that it is ready or that it cannot be loaded."""
        self._loaded = loaded
        self._thread.start()

    def refuse_new(self) -> None:
        """Take no more requests; those taken are answered."""
        self._stopping = True

    def stop(self) -> None:
        """End the threads; whatever still waits is given up."""
        self._stopping = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._thread.stop(self.limits.stop_seconds)

    def licensee_of(self, key: str | None) -> str | None:
        """Who asks, None where everybody may.

        Raises:
            RefusalError: The key is missing or nobody's.
        """
        if self.keys is None:
            return None
        licensee = None if key is None else self.keys.licensee_of(key)
        if licensee is None:
            raise unauthorized()
        return licensee

    def require_ready(self) -> None:
        """Check that there is somebody to answer.

        Raises:
            RefusalError: The model is not loaded, or the service is being stopped.
        """
        if self.state == "loading":
            raise unavailable("The model is being loaded; try again soon.", self.limits.retry_seconds, "loading")
        if self.state != "ready":
            raise unavailable("The service is being stopped.", self.limits.retry_seconds, "stopping")

    async def answer(self, body: bytes, visit: Visit) -> bytes:
        """The answer to a request, as JSON; to cancel it drops its work.

        Raises:
            RefusalError: It is malformed or more than is taken.
        """
        given_up = Event()
        with ExitStack() as stack:
            stack.callback(given_up.set)
            return await self._answer(body, visit, given_up, stack)

    async def _answer(self, body: bytes, visit: Visit, given_up: Event, stack: ExitStack) -> bytes:
        assert self._model is not None  # noqa: S101 - the caller has required that it is ready
        assert self._preparation is not None  # noqa: S101 - likewise
        model, loop = self._model, asyncio.get_running_loop()
        question = await loop.run_in_executor(self._pool, read_question, body, self.limits, model.backbone.embed_dim)
        visit.texts, visit.images = question.texts, question.images
        stack.enter_context(self.queue.held(_weight(question), full(self.limits.retry_seconds)))
        prepare = self._preparation.prepare
        work = await loop.run_in_executor(self._pool, prepare, question, visit.licensee, given_up)
        self._thread.submit(work)
        try:
            rows = await asyncio.wrap_future(work.answer)
        except TooLittleMemoryError as error:
            raise unavailable("Memory ran out; try again later.", self.limits.retry_seconds, "memory") from error
        write = lambda: answer_body(rows, model.name, work.tokens, as_base64=question.base64)  # noqa: E731
        return await loop.run_in_executor(self._pool, write)

    def _begin(self) -> BatchEncoder:
        model = self._load()
        encoder = BatchEncoder(model.backbone, model.matrices)
        self._model = model
        self._preparation = Preparation(model.backbone, self.limits)
        self._loaded()
        return encoder

    def _fail(self, error: BaseException) -> None:
        self.failure = error
        self._loaded()

    def _count(self, works: Sequence[Work]) -> None:
        images = sum(sum(work.kinds) for work in works)
        self.metrics.count_batch(len(works), sum(len(work.texts) for work in works), images)


def _weight(question: Question) -> int:
    return question.texts + IMAGE_WEIGHT * question.images
