"""Loads what judges, one instead of the other, and knows how far that is."""

from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.audit.judge import Judge, JudgeSource, Unlocking
from ipclip_app.gui.audit.judge_jobs import load_judge
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob

State = Literal["none", "loading", "ready", "locked", "sealed", "failed"]
"""`locked`: a passphrase is needed; `sealed`: the private key is not among the owner's own."""
_OBSTACLES: dict[str, State] = {
    "PassphraseNeededError": "locked",
    "WrongPassphraseError": "locked",
    "BundleSealedError": "sealed",
    "WrongRecipientError": "sealed",
    "WrongKeyError": "sealed",
}


class JudgeLoader(QObject):
    """Holds at most one judge, so that at most one backbone is in memory.

    Args:
        context: Starts jobs, and tells when the engine is there.
        parent: Owner.

    Attributes:
        state: What becomes of it.
        source: What is loaded or to be loaded; None before anything was chosen.
        judge: What is loaded, else None.
        failure: Why it is not, in the states locked, sealed and failed.
    """

    changed = Signal()

    def __init__(self, context: WindowContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: State = "none"
        self.source: JudgeSource | None = None
        self.judge: Judge | None = None
        self.failure: Failure | None = None
        self._unlocking = Unlocking()
        self._engine = context.engine
        self._job = LatestJob(context.background, self)
        self._job.succeeded.connect(self._succeed)
        self._job.failed.connect(self._fail)
        self._engine.ready.connect(self._begin)
        self._engine.failed.connect(self._fail)

    def open(self, source: JudgeSource, unlocking: Unlocking | None = None) -> None:
        """Load a source instead of what is loaded, as soon as the engine is there."""
        self._job.stop()
        self.source, self._unlocking = source, unlocking or Unlocking()
        self._become("loading")
        if self._engine.is_ready:
            self._begin()

    def retry(self) -> None:
        """Try again, after something was put right elsewhere."""
        if self.source is not None:
            self.open(self.source, self._unlocking)

    def unlock(self, passphrase: str) -> None:
        """Try again with a passphrase."""
        if self.source is not None:
            self.open(self.source, Unlocking(passphrase, self._unlocking.key))

    def use_key(self, key: Path) -> None:
        """Try again with a private key."""
        if self.source is not None:
            self.open(self.source, Unlocking(None, key))

    def _begin(self) -> None:
        if self.state == "loading" and self.source is not None and not self._job.is_running:
            self._job.start(partial(load_judge, self.source, self._unlocking))

    def _succeed(self, judge: Judge) -> None:
        self._unlocking = Unlocking(None, self._unlocking.key)  # a passphrase is kept no longer than it is needed
        self._become("ready", judge=judge)

    def _fail(self, failure: Failure) -> None:
        if self.state == "loading":
            self._unlocking = Unlocking(None, self._unlocking.key)
            self._become(_OBSTACLES.get(failure.kind, "failed"), failure=failure)

    def _become(self, state: State, *, judge: Judge | None = None, failure: Failure | None = None) -> None:
        self.state, self.judge, self.failure = state, judge, failure
        self.changed.emit()
