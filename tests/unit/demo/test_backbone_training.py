import math
from dataclasses import replace

import pytest
import torch
from open_clip.model import CLIP

from ipclip_app.demo.backbone_training import BackboneTraining, train_backbone
from ipclip_app.demo.small_clip import build_clip, tokens
from ipclip_app.progress import Report, StepReport

Trained = tuple[CLIP, list[Report]]

TINY = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16},
    "text_cfg": {"context_length": 40, "vocab_size": 49408, "width": 16, "heads": 1, "layers": 1},
}
CONFIG = BackboneTraining(seed=5, per_cell=1, epochs=1, batch_size=15, architecture=TINY)


def _train(config: BackboneTraining):
    job, reports = train_backbone(config), []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            return end.value, reports


@pytest.fixture(scope="module")
def trained():
    return _train(CONFIG)


def test_two_steps_report_finite_losses(trained: Trained):
    steps = [report for report in trained[1] if isinstance(report, StepReport)]

    assert [(report.step, report.total) for report in steps] == [(1, 2), (2, 2)]
    assert all(math.isfinite(report.losses["contrastive"]) for report in steps)


def test_epochs_are_counted_from_1():
    _, reports = _train(replace(CONFIG, epochs=2))

    assert [report.epoch for report in reports if isinstance(report, StepReport)] == [1, 1, 2, 2]


def test_same_seed_gives_the_same_weights(trained: Trained):
    again, _ = _train(CONFIG)

    for name, value in trained[0].state_dict().items():
        assert torch.equal(value, again.state_dict()[name]), name


def test_training_changes_the_tokens_of_captions_and_no_others(trained: Trained):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(CONFIG.seed)
        before = build_clip(TINY).token_embedding.weight
    after = trained[0].token_embedding.weight

    changed = set((before != after).any(dim=1).nonzero().flatten().tolist())
    assert set(tokens(["fish sketch house"], trained[0])[0, 1:4].tolist()) <= changed
    assert tokens(["zebra"], trained[0])[0, 1].item() not in changed
    assert after.requires_grad


def test_training_leaves_the_global_random_generator_alone():
    torch.manual_seed(1)
    expected = torch.rand(1)

    torch.manual_seed(1)
    _train(CONFIG)
    assert torch.equal(torch.rand(1), expected)
