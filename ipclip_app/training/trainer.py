"""The training loop: both modules in step, one report per step and epoch, a checkpoint after every epoch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import torch
from torch import Tensor

from ipclip_app.errors import DivergedError, TooLittleMemoryError
from ipclip_app.model.device import is_out_of_memory, release_memory
from ipclip_app.model.ip_clip import Prediction
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import EpochReport, Job, Notice, Report, StepReport
from ipclip_app.training.batches import Batch, epoch_batches, steps_per_epoch
from ipclip_app.training.learner import Learner
from ipclip_app.training.objective import LossInputs, evaluate_terms
from ipclip_app.training.recipes import UNPROTECTED_WEIGHTS
from ipclip_app.training.schedule import learning_rate
from ipclip_app.training.selection import Score
from ipclip_app.training.task import Banks, Task
from ipclip_app.training.validation import validate

PHASE: Final = "training"
SMALLEST_BATCH: Final = 2


def never() -> bool:
    """Lets a training come to its planned end."""
    return False


@dataclass(eq=False)
class Training:
    """A run in progress; `state` and `restore` of its learners make it resumable.

    Attributes:
        task: Data and settings.
        protected: The IP-CLIP module.
        unprotected: The same projector trained with L_a alone.
        banks: Feature banks, when the objective uses STAM.
        batch_size: B, halved when memory runs out.
        epoch: Finished epochs.
        history: One JSON object per finished epoch.
    """

    task: Task
    protected: Learner
    unprotected: Learner
    banks: Banks | None
    batch_size: int
    epoch: int = 0
    history: list[dict[str, Any]] = field(default_factory=list)

    def run(self, save: Callable[["Training"], None], wants_end: Callable[[], bool] = never) -> Job[None]:
        """Train until the configured number of epochs is finished, or the end is wanted and an epoch is.

        Args:
            save: Called after every epoch to write a checkpoint.
            wants_end: Asked before every step once an epoch is finished; after a yes, what was done of the epoch in
                hand is dropped and the training is that of the last finished one.

        Raises:
            DivergedError: A loss term is no longer finite.
            TooLittleMemoryError: Not even the smallest batch fits.
        """
        while self.epoch < self.task.config.epochs:
            before = self.protected.state(), self.unprotected.state()
            losses = yield from self._attempt(wants_end)
            if losses is None:
                yield self._halve_batch(before)
                continue
            if not losses:
                self._return_to(before)
                return
            self.epoch += 1
            report = yield from self._finish_epoch(losses)
            save(self)  # before the report, so that whoever stops on it loses nothing
            yield report

    def _attempt(self, wants_end: Callable[[], bool]) -> Job[dict[str, float] | None]:
        """An epoch, or None when memory ran out (leaving the exception frees what its frames and graph hold)."""
        try:
            return (yield from self._epoch(wants_end))
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            if self.batch_size <= SMALLEST_BATCH:
                what = f"a training step with {SMALLEST_BATCH} images of each domain"
                raise TooLittleMemoryError(what, str(self.task.classifier.device)) from error
        return None

    def _return_to(self, before: tuple[dict[str, Tensor], dict[str, Tensor]]) -> None:
        """Put both learners back to where they were at the beginning of the epoch."""
        for learner, state in zip((self.protected, self.unprotected), before, strict=True):
            learner.restore(state, learner.best)

    def _halve_batch(self, before: tuple[dict[str, Tensor], dict[str, Tensor]]) -> Notice:
        """Return to the beginning of the epoch with a smaller batch, and say so."""
        release_memory(self.task.classifier.device)
        self._return_to(before)
        self.batch_size = max(SMALLEST_BATCH, self.batch_size // 2)
        message = f"Memory ran out; the batch is halved to {self.batch_size} images of each domain."
        return Notice(PHASE, 0, 0, message)

    def _epoch(self, wants_end: Callable[[], bool]) -> Job[dict[str, float]]:
        """One pass over the longer domain; returns the mean of every loss, nothing when it was ended before."""
        steps = self.steps_per_epoch
        total = steps * self.task.config.epochs
        sums: dict[str, float] = {}
        for index, (batch_a, batch_u) in enumerate(self._batches(steps)):
            if self.epoch and wants_end():
                return {}
            step = self.epoch * steps + index
            losses = self._step(batch_a, batch_u, learning_rate(self.task.recipe, step, steps, self.task.config.epochs))
            sums = {name: sums.get(name, 0.0) + value for name, value in losses.items()}
            yield StepReport(PHASE, step + 1, total, self.epoch + 1, losses)
        return {name: value / steps for name, value in sums.items()}

    @property
    def steps_per_epoch(self) -> int:
        """Optimization steps of one epoch."""
        return steps_per_epoch(len(self.task.authorized.train), len(self.task.unauthorized.train), self.batch_size)

    def _batches(self, steps: int) -> Iterator[tuple[Batch, Batch]]:
        task, config = self.task, self.task.config
        domains = {"authorized": task.authorized, "unauthorized": task.unauthorized}
        streams = [
            epoch_batches(data.train, self.batch_size, steps, config.seed, f"{name}:{self.epoch}")
            for name, data in domains.items()
        ]
        return zip(*streams, strict=True)

    def _step(self, batch_a: Batch, batch_u: Batch, rate: float) -> dict[str, float]:
        device = self.task.classifier.device
        authorized = self.task.authorized.train.statistics[batch_a.rows].to(device)
        unauthorized = self.task.unauthorized.train.statistics[batch_u.rows].to(device)
        labels_a, labels_u = batch_a.labels.to(device), batch_u.labels.to(device)
        if self.task.recipe.own_inverted:  # the second half of them: style alone must not decide what is wrong
            half = len(labels_u) // 2
            unauthorized = ImageStatistics.concat([unauthorized[:half], authorized[half:]])
            labels_u = torch.cat([labels_u[:half], labels_a[half:]])
        both = ImageStatistics.concat([authorized, unauthorized])
        known = torch.cat([torch.ones(len(labels_a)), torch.zeros(len(labels_u))]).to(device)
        prediction = self.task.classifier.predict(self.protected.projector, both, known)
        inputs = self._loss_inputs(prediction, both, labels_a, labels_u)
        terms = evaluate_terms(inputs, self.protected.weights)
        losses = self._checked(terms)
        self.protected.update(terms["total"], rate)
        losses["unprotected"] = self._unprotected_step(authorized, labels_a, rate)
        return losses

    def _loss_inputs(
        self, prediction: Prediction, both: ImageStatistics, labels_a: Tensor, labels_u: Tensor
    ) -> LossInputs:
        count = len(labels_a)
        enhanced: tuple[Tensor | None, Tensor | None] = (None, None)
        if self.protected.stam is not None and self.banks is not None:
            enhanced = self.protected.stam(both.feature[:count], self.banks.authorized, self.banks.unauthorized)
        return LossInputs(
            scale=self.task.classifier.scale,
            logits_a=prediction.logits[:count],
            logits_u=prediction.logits[count:],
            labels_a=labels_a,
            labels_u=labels_u,
            text_a=prediction.text_features[:count],
            text_u=prediction.text_features[count:],
            domain_a=prediction.tokens.domain[:count],
            domain_u=prediction.tokens.domain[count:],
            enhanced_a=enhanced[0],
            enhanced_u=enhanced[1],
            zero_shot=self.task.zero_shot,
            zero_shot_u=self.task.zero_shot_logits(both.feature[count:]),
        )

    def _unprotected_step(self, statistics: ImageStatistics, labels: Tensor, rate: float) -> float:
        prediction = self.task.classifier.predict(self.unprotected.projector, statistics)
        loss = torch.nn.functional.cross_entropy(prediction.logits, labels) * UNPROTECTED_WEIGHTS["L_a"]
        value = self._checked({"L_a": loss})["L_a"]
        self.unprotected.update(loss, rate)
        return value

    def _checked(self, terms: dict[str, Tensor]) -> dict[str, float]:
        values = dict(zip(terms, torch.stack([term.detach().float() for term in terms.values()]).tolist(), strict=True))
        for name, value in values.items():
            if not -float("inf") < value < float("inf"):
                raise DivergedError(self.epoch + 1, name)
        return values

    def _require_finite_weights(self) -> None:
        """A finite loss can still have a gradient that is not, and no step of this epoch is left to notice."""
        for name, learner in (("total", self.protected), ("unprotected", self.unprotected)):
            if not all(bool(parameter.isfinite().all()) for parameter in learner.projector.parameters()):
                raise DivergedError(self.epoch, name)

    def _finish_epoch(self, losses: dict[str, float]) -> Job[EpochReport]:
        self._require_finite_weights()
        steps = self.steps_per_epoch * self.task.config.epochs
        done = self.steps_per_epoch * self.epoch
        still = Report(PHASE, done, steps)  # validation belongs to the steps before it
        result = yield from validate(self.task, self.protected.projector, self.unprotected.projector, still)
        best = self.protected.consider(self.epoch, result.score)
        self.unprotected.consider(self.epoch, Score(result.unprotected))
        self.history.append(
            {
                "epoch": self.epoch,
                "losses": losses,
                "authorized": result.authorized,
                "unauthorized": result.unauthorized,
                "unprotected": result.unprotected,
                "best": best,
            }
        )
        return EpochReport(PHASE, done, steps, self.epoch, result.authorized, result.unauthorized, best)
