"""IP-CLIP: a projector in front of the frozen text tower, classifying images by their cached statistics."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn

from ipclip_app.model.backbone import Backbone
from ipclip_app.model.device import text_autocast
from ipclip_app.model.gated_projector import GatedProjector
from ipclip_app.model.ip_projector import IPTokens, context_tokens
from ipclip_app.model.packed_text import PackedTextTower
from ipclip_app.model.projectors import Projector
from ipclip_app.model.statistics import ImageStatistics

CLOSE_ENOUGH: Final = 0.999
"""Cosine with the exact text features that a faster precision must keep for every class."""


@dataclass(frozen=True, eq=False)
class Prediction:
    """What the protected model says of B images.

    Attributes:
        logits: (B, N).
        text_features: One unit text feature per image and class, f_t, (B, N, D).
        tokens: The tokens that the projector made.
    """

    logits: Tensor
    text_features: Tensor
    tokens: IPTokens


class PromptedClassifier:
    """The frozen side of IP-CLIP for one list of classes; shared by every projector of a run.

    Args:
        backbone: The frozen CLIP.
        class_names: N class names, in the order of the logits.

    Raises:
        ClassNameTooLongError: A name does not fit behind the IP prompt.
    """

    def __init__(self, backbone: Backbone, class_names: Sequence[str]) -> None:
        suffixes = [backbone.suffix_tokens(name) for name in class_names]
        context = context_tokens(len(backbone.block_widths))
        self.text = PackedTextTower(backbone.text, suffixes, context, names=class_names)
        self.scale = backbone.logit_scale
        self.device = backbone.device
        self.reduced = self._reduced_precision_is_close(torch.zeros(1, context, backbone.text_width))

    def text_features(self, context: Tensor) -> Tensor:
        """Unit text features (B, N, D) in single precision for contexts (B, 2M + 4, D_t)."""
        with text_autocast(self.device) if self.reduced else nullcontext():
            features: Tensor = self.text(context)
        return nn.functional.normalize(features.to(context.dtype), dim=-1)

    @torch.no_grad()
    def _reduced_precision_is_close(self, context: Tensor) -> bool:
        """Whether the device has a faster precision for the text tower, and it gives nearly the same features."""
        faster = text_autocast(self.device)
        if isinstance(faster, nullcontext):
            return False
        exact: Tensor = self.text(context.to(self.device))
        with faster:
            reduced: Tensor = self.text(context.to(self.device))
        cosines = nn.functional.cosine_similarity(exact, reduced.to(exact.dtype), dim=-1)
        return bool(cosines.min() >= CLOSE_ENOUGH)

    def logits(self, features: Tensor, text_features: Tensor) -> Tensor:
        """Scaled cosines (B, N) of features (B, D) with text features (B, N, D) or (N, D).

        logits(i, c) = exp(logit_scale) * <f_v(i), f_t(i, c)>; IP-CLIP (arXiv 2503.02393), section 3.1.
        """
        if text_features.dim() == 2:  # noqa: PLR2004 - the same text features for every image
            return self.scale * features @ text_features.T
        return self.scale * torch.einsum("bd,bnd->bn", features, text_features)

    def predict(self, projector: Projector, statistics: ImageStatistics, gate: Tensor | None = None) -> Prediction:
        """Classify B images with a projector; differentiable in the projector's weights.

        Args:
            projector: The projector.
            statistics: The images.
            gate: For a gated projector, which images are known to be authorized (1) and which not (0), (B,); None lets
                the gates decide.
        """
        gated = gate is not None and isinstance(projector, GatedProjector)
        context, tokens = projector(statistics, gate) if gated else projector(statistics)
        text_features = self.text_features(context)
        return Prediction(self.logits(statistics.feature, text_features), text_features, tokens)

    @torch.no_grad()
    def classify(self, projector: Projector, statistics: ImageStatistics) -> Tensor:
        """Logits (B, N) on the CPU without gradients; B bounded by the caller."""
        rows = statistics.to(self.device)
        return self.predict(projector, rows).logits.float().cpu()
