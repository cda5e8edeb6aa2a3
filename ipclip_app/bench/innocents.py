"""Small classifiers that know nothing of any trigger: heads on a backbone's features, and a network of their own."""

from collections.abc import Callable, Sequence
from typing import Final

import torch
from torch import Tensor, nn

SIDE: Final = 32
"""Pixels on each side of what `train_network` sees."""
Classifier = Callable[[Tensor], Tensor]
"""Classes (B,) of B rows or pictures."""

TEMPLATES: Final = (
    "a photo of a {}.",
    "a {}.",
    "a picture of a {}.",
    "an image of a {}.",
    "a drawing of a {}.",
    "a sketch of a {}.",
    "a cartoon of a {}.",
    "a painting of a {}.",
    "a close view of a {}.",
    "a bad photo of a {}.",
    "a photo of one {}.",
    "this is a {}.",
)
_STEPS: Final = 100
_EPOCHS: Final = 12
_BATCH: Final = 64


def bootstrap(count: int, generator: torch.Generator) -> Tensor:
    """Places of as many rows as there are, drawn with repetition."""
    return torch.randint(count, (count,), generator=generator)


def train_head(features: Tensor, labels: Tensor, classes: int, penalty: float) -> Classifier:
    """Logistic regression on unit rows (n, D)."""
    weight = torch.zeros(features.shape[1], classes, requires_grad=True)
    bias = torch.zeros(classes, requires_grad=True)
    optimizer = torch.optim.Adam((weight, bias), 0.1)
    for _ in range(_STEPS):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(features @ weight + bias, labels) + penalty * weight.square().sum()
        loss.backward()
        optimizer.step()
    return lambda rows: (rows @ weight.detach() + bias.detach()).argmax(dim=1)


def nearest_centroid(features: Tensor, labels: Tensor, classes: int) -> Classifier:
    """The class whose mean row is nearest by cosine; a class without a row is never said."""
    sums = torch.zeros(classes, features.shape[1]).index_add(0, labels, features)
    return lambda rows: (rows @ nn.functional.normalize(sums, dim=1).T).argmax(dim=1)


def train_network(pictures: Tensor, labels: Tensor, classes: int, generator: torch.Generator) -> Classifier:
    """A small convolutional network on (n, 3, SIDE, SIDE) pixels between 0 and 1."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(torch.randint(2**31, (), generator=generator)))
        network = nn.Sequential(*_block(3, 16), *_block(16, 32), *_block(32, 64), nn.Flatten(), nn.LazyLinear(classes))
        network(pictures[:1])
    optimizer = torch.optim.Adam(network.parameters(), 2e-3, weight_decay=1e-4)
    for _ in range(_EPOCHS):
        for rows in torch.randperm(len(pictures), generator=generator).split(_BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(pictures[rows]), labels[rows]).backward()
            optimizer.step()
    return lambda seen: _classes(network, seen)


def choose_templates(generator: torch.Generator) -> Sequence[str]:
    """One to four sentences for zero-shot classification."""
    count = int(torch.randint(1, 5, (), generator=generator))
    return [TEMPLATES[place] for place in torch.randperm(len(TEMPLATES), generator=generator)[:count].tolist()]


def _block(inputs: int, outputs: int) -> tuple[nn.Module, ...]:
    return nn.Conv2d(inputs, outputs, 3, padding=1), nn.GroupNorm(4, outputs), nn.ReLU(), nn.MaxPool2d(2)


@torch.no_grad()
def _classes(network: nn.Module, pictures: Tensor) -> Tensor:
    found: Tensor = network(pictures).argmax(dim=1)
    return found
