"""Tokens follow the published formulas, value by value and gradient by gradient."""

from collections.abc import Mapping

import pytest
import torch
from torch import Tensor

from ipclip_app.model.ip_projector import ReferenceProjector, ResidualProjector, context_tokens
from ipclip_app.model.statistics import ImageStatistics

WIDTHS = (3, 5, 4)
TEXT_WIDTH = 6
EMBED = 7
EXACT = {"rtol": 1e-10, "atol": 1e-13}


def _statistics(rows: int = 4, seed: int = 1) -> ImageStatistics:
    generator = torch.Generator().manual_seed(seed)
    feature = torch.randn(rows, EMBED, generator=generator, dtype=torch.float64)
    mean = torch.randn(rows, sum(WIDTHS), generator=generator, dtype=torch.float64)
    deviation = torch.rand(rows, sum(WIDTHS), generator=generator, dtype=torch.float64) + 0.1
    return ImageStatistics(feature / feature.norm(dim=1, keepdim=True), mean, deviation)


def _single(statistics: ImageStatistics) -> ImageStatistics:
    return ImageStatistics(statistics.feature.float(), statistics.mean.float(), statistics.deviation.float())


def _starts() -> list[int]:
    return [sum(WIDTHS[:block]) for block in range(len(WIDTHS))]


@pytest.fixture
def reference() -> ReferenceProjector:
    torch.manual_seed(0)
    return ReferenceProjector(WIDTHS, TEXT_WIDTH).double()


@pytest.fixture
def residual() -> ResidualProjector:
    torch.manual_seed(0)
    projector = ResidualProjector(WIDTHS, TEXT_WIDTH, EMBED, hidden=5).double()
    with torch.no_grad():
        for parameter in projector.parameters():
            parameter.normal_()
        projector.unit.fill_(0.3)
    projector.standardize(_statistics(9, seed=2))
    return projector


def _reference_context(weights: Mapping[str, Tensor], statistics: ImageStatistics) -> Tensor:
    """`T T V`, image by image and block by block."""
    contexts = []
    for mu, sigma in zip(statistics.mean, statistics.deviation, strict=True):
        domain, content = [], weights["reduce.bias"]
        for block, (start, width) in enumerate(zip(_starts(), WIDTHS, strict=True)):
            style = (mu[start : start + width] + sigma[start : start + width]) / 2
            hidden = weights[f"style.{block}.0.weight"] @ style + weights[f"style.{block}.0.bias"]
            domain.append(weights[f"style.{block}.1.weight"] @ hidden + weights[f"style.{block}.1.bias"])
            own = weights[f"content.{block}.weight"] @ mu[start : start + width] + weights[f"content.{block}.bias"]
            content = content + weights["reduce.weight"][0, block] * own
        contexts.append(torch.stack([*domain, *domain, content, content, content, content]))
    return torch.stack(contexts)


def _residual_context(weights: Mapping[str, Tensor], statistics: ImageStatistics) -> Tensor:
    """unit * (base + `T T V`) from standardized mu, log sigma and f_v, image by image."""
    contexts, total = [], sum(WIDTHS)
    for mu, sigma, feature in zip(statistics.mean, statistics.deviation, statistics.feature, strict=True):
        style = torch.cat([mu, sigma.log()])
        style = ((style - weights["style_location"]) / weights["style_scale"]).clamp(-5, 5)
        domain = []
        for block, (start, width) in enumerate(zip(_starts(), WIDTHS, strict=True)):
            own = torch.cat([style[start : start + width], style[total + start : total + start + width]])
            hidden = weights[f"style_in.{block}.weight"] @ own + weights[f"style_in.{block}.bias"]
            domain.append(weights[f"style_out.{block}.weight"] @ hidden + weights[f"style_out.{block}.bias"])
        content = (feature - weights["content_location"]) / weights["content_scale"]
        joined = torch.cat([content, (EMBED / (2 * total)) ** 0.5 * style])
        hidden = weights["content_in.weight"] @ joined + weights["content_in.bias"]
        hidden = hidden * (1 + torch.erf(hidden / 2**0.5)) / 2
        image = (weights["content_out.weight"] @ hidden + weights["content_out.bias"]).view(4, TEXT_WIDTH)
        contexts.append(weights["unit"] * (weights["base"] + torch.cat([torch.stack(domain * 2), image])))
    return torch.stack(contexts)


