"""The frozen text tower, taken apart so that prompts can be put between its tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from open_clip.model import CLIP, CustomTextCLIP
from open_clip.tokenizer import SimpleTokenizer
from torch import Tensor, nn


@dataclass(frozen=True, eq=False)
class TextTower:
    """Parts of a causal text tower with end-of-text pooling; all frozen and in evaluation mode.

    Attributes:
        token_embedding: Table of token vectors, (vocabulary, D_t).
        positional_embedding: Position vectors, (context_length, D_t).
        resblocks: open_clip's residual attention blocks; called as `block(x, attn_mask=mask)`, batch first.
        ln_final: Norm after the last block.
        text_projection: Matrix (D_t, D) or linear layer; see `project`.
        heads: Attention heads of every block.
        sos: Id of the start-of-text token.
        eos: Id of the end-of-text token.
    """

    token_embedding: nn.Embedding
    positional_embedding: Tensor
    resblocks: Sequence[nn.Module]
    ln_final: nn.Module
    text_projection: Tensor | nn.Linear
    heads: int
    sos: int
    eos: int

    @property
    def width(self) -> int:
        """Width of the tower, D_t."""
        return int(self.positional_embedding.shape[1])

    @property
    def context_length(self) -> int:
        """Longest sequence in tokens, start and end included."""
        return int(self.positional_embedding.shape[0])

    @property
    def embed_dim(self) -> int:
        """Width of the joint embedding, D."""
        if isinstance(self.text_projection, nn.Linear):
            return self.text_projection.out_features
        return int(self.text_projection.shape[1])

    def project(self, hidden: Tensor) -> Tensor:
        """Map normed outputs (..., D_t) at end-of-text to unnormalized text features (..., D)."""
        if isinstance(self.text_projection, nn.Linear):
            projected: Tensor = self.text_projection(hidden)
            return projected
        return hidden @ self.text_projection

    @classmethod
    def of(cls, model: CLIP | CustomTextCLIP) -> "TextTower":
        """Take apart an open_clip CLIP, or a CustomTextCLIP, which keeps the same parts under `text`."""
        text = getattr(model, "text", model)
        return cls(
            token_embedding=text.token_embedding,
            positional_embedding=text.positional_embedding,
            resblocks=tuple(text.transformer.resblocks),
            ln_final=text.ln_final,
            text_projection=text.text_projection,
            heads=text.transformer.resblocks[0].attn.num_heads,
            sos=tokenizer().sot_token_id,
            eos=tokenizer().eot_token_id,
        )


@cache
def tokenizer() -> SimpleTokenizer:
    """CLIP's byte-pair tokenizer, the only one supported."""
    return SimpleTokenizer()


def name_tokens(name: str) -> tuple[int, ...]:
    """Ids of a class name with underscores read as spaces, without start and end."""
    return tuple(tokenizer().encode(name.replace("_", " ")))


def suffix_tokens(name: str) -> tuple[int, ...]:
    """Ids of `name.` and end-of-text, what follows the IP prompt (IP-CLIP, arXiv 2503.02393, section 3.2)."""
    return (*name_tokens(f"{name}."), tokenizer().eot_token_id)
