"""Begins a run: builds both modules, fits the base prompt, fills the feature banks; or returns to a checkpoint."""

import copy
from collections.abc import Mapping
from typing import Any, Final

import torch
from torch import nn

from ipclip_app.errors import CheckpointError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_bank import FeatureBank, build_bank
from ipclip_app.model.gated_projector import AROUND, BETWEEN, GatedProjector
from ipclip_app.model.ip_projector import ReferenceProjector, ResidualProjector, context_tokens
from ipclip_app.model.projectors import Projector, new_projector
from ipclip_app.model.stam import Stam
from ipclip_app.model.tensor_file import below
from ipclip_app.progress import Job, Report
from ipclip_app.training.base_prompt import PHASE as BASE_PHASE
from ipclip_app.training.base_prompt import TEMPLATE, fit_base, starting_context, token_unit
from ipclip_app.training.batches import LabelledStatistics, derived_seed
from ipclip_app.training.checkpoint import Checkpoint
from ipclip_app.training.classification import classify_all
from ipclip_app.training.gate_fit import advantage, fit_fence, fit_gate, thinned
from ipclip_app.training.learner import Learner, make_optimizer
from ipclip_app.training.recipes import UNPROTECTED_WEIGHTS
from ipclip_app.training.selection import BestEpoch
from ipclip_app.training.task import Banks, Task
from ipclip_app.training.trainer import Training

BANK_PHASE: Final = "feature banks"
_LEARNERS: Final = ("protected", "unprotected")


