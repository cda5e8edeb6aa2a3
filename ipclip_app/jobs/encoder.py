"""Runs the image tower over pixels in batches that shrink when memory runs out."""

from collections.abc import Generator
from typing import Final

from torch import Tensor

from ipclip_app.errors import TooLittleMemoryError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.device import is_out_of_memory, release_memory
from ipclip_app.model.statistics import ImageStatistics

ACCELERATOR_BATCH: Final = 256
CPU_BATCH: Final = 32
LARGE_CPU_BATCH: Final = 4
_LARGE_TOWER: Final = 10**6


def default_batch_size(backbone: Backbone) -> int:
    """Views per batch: a batch is how long a cancel waits, so a large image tower on the CPU gets few."""
    if backbone.device.type != "cpu":
        return ACCELERATOR_BATCH
    weight = sum(width**2 for width in backbone.block_widths)
    return LARGE_CPU_BATCH if weight > _LARGE_TOWER else CPU_BATCH


class Encoder:
    """A backbone and the batch size that its device still bears."""

    def __init__(self, backbone: Backbone, batch_size: int | None = None) -> None:
        """Begin with `batch_size` views at once, None for `default_batch_size`."""
        self._backbone = backbone
        self.batch_size = batch_size if batch_size is not None else default_batch_size(backbone)

    def encode(self, pixels: Tensor) -> Generator[str, None, ImageStatistics]:
        """Statistics of (B, 3, H, W) pixels on the CPU; yields a sentence each time the batch has to be halved.

        Raises:
            TooLittleMemoryError: Not even one view at a time fits.
        """
        parts: list[ImageStatistics] = []
        done = 0
        while done < len(pixels):
            batch = pixels[done : done + self.batch_size]
            part = self._forward(batch)
            if part is None:
                self.batch_size = len(batch) // 2
                yield f"Memory ran out: images are now encoded {self.batch_size} at a time."
            else:
                parts.append(part)
                done += len(part)
        return ImageStatistics.concat(parts)

    def _forward(self, pixels: Tensor) -> ImageStatistics | None:
        """The statistics, or None when memory ran out (leaving the exception frees what its frames hold)."""
        try:
            return self._backbone.statistics(pixels).to("cpu")
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            if len(pixels) == 1:
                raise TooLittleMemoryError("encoding even one image", str(self._backbone.device)) from error
        release_memory(self._backbone.device)
        return None