def _assert_same_function(projector: ReferenceProjector | ResidualProjector, actual: Tensor, expected: Tensor):
    torch.testing.assert_close(actual, expected, **EXACT)
    slope = torch.randn(expected.shape, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    parameters = list(projector.parameters())
    actual_gradients = torch.autograd.grad((actual * slope).sum(), parameters)
    expected_gradients = torch.autograd.grad((expected * slope).sum(), parameters)
    for actual_gradient, expected_gradient in zip(actual_gradients, expected_gradients, strict=True):
        assert expected_gradient.abs().max() > 0
        torch.testing.assert_close(actual_gradient, expected_gradient, **EXACT)


def test_reference_context_is_domain_tokens_twice_then_image_tokens(reference: ReferenceProjector):
    statistics = _statistics()

    context, _ = reference(statistics)

    expected = _reference_context(dict(reference.named_parameters()), statistics)
    assert context.shape == (4, 2 * len(WIDTHS) + 4, TEXT_WIDTH)
    _assert_same_function(reference, context, expected)


def test_reference_tokens_are_the_parts_of_its_context(reference: ReferenceProjector):
    context, tokens = reference(_statistics())

    blocks = len(WIDTHS)
    assert context[:, :blocks].equal(tokens.domain)
    assert context[:, blocks : 2 * blocks].equal(tokens.domain)
    assert context[:, 2 * blocks :].equal(tokens.image)


def test_reference_hidden_layer_has_256_units_without_a_nonlinearity(reference: ReferenceProjector):
    shapes = [tuple(parameter.shape) for parameter in reference.style[1].parameters()]

    assert shapes == [(256, WIDTHS[1]), (256,), (TEXT_WIDTH, 256), (TEXT_WIDTH,)]


def test_single_precision_tokens_differ_by_rounding_only(reference: ReferenceProjector):
    statistics = _statistics()
    exact, _ = reference(statistics)

    rounded, _ = reference.float()(_single(statistics))

    torch.testing.assert_close(rounded.double(), exact, rtol=1e-5, atol=1e-5)


def test_residual_context_follows_its_description(residual: ResidualProjector):
    statistics = _statistics()

    context, _ = residual(statistics)

    weights = {**dict(residual.named_buffers()), **dict(residual.named_parameters())}
    _assert_same_function(residual, context, _residual_context(weights, statistics))


def test_residual_context_is_its_base_before_training():
    projector = ResidualProjector(WIDTHS, TEXT_WIDTH, EMBED)
    torch.nn.init.normal_(projector.base)

    context, tokens = projector(_single(_statistics()))

    assert context.equal(projector.base.expand(4, -1, -1))
    assert not tokens.domain.any()
    assert not tokens.image.any()


def test_standardization_is_that_of_the_rows_it_was_given(residual: ResidualProjector):
    statistics = _statistics(9, seed=2)

    style = torch.cat([statistics.mean, statistics.deviation.log()], dim=1)

    centred = style - sum(style) / 9
    torch.testing.assert_close(residual.style_location, sum(style) / 9, **EXACT)
    torch.testing.assert_close(residual.style_scale, (sum(centred**2) / 8) ** 0.5, **EXACT)
    torch.testing.assert_close(residual.content_location, sum(statistics.feature) / 9, **EXACT)


def test_standardization_is_the_same_in_slices_of_several_domains(residual: ResidualProjector):
    domains = [_statistics(700, seed=3), _statistics(300, seed=4)]
    for domain in domains:
        domain.mean[:, 0] += 1e4  # squares of it would cancel in single precision
        domain.mean[:, 1] = 7
    whole = ImageStatistics.concat(domains)
    style = torch.cat([whole.mean, whole.deviation.log()], dim=1)

    residual.standardize(*domains)

    torch.testing.assert_close(residual.style_location, style.mean(0), **EXACT)
    torch.testing.assert_close(residual.style_scale, style.std(0).clamp_min(1e-6), rtol=1e-8, atol=0)
    torch.testing.assert_close(residual.content_scale, whole.feature.std(0), **EXACT)


@pytest.mark.parametrize("rows", [2, 1000])
def test_standardization_reads_a_bounded_number_of_rows_at_once(
    residual: ResidualProjector, rows: int, monkeypatch: pytest.MonkeyPatch
):
    statistics, sizes, cut = _statistics(rows), [], ImageStatistics.__getitem__

    def counted(whole: ImageStatistics, chosen: slice) -> ImageStatistics:
        part = cut(whole, chosen)
        sizes.append(len(part))
        return part

    monkeypatch.setattr(ImageStatistics, "__getitem__", counted)

    residual.standardize(statistics)

    assert max(sizes) <= 32


def test_an_outlying_style_is_cut_at_five_deviations(residual: ResidualProjector):
    statistics = _statistics()
    far = ImageStatistics(statistics.feature, statistics.mean + 1e6, statistics.deviation)
    farther = ImageStatistics(statistics.feature, statistics.mean + 1e7, statistics.deviation)

    assert residual(far)[0].equal(residual(farther)[0])


@pytest.mark.parametrize(("blocks", "count"), [(12, 28), (24, 52), (3, 10)])
def test_a_context_has_two_vectors_a_block_and_four_more(blocks: int, count: int):
    assert context_tokens(blocks) == count
