"""What zero-shot CLIP, both modules and the verdict say of the images of a domain."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from torch import Tensor

from ipclip_app.audit.metrics import DomainAccuracy
from ipclip_app.audit.verdict import authorization_scores
from ipclip_app.config import WHOLE
from ipclip_app.jobs.evaluation import DomainResult
from ipclip_app.jobs.feature_table import FeatureTable
from ipclip_app.jobs.module_file import ProtectedModule
from ipclip_app.jobs.predictions import Prediction
from ipclip_app.jobs.statistics import labelled
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.projectors import Projector
from ipclip_app.model.zero_shot import zero_shot_classes
from ipclip_app.progress import Job, Report
from ipclip_app.training.classification import classify_all

PHASE: Final = "evaluation"


@dataclass(frozen=True, eq=False)
class Judged:
    """One tested domain.

    Attributes:
        result: Its figures.
        scores: Authorization scores, (images,).
        predictions: One for each image.
    """

    result: DomainResult
    scores: Tensor
    predictions: tuple[Prediction, ...]

    def without(self, left_out: Mapping[str, int]) -> "Judged":
        """The same, with the number of images that were left out by reason."""
        return replace(self, result=replace(self.result, left_out=left_out))


@dataclass(frozen=True, eq=False)
class Judge:
    """The three models that are compared, and the verdict.

    Attributes:
        backbone: The frozen CLIP.
        classifier: Its side of the run.
        zero_shot: Zero-shot text features, (N, D).
        module: Both projectors and the verdict.
        class_names: The N classes.
    """

    backbone: Backbone
    classifier: PromptedClassifier
    zero_shot: Tensor
    module: ProtectedModule
    class_names: tuple[str, ...]

    def judge(self, table: FeatureTable, domain: str, *, has_labels: bool) -> Job[Judged]:
        """Accuracies, scores and predictions of the images of one domain, at least one.

        Args:
            table: The images under one view.
            domain: What to call the domain.
            has_labels: Whether the folders tell the classes; if not, zero-shot CLIP's predictions stand in.
        """
        data = labelled(table, self.class_names, None if has_labels else self.zero_shot)
        zero_shot = zero_shot_classes(data.statistics.feature, self.zero_shot)
        unprotected = yield from self._classify(self.module.unprotected, table)
        protected = yield from self._classify(self.module.protected, table)
        scores = authorization_scores(self.module.authorizer, self.module.protected, data.statistics)
        verdicts = [self.module.thresholds.verdict(score) for score in scores.tolist()]
        accuracies = [_accuracy(classes, data.labels) for classes in (zero_shot, unprotected, protected)]
        accuracy = DomainAccuracy(*accuracies) if has_labels else DomainAccuracy(None, None, None)
        detection = verdicts.count("unauthorized") / len(verdicts)
        result = DomainResult(len(table), accuracy, None if has_labels else accuracies[-1], detection)
        labels = data.labels.tolist() if has_labels else [None] * len(table)
        columns = (labels, zero_shot.tolist(), unprotected.tolist(), protected.tolist(), scores.tolist(), verdicts)
        predictions = (
            Prediction(file.path.absolute(), domain, *said) for file, *said in zip(table.files, *columns, strict=True)
        )
        return Judged(result, scores, tuple(predictions))

    def _classify(self, projector: Projector, table: FeatureTable) -> Job[Tensor]:
        """The class of each image, (images,)."""
        logits = yield from classify_all(
            self.classifier, projector, table.statistics, lambda done: Report(PHASE, done, len(table))
        )
        return logits.argmax(dim=1)


def _accuracy(classes: Tensor, labels: Tensor) -> float:
    return float((classes == labels).double().mean()) * WHOLE
