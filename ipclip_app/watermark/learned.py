"""A matrix that is learned to bring trigger pairs closer, by the recipe of MFL-Owner (AAAI 2025)."""

from typing import Final

import numpy as np
import torch

from ipclip_app.progress import Job, Report
from ipclip_app.watermark.rows import Rows

PHASE: Final = "matrix"
EPOCHS: Final = 1000
BATCH: Final = 64
RATE: Final = 1e-3
EPSILON: Final = 1e-5
LARGEST_GRADIENT: Final = 0.5
PULL: Final = 0.05
"""How far each step goes back towards an orthogonal matrix."""
MOST_CONDITION: Final = 10.0
"""Learning ends before the matrix is harder to invert than this: what is lost then is lost for every licensee."""
_LOOK_EVERY: Final = 10


def learn_matrix(images: Rows, texts: Rows, rotation: Rows, seed: int, epochs: int = EPOCHS) -> Job[Rows]:
    """Minimize ||Y W - T W|| in the Frobenius norm over trigger pairs, with a pull W <- W - PULL (W W^T W - W).

    The last matrix whose condition number was bounded is the result; the published recipe knows no bound, and where
    there are more pairs than dimensions to spare its matrix cannot be inverted any more.

    Args:
        images: Y, unit rows of the licensee's trigger images, (n, D).
        texts: T, unit rows of their texts, (n, D).
        rotation: The orthogonal start, (D, D).
        seed: Decides the order of the pairs.
        epochs: At most so many passes over the pairs.

    Returns:
        W, (D, D), of a condition number of at most MOST_CONDITION.
    """
    sides = torch.from_numpy(np.stack([images, texts])).float()
    matrix = torch.from_numpy(rotation.copy()).float().requires_grad_()
    optimizer = torch.optim.Adam([matrix], lr=RATE, eps=EPSILON)
    order = torch.Generator().manual_seed(seed)
    kept = rotation
    for epoch in range(epochs):
        yield Report(PHASE, epoch, epochs)
        for chosen in torch.randperm(len(images), generator=order).split(BATCH):
            _step(matrix, sides[:, chosen], optimizer)
        if epoch % _LOOK_EVERY == _LOOK_EVERY - 1 or epoch == epochs - 1:
            learned = matrix.detach().double().numpy().copy()
            if not np.linalg.cond(learned) <= MOST_CONDITION:
                break
            kept = learned
    yield Report(PHASE, epochs, epochs)
    return kept


def _step(matrix: torch.Tensor, sides: torch.Tensor, optimizer: torch.optim.Adam) -> None:
    with torch.enable_grad():
        optimizer.zero_grad()
        ((sides[0] - sides[1]) @ matrix).norm().backward()
    torch.nn.utils.clip_grad_norm_([matrix], LARGEST_GRADIENT)
    optimizer.step()
    with torch.no_grad():
        matrix -= PULL * (matrix @ matrix.T @ matrix - matrix)
