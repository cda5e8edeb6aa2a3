"""One interface over every supported CLIP: frozen, in evaluation mode and single precision."""

from collections.abc import Sequence
from typing import Final

import torch
from open_clip.model import CLIP, CustomTextCLIP
from torch import Tensor

from ipclip_app.model import text_tower
from ipclip_app.model.image_tower import block_widths, image_statistics
from ipclip_app.model.preprocessing import Preprocessing
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.text_tower import TextTower

TEXT_BATCH: Final = 256
"""Texts encoded at once; bounds the memory of many classes."""


class Backbone:
    """A frozen CLIP model.

    Nothing it returns carries gradients, and everything it returns may be used in differentiable computations.

    Attributes:
        name: Reference by which `load_backbone` finds it again.
        identity: SHA-256 of weights and architecture, 64 hexadecimal digits.
        preprocessing: How pictures become its pixels.
    """

    def __init__(self, model: CLIP | CustomTextCLIP, name: str, identity: str, preprocessing: Preprocessing) -> None:
        self._model = model.float().eval().requires_grad_(requires_grad=False)
        self.name = name
        self.identity = identity
        self.preprocessing = preprocessing

    @property
    def text(self) -> TextTower:
        """The parts of the text tower, on the backbone's present device."""
        return TextTower.of(self._model)

    @property
    def embed_dim(self) -> int:
        """Width of the joint embedding, D."""
        return self.text.embed_dim

    @property
    def text_width(self) -> int:
        """Width of the text tower, D_t."""
        return self.text.width

    @property
    def context_length(self) -> int:
        """Longest text in tokens, start and end included."""
        return self.text.context_length

    @property
    def block_widths(self) -> tuple[int, ...]:
        """Width D_v of each of the M blocks of the image tower."""
        return block_widths(self._model.visual)

    @property
    def logit_scale(self) -> float:
        """Factor of cosines in logits, the exponential already taken."""
        return float(self._model.logit_scale.exp())

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        device: torch.device = self._model.logit_scale.device
        return device

    def to(self, device: torch.device | str) -> "Backbone":
        """Move the weights in place, as modules do, and return the same backbone."""
        self._model.to(device)
        return self

    @torch.no_grad()
    def statistics(self, pixels: Tensor) -> ImageStatistics:
        """Feature and block statistics of B preprocessed images (B, 3, H, W), in one pass, on the backbone's device."""
        return image_statistics(self._model.visual, pixels.to(self.device))

    @torch.no_grad()
    def encode_text(self, texts: Sequence[str]) -> Tensor:
        """Unit text features (len, D) in open_clip's own tokenization, which cuts texts beyond the context length."""
        encoder = text_tower.tokenizer()
        features = [
            self._model.encode_text(
                encoder(list(texts[start : start + TEXT_BATCH]), self.context_length).to(self.device)
            )
            for start in range(0, len(texts), TEXT_BATCH)
        ]
        rows = torch.cat(features) if features else torch.empty(0, self.embed_dim, device=self.device)
        return torch.nn.functional.normalize(rows, dim=-1)

    def name_tokens(self, name: str) -> tuple[int, ...]:
        """Ids of a class name with underscores read as spaces, without start and end."""
        return text_tower.name_tokens(name)

    def suffix_tokens(self, name: str) -> tuple[int, ...]:
        """Ids of `name.` and end-of-text, what follows the IP prompt."""
        return text_tower.suffix_tokens(name)
