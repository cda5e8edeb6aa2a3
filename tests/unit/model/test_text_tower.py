"""The parts of the text tower, put together by hand, give the text encoding of open_clip."""

from collections.abc import Callable
from typing import Any

import open_clip
import pytest
import torch
from open_clip.model import CLIP

from ipclip_app.model.architecture import build_model
from ipclip_app.model.text_tower import TextTower, tokenizer


@pytest.fixture(params=[{}, {"custom_text": True}, {"proj_bias": True}], ids=["plain", "custom", "linear"])
def model(request: pytest.FixtureRequest, tiny_config: Callable[[str], dict[str, Any]]) -> CLIP:
    config = tiny_config("vit")
    config["text_cfg"]["proj_bias"] = request.param.get("proj_bias", False)
    return build_model(config | {"custom_text": request.param.get("custom_text", False)}, "here").eval()


def test_parts_put_together_encode_as_open_clip_does(model: CLIP):
    tower = TextTower.of(model)
    ids = torch.tensor([tower.sos, *tokenizer().encode("a red bicycle."), tower.eos])
    mask = torch.full((len(ids), len(ids)), float("-inf")).triu(1)
    with torch.no_grad():
        expected = model.encode_text(open_clip.tokenize(["a red bicycle."]))[0]
        hidden = (tower.token_embedding(ids) + tower.positional_embedding[: len(ids)])[None]
        for block in tower.resblocks:
            hidden = block(hidden, attn_mask=mask)

        encoded = tower.project(tower.ln_final(hidden)[0, -1])

    torch.testing.assert_close(encoded, expected, rtol=1e-5, atol=1e-6)


def test_sizes_are_those_of_the_configuration(model: CLIP):
    tower = TextTower.of(model)

    assert (tower.width, tower.context_length, tower.embed_dim, tower.heads) == (16, 77, 24, 2)


def test_start_and_end_are_those_of_clip(model: CLIP):
    ids = open_clip.tokenize(["x"])[0]
    tower = TextTower.of(model)

    assert (tower.sos, tower.eos) == (int(ids[0]), int(ids[2]))
