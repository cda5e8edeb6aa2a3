"""A module in training: projector, STAM, optimizer, and the state chosen so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import torch
from torch import Tensor, nn

from ipclip_app.model.projectors import Projector
from ipclip_app.model.stam import Stam
from ipclip_app.model.tensor_file import below
from ipclip_app.training.selection import BestEpoch, Score

_MOMENTS: Final = ("exp_avg", "exp_avg_sq", "step")


@dataclass(eq=False)
class Learner:
    """One of the two modules of a run.

    Attributes:
        projector: The module in its present state.
        stam: The style-enhancement branch, or None.
        optimizer: Adam over the trained parameters.
        weights: Signed weights of its objective.
        best: The epoch chosen so far.
        best_state: The projector's tensors of that epoch.
    """

    projector: Projector
    stam: Stam | None
    optimizer: torch.optim.Adam
    weights: Mapping[str, float]
    best: BestEpoch = field(default_factory=BestEpoch)
    best_state: dict[str, Tensor] = field(default_factory=dict)

    def update(self, loss: Tensor, rate: float) -> None:
        """Take one optimization step down the gradient of `loss` at learning rate `rate`."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()

    def consider(self, epoch: int, score: Score) -> bool:
        """Keep the present state when its epoch is the one to choose so far."""
        best = self.best.after(epoch, score)
        if best.epoch != epoch:
            return False
        self.best = best
        self.best_state = _copies(self.projector.state_dict())
        return True

    def state(self) -> dict[str, Tensor]:
        """Every tensor that a bit-equal continuation needs, by name."""
        tensors = {f"projector.{name}": value for name, value in self.projector.state_dict().items()}
        tensors |= {f"best.{name}": value for name, value in self.best_state.items()}
        if self.stam is not None:
            tensors |= {f"stam.{name}": value for name, value in self.stam.state_dict().items()}
        for index, moments in self.optimizer.state_dict()["state"].items():
            tensors |= {f"adam.{index}.{name}": torch.as_tensor(moments[name]) for name in _MOMENTS}
        return _copies(tensors)

    def restore(self, tensors: Mapping[str, Tensor], best: BestEpoch) -> None:
        """Return to a state that `state` gave.

        Raises:
            RuntimeError: Names or shapes do not fit this learner.
        """
        self.projector.load_state_dict(below(tensors, "projector"))
        if self.stam is not None:
            self.stam.load_state_dict(below(tensors, "stam"))
        self.best, self.best_state = best, _copies(below(tensors, "best"))
        adam = self.optimizer.state_dict()
        adam["state"] = {}
        for name, value in below(tensors, "adam").items():
            index, moment = name.split(".")
            adam["state"].setdefault(int(index), {})[moment] = value.clone()
        self.optimizer.load_state_dict(adam)


def make_optimizer(modules: list[nn.Module], weight_decay: float) -> torch.optim.Adam:
    """Adam over everything in `modules` that learns; the rate is set at each step."""
    parameters = [parameter for module in modules for parameter in module.parameters() if parameter.requires_grad]
    return torch.optim.Adam(parameters, lr=0.0, weight_decay=weight_decay, fused=True)  # a third of the time


def _copies(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: value.detach().cpu().clone().contiguous() for name, value in tensors.items()}
