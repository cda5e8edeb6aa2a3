"""The text tower over a fixed list of captions: only the tokens they use are learned, only their length is computed."""

import torch
from open_clip.model import CLIP, text_global_pool
from torch import Tensor, nn
from torch.nn import functional

from ipclip_app.demo.small_clip import tokens


class CaptionTower:
    """Encodes the captions with a table of their own tokens, cut behind the longest caption.

    The text tower is causal and reads its result at the end-of-text token, so that what stands behind it is without
    effect.
    """

    def __init__(self, model: CLIP, texts: list[str]) -> None:
        ids = tokens(texts, model)
        self._model = model
        self._ids = ids[:, : int(ids.argmax(dim=1).max()) + 1]
        self._used, self._rows = torch.unique(self._ids, return_inverse=True)
        self.table = nn.Parameter(model.token_embedding.weight.detach()[self._used].clone())
        model.token_embedding.weight.requires_grad_(requires_grad=False)

    def encode(self) -> Tensor:
        """Normalized features of every caption, shape (captions, joint width)."""
        model, length = self._model, self._ids.shape[1]
        embedded = self.table[self._rows] + model.positional_embedding[:length]
        states = model.ln_final(model.transformer(embedded, attn_mask=model.attn_mask[:length, :length]))
        ends = text_global_pool(states, self._ids, "argmax")
        return functional.normalize(ends @ model.text_projection, dim=-1)

    def store(self) -> None:
        """Write the learned tokens into the model; all others keep the values they were built with."""
        with torch.no_grad():
            self._model.token_embedding.weight[self._used] = self.table.detach()
        self._model.token_embedding.weight.requires_grad_(requires_grad=True)
