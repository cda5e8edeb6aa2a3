import pytest
import torch

from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.stored_statistics import pack, unpack

KEY = "backbone\nrecipe\ndigest\nplain"


def statistics(rows: int = 3) -> ImageStatistics:
    generator = torch.Generator().manual_seed(0)
    feature = torch.nn.functional.normalize(torch.randn(rows, 5, generator=generator), dim=-1)
    mean = torch.randn(rows, 7, generator=generator)
    return ImageStatistics(feature, mean, torch.rand(rows, 7, generator=generator) + 0.1)


def test_values_survive_to_half_precision_in_two_bytes_each():
    original = statistics()
    stored = pack(original)
    back = unpack(stored)
    assert [len(stored[0].feature), len(stored[0].mean), len(stored[0].deviation)] == [10, 14, 14]
    assert back.mean.dtype == torch.float32
    torch.testing.assert_close(back.mean, original.mean.half().float(), rtol=0, atol=0)
    torch.testing.assert_close(back.deviation, original.deviation.half().float(), rtol=0, atol=0)
    torch.testing.assert_close(back.feature, original.feature, rtol=0, atol=1e-3)


def test_features_have_unit_length_after_rounding():
    lengths = torch.linalg.vector_norm(unpack(pack(statistics())).feature.double(), dim=-1)
    torch.testing.assert_close(lengths, torch.ones(3, dtype=torch.float64), rtol=0, atol=1e-7)


def test_rounding_a_second_time_keeps_every_feature_within_one_half_precision_step():
    once = unpack(pack(statistics()))
    twice = unpack(pack(once))
    assert torch.equal(once.mean, twice.mean)
    torch.testing.assert_close(once.feature, twice.feature, rtol=0, atol=1e-3)


def test_a_row_never_depends_on_its_neighbours():
    original = statistics(rows=5)
    together, alone = unpack(pack(original)), unpack(pack(original[2:3]))
    assert torch.equal(together.feature[2], alone.feature[0])
    assert torch.equal(together.deviation[2], alone.deviation[0])


@pytest.mark.parametrize("value", [65519.0, 65520.0, -1e6, 3e38])
def test_large_activations_stay_finite(value: float):
    original = statistics()
    original.mean[1, 2] = value
    stored = pack(original)
    back = unpack(stored)
    assert back.mean.isfinite().all()
    assert [row.wide for row in stored] == [False, abs(value) >= 65520, False]
    if stored[1].wide:
        assert torch.equal(back.mean[1], original.mean[1])


@pytest.mark.parametrize("part", ["feature", "mean", "deviation"])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_finite_number_is_told(part: str, value: float):
    original = statistics()
    getattr(original, part)[1, 0] = value
    stored = pack(original)
    assert [row.finite for row in stored] == [True, False, True]
    assert not getattr(unpack(stored), part)[1].isfinite().all()


def test_the_checksum_belongs_to_the_key_and_to_every_byte():
    first, second = pack(statistics(rows=2))
    checksums = {first.checksum(KEY), first.checksum(KEY + "x"), second.checksum(KEY)}
    moved = type(first)(first.feature + first.mean[:2], first.mean[2:], first.deviation, first.wide)
    assert len(checksums | {moved.checksum(KEY)}) == 4
    assert first.checksum(KEY) == pack(statistics(rows=2))[0].checksum(KEY)