def begin(task: Task, backbone: Backbone) -> Job[Training]:
    """Build a training at epoch 0; equal seeds give equal starts, and both modules start alike."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(derived_seed(task.config.seed, "initialization"))
        projector = new_projector(task.recipe.projector, backbone).to(backbone.device)
        stam = Stam(backbone.embed_dim).to(backbone.device) if task.recipe.uses_stam else None
    if not isinstance(projector, ReferenceProjector):
        yield from _prepare(projector, task, backbone)
    banks = (yield from _banks(task, projector)) if stam is not None else None
    return _training(task, projector, stam, banks)


def restore(task: Task, backbone: Backbone, checkpoint: Checkpoint) -> Training:
    """Return to the training that `snapshot` described.

    Raises:
        CheckpointError: The tensors do not fit the recipe.
    """
    projector = new_projector(task.recipe.projector, backbone).to(backbone.device)
    stam = Stam(backbone.embed_dim).to(backbone.device) if task.recipe.uses_stam else None
    state, tensors = checkpoint.state, checkpoint.tensors
    try:
        banks = _stored_banks(tensors, backbone.device) if stam is not None else None
        training = _training(task, projector, stam, banks)
        training.batch_size, training.epoch = int(state["batch_size"]), int(state["epoch"])
        training.history = list(state["history"])
        for name in _LEARNERS:
            learner: Learner = getattr(training, name)
            learner.restore(below(tensors, name), BestEpoch(**state["best"][name]))
    except (KeyError, RuntimeError, TypeError, ValueError) as error:
        raise CheckpointError(checkpoint.path, f"its content does not fit: {type(error).__name__}") from error
    return training


def snapshot(training: Training) -> tuple[dict[str, torch.Tensor], dict[str, Any]]:
    """Everything that `restore` needs, as tensors and JSON values."""
    tensors = {f"{name}.{key}": value for name in _LEARNERS for key, value in getattr(training, name).state().items()}
    if training.banks is not None:
        for name, bank in (("authorized", training.banks.authorized), ("unauthorized", training.banks.unauthorized)):
            tensors |= {f"bank.{name}.rows": bank.rows.cpu(), f"bank.{name}.used": bank.used.cpu()}
    best = {name: vars(getattr(training, name).best) for name in _LEARNERS}
    state = {
        "epoch": training.epoch,
        "batch_size": training.batch_size,
        "history": training.history,
        "best": best,
    }
    return tensors, state


def _prepare(projector: ResidualProjector | GatedProjector, task: Task, backbone: Backbone) -> Job[None]:
    """Let a projector start as zero-shot CLIP, and its gates know the domains."""
    projector.standardize(task.authorized.train.statistics, task.unauthorized.train.statistics)
    length = context_tokens(len(backbone.block_widths))
    start = starting_context(backbone.text, backbone.name_tokens(TEMPLATE), length)
    unit = token_unit(start)
    if task.recipe.warmed_start:
        start = yield from fit_base(task.classifier, start, task.zero_shot, unit)
    else:
        generator = torch.Generator().manual_seed(derived_seed(task.config.seed, "base"))
        start = (torch.randn(start.shape, generator=generator) * start.std().cpu()).to(start.device)
    for branch in projector.branches:
        branch.unit.fill_(unit)
    projector.begin(start / unit)
    if isinstance(projector, GatedProjector):
        yield from _prepare_gates(projector, task)


def _prepare_gates(projector: GatedProjector, task: Task) -> Job[None]:
    """Fit the gates that the recipe has to the training images."""
    yield Report(BASE_PHASE, 0, 1)
    inputs, views, zero_shot = [], [], []
    for data in (task.authorized.train, task.unauthorized.train):
        rows, per_image = thinned(data)
        inputs.append(projector.gate_inputs(data.statistics[rows].to(task.classifier.device)).cpu())
        views.append(per_image)
        zero_shot.append(_accuracy(task.zero_shot_logits(data.plain().feature), data.labels))
    content = task.authorized.train.statistics.feature.shape[1]
    if "between" in task.recipe.gates:
        gate = fit_gate((inputs[0], inputs[1]), (views[0], views[1]), advantage(*zero_shot), content)
        projector.set_gate(BETWEEN, gate.weight, gate.form, gate.bias)
    if "around" in task.recipe.gates:
        fence = fit_fence(inputs[0], views[0], content)
        projector.set_gate(AROUND, fence.weight, fence.form, fence.bias)
    yield Report(BASE_PHASE, 1, 1)


def _accuracy(logits: torch.Tensor, labels: torch.Tensor) -> float:
    return 100 * float((logits.argmax(dim=1).cpu() == labels).double().mean())


def _training(task: Task, projector: Projector, stam: Stam | None, banks: Banks | None) -> Training:
    recipe = task.recipe
    modules: list[nn.Module] = [projector]
    if stam is not None:
        modules.append(stam.requires_grad_(recipe.stam_trained))
    # who protects nothing has no gate: every image is an authorized one
    unprotected = copy.deepcopy(projector.authorized if isinstance(projector, GatedProjector) else projector)
    return Training(
        task,
        Learner(projector, stam, make_optimizer(modules, recipe.weight_decay), recipe.weights),
        Learner(unprotected, None, make_optimizer([unprotected], recipe.weight_decay), UNPROTECTED_WEIGHTS),
        banks,
        task.config.batch_size,
    )


def _banks(task: Task, projector: Projector) -> Job[Banks]:
    authorized = yield from _bank(task, projector, task.authorized.train, labelled=True)
    unauthorized = yield from _bank(task, projector, task.unauthorized.train, labelled=False)
    return Banks(authorized, unauthorized)


def _bank(task: Task, projector: Projector, data: LabelledStatistics, *, labelled: bool) -> Job[FeatureBank]:
    plain = data.plain()
    if task.recipe.untrained_bank:
        logits = yield from classify_all(
            task.classifier, projector, plain, lambda done: Report(BANK_PHASE, done, len(plain))
        )
    else:
        logits = task.zero_shot_logits(plain.feature).cpu()
    labels = data.labels if labelled else None
    shots, padded = task.config.bank_shots, task.recipe.untrained_bank
    return build_bank(plain.feature, logits, labels, shots=shots, zero_padded=padded).to(task.classifier.device)


def _stored_banks(tensors: Mapping[str, torch.Tensor], device: torch.device) -> Banks:
    parts = [
        # copied, because a file's tensors are not aligned, and that alone may change the last bit of a product
        FeatureBank(tensors[f"bank.{name}.rows"].clone(), tensors[f"bank.{name}.used"].clone()).to(device)
        for name in ("authorized", "unauthorized")
    ]
    return Banks(*parts)
