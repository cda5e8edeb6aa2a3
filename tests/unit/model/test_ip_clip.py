"""Prompts of an image are `[SOS] T T V name.[EOS]`, encoded as open_clip encodes a padded text."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from ipclip_app.errors import ClassNameTooLongError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.ip_projector import ReferenceProjector
from ipclip_app.model.statistics import ImageStatistics

NAMES = ("dog", "alarm_clock", "mountain bike helmet")
EXACT = {"rtol": 1e-10, "atol": 1e-12}
Padded = Callable[[Backbone, tuple[str, ...], Tensor], Tensor]


@pytest.fixture
def statistics() -> ImageStatistics:
    generator = torch.Generator().manual_seed(1)
    feature = torch.randn(3, 24, generator=generator, dtype=torch.float64)
    mean, deviation = (torch.rand(3, 96, generator=generator, dtype=torch.float64) + 0.1 for _ in range(2))
    return ImageStatistics(feature / feature.norm(dim=1, keepdim=True), mean, deviation)


@pytest.fixture
def projector(tiny_vit: Backbone) -> ReferenceProjector:
    torch.manual_seed(0)
    return ReferenceProjector(tiny_vit.block_widths, tiny_vit.text_width).double()


@pytest.fixture
def context() -> Tensor:
    return torch.randn(3, 10, 16, generator=torch.Generator().manual_seed(2), dtype=torch.float64)


def _single(statistics: ImageStatistics) -> ImageStatistics:
    return ImageStatistics(statistics.feature.float(), statistics.mean.float(), statistics.deviation.float())


def test_text_features_are_those_of_the_padded_prompt(double_vit: Backbone, padded_text: Padded, context: Tensor):
    features = PromptedClassifier(double_vit, NAMES).text_features(context)

    torch.testing.assert_close(features, padded_text(double_vit, NAMES, context), **EXACT)


def test_gradients_of_the_context_are_those_of_the_padded_prompt(
    double_vit: Backbone, padded_text: Padded, context: Tensor
):
    context.requires_grad_()
    features = PromptedClassifier(double_vit, NAMES).text_features(context)
    expected = padded_text(double_vit, NAMES, context)
    slope = torch.randn(features.shape, generator=torch.Generator().manual_seed(3), dtype=torch.float64)

    (actual_gradient,) = torch.autograd.grad((features * slope).sum(), context)
    (expected_gradient,) = torch.autograd.grad((expected * slope).sum(), context)

    torch.testing.assert_close(actual_gradient, expected_gradient, **EXACT)


def test_logits_are_scaled_cosines_of_each_image_with_its_own_text(
    double_vit: Backbone, padded_text: Padded, projector: ReferenceProjector, statistics: ImageStatistics
):
    prediction = PromptedClassifier(double_vit, NAMES).predict(projector, statistics)

    text = padded_text(double_vit, NAMES, projector(statistics)[0])
    scale = torch.exp(double_vit._model.logit_scale)
    rows = zip(statistics.feature, text, strict=True)
    expected = torch.stack([torch.stack([scale * (image @ one) for one in classes]) for image, classes in rows])
    torch.testing.assert_close(prediction.logits, expected, **EXACT)
    actual_gradients = torch.autograd.grad(prediction.logits.square().sum(), list(projector.parameters()))
    expected_gradients = torch.autograd.grad(expected.square().sum(), list(projector.parameters()))
    for actual_gradient, expected_gradient in zip(actual_gradients, expected_gradients, strict=True):
        torch.testing.assert_close(actual_gradient, expected_gradient, rtol=1e-9, atol=1e-11)


def test_logits_with_common_text_features_are_the_same_formula(double_vit: Backbone, statistics: ImageStatistics):
    classifier = PromptedClassifier(double_vit, NAMES)
    text = torch.nn.functional.normalize(torch.eye(3, 24, dtype=torch.float64) + 0.1, dim=1)

    common, own = (
        classifier.logits(statistics.feature, text),
        classifier.logits(statistics.feature, text.expand(3, 3, 24)),
    )

    torch.testing.assert_close(common, own, **EXACT)


def test_single_precision_differs_by_rounding_only(
    tiny_vit: Backbone, double_vit: Backbone, projector: ReferenceProjector, statistics: ImageStatistics
):
    exact = PromptedClassifier(double_vit, NAMES).predict(projector, statistics).logits

    rounded = PromptedClassifier(tiny_vit, NAMES).predict(projector.float(), _single(statistics)).logits

    torch.testing.assert_close(rounded.double(), exact, rtol=1e-5, atol=1e-4)


def test_classification_keeps_no_graph(tiny_vit: Backbone, projector: ReferenceProjector, statistics: ImageStatistics):
    classifier = PromptedClassifier(tiny_vit, NAMES)

    logits = classifier.classify(projector.float(), _single(statistics))

    assert not logits.requires_grad
    torch.testing.assert_close(logits, classifier.predict(projector, _single(statistics)).logits.detach())


def test_nothing_of_the_backbone_learns(tiny_vit: Backbone, projector: ReferenceProjector, statistics: ImageStatistics):
    PromptedClassifier(tiny_vit, NAMES).predict(projector.float(), _single(statistics)).logits.sum().backward()

    assert all(parameter.grad is None for parameter in tiny_vit._model.parameters())
    assert all(parameter.grad is not None for parameter in projector.parameters())


def test_a_class_name_that_does_not_fit_behind_the_prompt_is_named(tiny_vit: Backbone):
    with pytest.raises(ClassNameTooLongError, match="bicycle bicycle"):
        PromptedClassifier(tiny_vit, ["dog", " ".join(["bicycle"] * 66)])
