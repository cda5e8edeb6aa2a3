"""What judges images: the protected module beside its backbone, from whatever file it came."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ipclip_app.audit.verdict import Authorizer, Thresholds, authorization_scores
from ipclip_app.errors import RunChangedError, RunError
from ipclip_app.jobs.audit_row import AuditedWith
from ipclip_app.jobs.module_file import read_module, require_module
from ipclip_app.jobs.run_folder import MODULE, RunFolder
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.projectors import Projector
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.progress import Report, run_to_end
from ipclip_app.training.classification import classify_all


@dataclass(frozen=True, eq=False)
class Judgement:
    """What is said of B images, float32 on the CPU.

    Attributes:
        scores: Authorization scores, (B,).
        protected_logits: Of the protected module, (B, N).
        zero_shot_logits: Of the backbone alone, (B, N).
    """

    scores: Tensor
    protected_logits: Tensor
    zero_shot_logits: Tensor


@dataclass(frozen=True, eq=False)
class ProtectedModel:
    """A protected module, ready to judge.

    Attributes:
        backbone: The frozen CLIP.
        classifier: Its side of the module, for `class_names`.
        protected: The projector.
        zero_shot: Zero-shot text features of the classes, (N, D), on the backbone's device.
        authorizer: The authorization score.
        thresholds: Its levels.
        class_names: The N classes, in the order of the logits.
    """

    backbone: Backbone
    classifier: PromptedClassifier
    protected: Projector
    zero_shot: Tensor
    authorizer: Authorizer
    thresholds: Thresholds
    class_names: tuple[str, ...]

    @classmethod
    def assemble(
        cls,
        backbone: Backbone,
        protected: Projector,
        authorizer: Authorizer,
        thresholds: Thresholds,
        class_names: tuple[str, ...],
    ) -> "ProtectedModel":
        """Put a projector and a score, on whatever device, to work on a backbone's device.

        Raises:
            ClassNameTooLongError: A name does not fit behind the IP prompt.
        """
        classifier = PromptedClassifier(backbone, class_names)
        zero_shot = zero_shot_weights(backbone, class_names)
        projector = protected.to(backbone.device).eval()
        return cls(backbone, classifier, projector, zero_shot, authorizer, thresholds, class_names)

    def judge_statistics(self, statistics: ImageStatistics) -> Judgement:
        """Judge B images on the CPU, any number, in parts that bound the memory.

        Raises:
            TooLittleMemoryError: Not even one image at a time fits.
        """
        if not len(statistics):
            nothing = torch.empty(0, len(self.class_names))
            return Judgement(torch.empty(0), nothing, nothing)
        zero_shot = self.classifier.scale * statistics.feature @ self.zero_shot.float().cpu().T
        protected = run_to_end(
            classify_all(self.classifier, self.protected, statistics, lambda done: Report("", done, len(statistics)))
        )
        scores = authorization_scores(self.authorizer, self.protected, statistics)
        return Judgement(scores, protected, zero_shot)


def read_protected_model(run: Path, device: str | torch.device = "cpu") -> ProtectedModel:
    """Read the protected module of a finished run; its images need not be there any more.

    Raises:
        RunError: The run is unfinished or damaged.
        RunChangedError: The backbone is no longer the one that the run was trained with.
        BackboneError: The backbone cannot be loaded.
    """
    description = RunFolder(run).description()
    require_module(run / MODULE)
    try:
        known, names = description["backbone"], description["data"]["classes"]
        reference, identity, class_names = known["reference"], known["identity"], tuple(map(str, names))
    except (KeyError, TypeError) as error:
        raise RunError(run, f"has a damaged description ({error})", "train again into another folder") from error
    backbone = load_backbone(reference, device)
    if backbone.identity != identity:
        raise RunChangedError(run, "the backbone")
    module = read_module(run / MODULE, backbone)
    return ProtectedModel.assemble(backbone, module.protected, module.authorizer, module.thresholds, class_names)


def audited_with_run(run: Path, model: ProtectedModel) -> AuditedWith:
    """What a report of an audit tells of a run as its judge.

    Raises:
        RunError: The module cannot be read any more.
    """
    try:
        digest = hashlib.sha256((run / MODULE).read_bytes()).hexdigest()
    except OSError as error:
        raise RunError(run / MODULE, "cannot be read any more", "restore it") from error
    facts = (
        ("Run", str(run.absolute())),
        ("SHA-256 of its module", digest),
        ("Backbone", f"{model.backbone.name}, {model.backbone.identity}"),
        ("Classes", ", ".join(model.class_names)),
    )
    return AuditedWith(run.absolute().name, facts, model.thresholds.high, model.thresholds.low)
