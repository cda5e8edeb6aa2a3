"""The encoder survives a lack of memory and nothing else."""

from collections.abc import Callable

import pytest
import torch

from ipclip_app.errors import TooLittleMemoryError
from ipclip_app.jobs import encoder
from ipclip_app.jobs.encoder import Encoder, default_batch_size
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.statistics import ImageStatistics

SHORTAGES = [
    torch.OutOfMemoryError("CUDA out of memory."),
    MemoryError(),
    RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 5 bytes."),
    RuntimeError("MPS backend out of memory (MPS allocated: 5 MB)"),
]
MakeLimited = Callable[[int, Exception], list[int]]


@pytest.fixture
def limit(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch) -> MakeLimited:
    """`limit(views, error)`: let the image tower raise the error for larger batches; lists the sizes that it saw."""
    forward = tiny_vit.statistics

    def apply(views: int, error: Exception) -> list[int]:
        sizes: list[int] = []

        def limited(pixels: torch.Tensor) -> ImageStatistics:
            sizes.append(len(pixels))
            if len(pixels) > views:
                raise error
            return forward(pixels)

        monkeypatch.setattr(tiny_vit, "statistics", limited)
        return sizes

    return apply


@pytest.fixture
def pixels() -> torch.Tensor:
    return torch.randn(10, 3, 32, 32, generator=torch.Generator().manual_seed(0))


def encode(encoder: Encoder, pixels: torch.Tensor) -> tuple[ImageStatistics, list[str]]:
    sentences: list[str] = []
    job = encoder.encode(pixels)
    while True:
        try:
            sentences.append(next(job))
        except StopIteration as end:
            return end.value, sentences


@pytest.mark.parametrize("shortage", SHORTAGES)
def test_the_batch_is_halved_until_it_fits_and_stays_so(
    tiny_vit: Backbone, pixels: torch.Tensor, limit: MakeLimited, shortage: Exception
):
    expected = tiny_vit.statistics(pixels)
    sizes = limit(3, shortage)
    small = Encoder(tiny_vit, 10)
    statistics, sentences = encode(small, pixels)
    assert sizes == [10, 5, 2, 2, 2, 2, 2]
    assert ["5 at a time" in sentences[0], "2 at a time" in sentences[1], len(sentences)] == [True, True, 2]
    assert small.batch_size == 2
    torch.testing.assert_close(statistics.mean, expected.mean)
    torch.testing.assert_close(statistics.feature, expected.feature)


def test_when_not_even_one_view_fits_the_error_names_the_way_out(
    tiny_vit: Backbone, pixels: torch.Tensor, limit: MakeLimited
):
    sizes = limit(0, torch.OutOfMemoryError())
    with pytest.raises(TooLittleMemoryError, match=r"'cpu' is too small for encoding even one image; .* a smaller"):
        encode(Encoder(tiny_vit, 4), pixels)
    assert sizes == [4, 2, 1]


def test_a_defect_is_not_taken_for_a_lack_of_memory(tiny_vit: Backbone, pixels: torch.Tensor, limit: MakeLimited):
    sizes = limit(0, RuntimeError("shapes cannot be multiplied"))
    with pytest.raises(RuntimeError, match="shapes"):
        encode(Encoder(tiny_vit, 4), pixels)
    assert sizes == [4]


def test_a_large_image_tower_gets_small_batches_on_the_cpu(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    assert default_batch_size(tiny_vit) == encoder.CPU_BATCH
    monkeypatch.setattr(Backbone, "block_widths", property(lambda _self: (768,) * 12))
    assert default_batch_size(tiny_vit) == encoder.LARGE_CPU_BATCH
    monkeypatch.setattr(Backbone, "device", property(lambda _self: torch.device("cuda")))
    assert default_batch_size(tiny_vit) == encoder.ACCELERATOR_BATCH
