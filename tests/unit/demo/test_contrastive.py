import pytest
import torch

from ipclip_app.demo.contrastive import contrastive_loss, varied


def test_loss_of_one_to_one_pairs_is_clip_s():
    logits = torch.tensor([[2.0, 0.5], [-1.0, 3.0]])

    rows = torch.nn.functional.cross_entropy(logits, torch.arange(2))
    columns = torch.nn.functional.cross_entropy(logits.T, torch.arange(2))
    assert contrastive_loss(logits, torch.eye(2)).item() == pytest.approx(((rows + columns) / 2).item())


def test_two_true_captions_share_the_target():
    logits = torch.tensor([[5.0, 5.0, -50.0]])

    assert contrastive_loss(logits, torch.tensor([[1.0, 1.0, 0.0]])).item() == pytest.approx(
        0.5 * torch.tensor(2.0).log()
    )


def test_captions_without_a_picture_have_no_target_but_still_compete():
    truth = torch.tensor([[1.0, 0.0]])

    near, far = (contrastive_loss(torch.tensor([[1.0, other]]), truth) for other in (1.0, -9.0))
    assert torch.isfinite(near)
    assert near > far


def test_variation_is_repeatable_and_keeps_the_shape():
    images = torch.rand(6, 3, 32, 32)

    first, again, other = (varied(images, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert first.shape == images.shape
    assert not torch.equal(first, other)
    assert not torch.equal(first, images)
