"""The text tower over a fixed list of captions: only the tokens they use are learned, only their length is computed."""

import torch
from open_clip.model import CLIP
from torch import Tensor, nn
from torch.nn import functional

from ipclip_app.demo.small_clip import tokens

MAX_PREFIX = 16
_WORD_SPREAD = 0.03  # standard deviation of a learned token's values


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

    def encode(self, prefix: Tensor | None = None) -> Tensor:
        """Normalized features of every caption, shape (captions, joint width).

        Args:
            prefix: Embedded words to put in front of each caption, shape (captions, words, text width).
        """
        model, embedded, ends = self._model, self.table[self._rows], self._ids.argmax(dim=1)
        if prefix is not None:
            embedded, ends = torch.cat([embedded[:, :1], prefix, embedded[:, 1:]], dim=1), ends + prefix.shape[1]
        length = embedded.shape[1]
        placed = embedded + model.positional_embedding[:length]
        states = model.ln_final(model.transformer(placed, attn_mask=model.attn_mask[:length, :length]))
        return functional.normalize(states[torch.arange(len(ends)), ends] @ model.text_projection, dim=-1)

    def random_words(self, generator: torch.Generator) -> Tensor | None:
        """In half of all draws nothing, otherwise random vectors for up to `MAX_PREFIX` words before each caption.

        A learned prompt consists of such vectors: a tower that has never read anything before a name but a few
        templates would lose the name behind them, which CLIP's own does not.
        """
        count = int(torch.randint(-MAX_PREFIX + 1, MAX_PREFIX + 1, (1,), generator=generator))
        if count <= 0:
            return None
        captions, width = len(self._ids), self.table.shape[1]
        spread = _WORD_SPREAD * (0.5 + 1.5 * torch.rand(captions, 1, 1, generator=generator))
        return spread * torch.randn(captions, count, width, generator=generator)

    def store(self) -> None:
        """Write the learned tokens into the model; all others keep the values they were built with."""
        with torch.no_grad():
            self._model.token_embedding.weight[self._used] = self.table.detach()
        self._model.token_embedding.weight.requires_grad_(requires_grad=True)
