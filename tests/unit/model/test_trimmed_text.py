"""Texts without padding have the features of padded ones, whatever they stand beside."""

import pytest
import torch

from ipclip_app.model import trimmed_text
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.trimmed_text import BoundedTokenizer, bounded_tokenizer, trimmed_text_features

TEXTS = [
    "a dog",
    "",
    "a photograph of a rusty bicycle that leans against the wall of a house by the sea, seen from below",
    "word " * 200,
    "an end <end_of_text> in the middle",
    "ein Käse & 中文 👩‍🚀",
    "owl",
]


def features(backbone: Backbone, texts: list[str]) -> torch.Tensor:
    tokens = [bounded_tokenizer().tokens(text, backbone.context_length) for text in texts]
    return trimmed_text_features(backbone, tokens)


@pytest.mark.parametrize("name", ["tiny_vit", "tiny_resnet"])
def test_features_are_those_of_the_padded_texts(name: str, request: pytest.FixtureRequest):
    backbone = request.getfixturevalue(name)

    torch.testing.assert_close(features(backbone, TEXTS), backbone.encode_text(TEXTS), rtol=0, atol=1e-5)


def test_a_text_is_encoded_alike_whatever_the_others_are(tiny_vit: Backbone):
    together = features(tiny_vit, TEXTS)

    alone = torch.cat([features(tiny_vit, [text]) for text in TEXTS])

    torch.testing.assert_close(together, alone, rtol=0, atol=1e-5)


def test_more_texts_than_a_pass_takes_keep_their_order(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(trimmed_text, "TEXT_BATCH", 2)

    torch.testing.assert_close(features(tiny_vit, TEXTS), tiny_vit.encode_text(TEXTS), rtol=0, atol=1e-5)


def test_no_text_gives_no_row(tiny_vit: Backbone):
    assert features(tiny_vit, []).shape == (0, tiny_vit.embed_dim)


def test_no_more_tokens_are_computed_than_the_longest_text_has(tiny_vit: Backbone):
    lengths: list[int] = []
    hook = tiny_vit._model.token_embedding.register_forward_hook(
        lambda _module, inputs, _output: lengths.append(inputs[0].shape[1])
    )

    features(tiny_vit, ["a dog", "a"])

    hook.remove()
    assert lengths == [4]


def test_tokenizer_forgets_words_beyond_its_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(trimmed_text, "WORDS_KEPT", 10)
    tokenizer = BoundedTokenizer()
    first = tokenizer.tokens("tortoise", 77)

    for number in range(40):
        tokenizer.tokens(f"{'ab' * number} word", 77)

    assert len(tokenizer._encoder.cache) <= 12
    assert tokenizer.tokens("tortoise", 77) == first
