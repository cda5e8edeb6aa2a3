import pytest
import torch
from open_clip.model import CLIP

from ipclip_app.demo.caption_tower import MAX_PREFIX, CaptionTower
from ipclip_app.demo.small_clip import build_clip, tokens

ARCHITECTURE = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16},
    "text_cfg": {"context_length": 32, "vocab_size": 49408, "width": 16, "heads": 1, "layers": 1},
}
TEXTS = ["a fish.", "a photo of a hot air balloon."]


@pytest.fixture(scope="module")
def model() -> CLIP:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        return build_clip(ARCHITECTURE).eval()


@torch.no_grad()
def test_captions_are_encoded_as_the_whole_text_tower_does(model: CLIP):
    whole = model.encode_text(tokens(TEXTS, model), normalize=True)

    assert torch.allclose(CaptionTower(model, TEXTS).encode(), whole, atol=1e-5)


@torch.no_grad()
def test_words_in_front_count_as_if_they_were_written(model: CLIP):
    written = model.encode_text(tokens(["blue round " + text for text in TEXTS], model), normalize=True)
    words = model.token_embedding(tokens(["blue round"], model)[:, 1:3])

    prefixed = CaptionTower(model, TEXTS).encode(words.expand(len(TEXTS), -1, -1))
    assert torch.allclose(prefixed, written, atol=1e-5)


def test_random_words_are_absent_half_of_the_time_and_never_too_many(model: CLIP):
    tower, generator = CaptionTower(model, TEXTS), torch.Generator().manual_seed(0)

    drawn = [tower.random_words(generator) for _ in range(400)]
    counts = [0 if words is None else words.shape[1] for words in drawn]
    assert 150 < counts.count(0) < 250
    assert max(counts) == MAX_PREFIX


def test_storing_writes_the_learned_tokens_into_the_model(model: CLIP):
    tower = CaptionTower(model, TEXTS)
    with torch.no_grad():
        tower.table += 1
    before = model.token_embedding.weight.detach().clone()

    tower.store()

    changed = (model.token_embedding.weight != before).any(dim=1).nonzero().flatten()
    assert set(changed.tolist()) == set(tokens(TEXTS, model).unique().tolist())
