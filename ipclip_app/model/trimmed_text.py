"""Text features without most of the padding: texts are computed with others about as long, up to the longest's end.

The text tower is causal and reads only the output at end-of-text, so what stands behind it changes nothing but the
time. The features are those of `Backbone.encode_text` up to rounding.
"""

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import torch
from open_clip.tokenizer import SimpleTokenizer
from torch import Tensor

from ipclip_app.model.backbone import TEXT_BATCH, Backbone
from ipclip_app.model.text_tower import TextTower

WORDS_KEPT: Final = 50_000
"""Words whose tokens the tokenizer remembers; it would remember every word that anybody ever sends."""
_SLACK: Final = 8
"""Tokens of padding that cost less than a pass of their own."""

Tokens = tuple[int, ...]
"""Ids of one text from start-of-text to its first end-of-text."""


class BoundedTokenizer:
    """CLIP's tokenizer for texts of strangers, from several threads: what it remembers is bounded."""

    def __init__(self) -> None:
        self._encoder = SimpleTokenizer()  # its own: emptying the memory under another thread would fail there
        self._lock = threading.Lock()
        self._first = dict(self._encoder.cache)

    def tokens(self, text: str, context_length: int) -> Tokens:
        """Ids as open_clip's own tokenization has them, which cuts texts beyond the context length.

        Args:
            text: Any text that can be written as UTF-8.
            context_length: Longest text in tokens, start and end included.
        """
        encoder = self._encoder
        with self._lock:
            words = encoder.encode(text)[: context_length - 2]
            if len(encoder.cache) > WORDS_KEPT:
                encoder.cache = dict(self._first)
        ids = [encoder.sot_token_id, *words, encoder.eot_token_id]
        return tuple(ids[: ids.index(encoder.eot_token_id) + 1])


@cache
def bounded_tokenizer() -> BoundedTokenizer:
    """The only one of this process."""
    return BoundedTokenizer()


@torch.no_grad()
def trimmed_text_features(backbone: Backbone, texts: Sequence[Tokens]) -> Tensor:
    """Unit text features (len, D) of tokenized texts, on the backbone's device."""
    rows = torch.empty(len(texts), backbone.embed_dim, device=backbone.device)
    tower = backbone.text
    for places in _alike([len(tokens) for tokens in texts]):
        rows[torch.tensor(places, device=rows.device)] = _features(tower, [texts[place] for place in places])
    return torch.nn.functional.normalize(rows, dim=-1)


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts that are computed together: not too many, and none far longer than another."""
    together: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if together and (len(together) == TEXT_BATCH or lengths[place] > 2 * lengths[together[0]] + _SLACK):
            yield together
            together = []
        together.append(place)
    if together:
        yield together


def _features(tower: TextTower, texts: Sequence[Tokens]) -> Tensor:
    """Features (len, D) before they are scaled to length one."""
    longest = max(map(len, texts))
    device = tower.positional_embedding.device
    ids = torch.tensor([[*tokens, *[0] * (longest - len(tokens))] for tokens in texts], device=device)
    rows = tower.token_embedding(ids) + tower.positional_embedding[:longest]
    mask = torch.full((longest, longest), float("-inf"), dtype=rows.dtype, device=device).triu(1)
    for block in tower.resblocks:
        rows = block(rows, attn_mask=mask)
    ends = torch.tensor([len(tokens) - 1 for tokens in texts], device=device)
    return tower.project(tower.ln_final(rows[torch.arange(len(texts), device=device), ends]))
