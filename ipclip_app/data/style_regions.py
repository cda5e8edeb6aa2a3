"""What belongs together in a picture: areas between edges, and the thing before its surroundings."""

import numpy as np
from PIL import Image

from ipclip_app.data.style_pixels import Pixels, averaged, blurred, resized, single, step, unit


def smoothed_within_edges(pixels: Pixels, radius: float, contrast: float = 0.1) -> Pixels:
    """The guided filter of a picture with itself (He et al. 2010): differences below `contrast` are smoothed away.

    Large squares are computed on fewer pixels (He and Sun 2015).

    Args:
        pixels: (H, W, C).
        radius: Of its squares, in units that do not depend on the size.
        contrast: 0 to 1.
    """
    reach = max(1, round(radius * unit(pixels)))
    sparse = max(1, reach // 2)
    coarse, reach = pixels[::sparse, ::sparse], max(1, reach // sparse)
    mean = averaged(coarse, reach)
    spread = np.maximum(averaged(coarse * coarse, reach) - mean * mean, 0)
    variance = single(spread.mean(2, keepdims=True) if pixels.shape[2:] else spread)
    gain = variance / (variance + np.float32(contrast**2))
    offset = averaged(mean * (1 - gain), reach)
    return pixels * _grown(averaged(gain, reach), pixels.shape) + _grown(offset, pixels.shape)


def _grown(values: Pixels, shape: tuple[int, ...]) -> Pixels:
    """Stretched to the first two lengths of `shape`, each channel by itself."""
    if values.shape[:2] == shape[:2]:
        return values
    if values.ndim == len(shape[:2]):
        return resized(values, shape, Image.Resampling.BILINEAR)
    channels = [np.ascontiguousarray(values[..., channel]) for channel in range(values.shape[2])]
    return np.stack([resized(channel, shape, Image.Resampling.BILINEAR) for channel in channels], axis=2)


def foreground(pixels: Pixels, ground: float = 0.45, softness: float = 0.3) -> Pixels:
    """How likely a pixel shows the thing itself, (H, W), 0 to 1: unlike the border's colours and near the middle.

    Args:
        pixels: (H, W, 3).
        ground: Share of the picture that is not the thing.
        softness: Width of the way from one to the other.
    """
    soft = blurred(pixels, 1.5 * unit(pixels))
    codes = (np.clip(soft, 0, 1) * 5.999).astype(np.int32) @ np.array([36, 6, 1], np.int32)
    height, width = codes.shape
    margin = max(1, min(height, width) // 12)
    rim = np.ones((height, width), bool)
    rim[margin : height - margin, margin : width - margin] = False
    outside = np.bincount(codes[rim], minlength=216) / max(1, int(rim.sum()))
    inside = np.bincount(codes[~rim], minlength=216) / max(1, int((~rim).sum()))
    odds = np.log((inside + 0.01) / (outside + 0.01)).astype(np.float32)[codes]
    down, right = (np.linspace(-1, 1, length, dtype=np.float32) for length in codes.shape)
    prior = 1 - np.hypot(down[:, None], right[None]) * np.float32(1.4)
    evidence = blurred(odds * np.float32(0.6) + prior, 3 * unit(pixels))
    return step(evidence, float(np.quantile(evidence, ground)), softness)
