"""What a training run works on: the frozen side, the data of both domains, and the chosen recipe."""

from dataclasses import dataclass

from torch import Tensor

from ipclip_app.config import TrainConfig
from ipclip_app.model.feature_bank import FeatureBank
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.recipes import Recipe


@dataclass(frozen=True, eq=False)
class DomainData:
    """Training and validation images of one domain."""

    train: LabelledStatistics
    validation: LabelledStatistics


@dataclass(frozen=True, eq=False)
class Task:
    """Everything that stays the same while a run trains.

    Attributes:
        classifier: The frozen side.
        zero_shot: Zero-shot text features, (N, D), on the classifier's device.
        authorized: Images of the authorized domain.
        unauthorized: Images of the unauthorized domain, with labels or pseudo-labels.
        recipe: How to train.
        config: How long, with which seed.
    """

    classifier: PromptedClassifier
    zero_shot: Tensor
    authorized: DomainData
    unauthorized: DomainData
    recipe: Recipe
    config: TrainConfig

    def zero_shot_logits(self, features: Tensor) -> Tensor:
        """Zero-shot logits (B, N) of features (B, D), on the classifier's device."""
        return self.classifier.logits(features.to(self.zero_shot.device), self.zero_shot)


@dataclass(frozen=True, eq=False)
class Banks:
    """The feature banks of both domains, on the classifier's device."""

    authorized: FeatureBank
    unauthorized: FeatureBank
