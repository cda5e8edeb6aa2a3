"""Bank rows are means of the most confident images of a predicted class."""

import pytest
import torch
from torch import Tensor

from ipclip_app.model.feature_bank import build_bank

CLASSES = 4


def _images(count: int = 40, seed: int = 0) -> tuple[Tensor, Tensor, Tensor]:
    """Features, logits in which class 3 is never predicted, and labels."""
    generator = torch.Generator().manual_seed(seed)
    features = torch.randn(count, 6, generator=generator, dtype=torch.float64)
    logits = 3 * torch.randn(count, CLASSES, generator=generator, dtype=torch.float64)
    logits[:, 3] = -50
    labels = torch.randint(CLASSES, (count,), generator=generator)
    return features, logits, labels


def _expected(features: Tensor, logits: Tensor, labels: Tensor | None, shots: int, slots: int | None) -> Tensor:
    """Image by image; `slots` divides every sum, or None for the number of images in it."""
    chosen: dict[int, list[tuple[float, int]]] = {name: [] for name in range(CLASSES)}
    for index, row in enumerate(logits.tolist()):
        weights = torch.tensor(row, dtype=torch.float64).exp()
        best = max(range(CLASSES), key=lambda name: row[name])
        if labels is None or best == labels[index]:
            chosen[best].append((-float(weights[best] / weights.sum()), index))
    rows = torch.zeros(CLASSES, features.shape[1], dtype=torch.float64)
    for name, candidates in chosen.items():
        for _, index in sorted(candidates)[:shots]:
            rows[name] += features[index] / (slots or min(shots, len(candidates)))
    return rows


@pytest.mark.parametrize("shots", [1, 5, 30])
@pytest.mark.parametrize("labelled", [True, False], ids=["authorized", "unauthorized"])
@pytest.mark.parametrize("zero_padded", [True, False], ids=["reference", "default"])
def test_rows_are_means_of_the_most_confident_images(shots: int, labelled: bool, zero_padded: bool):
    features, logits, labels = _images()
    known = labels if labelled else None

    bank = build_bank(features, logits, known, shots=shots, zero_padded=zero_padded)

    expected = _expected(features, logits, known, shots, shots if zero_padded else None)
    assert expected[:3].abs().sum(1).min() > 0
    torch.testing.assert_close(bank.rows, expected, rtol=1e-10, atol=1e-13)


def test_five_images_make_a_row_by_default():
    features, logits, _ = _images()

    torch.testing.assert_close(build_bank(features, logits).rows, _expected(features, logits, None, 5, None))


def test_only_rightly_predicted_images_stand_for_an_authorized_class():
    features = torch.eye(3)
    logits = torch.tensor([[9.0, 0.0], [5.0, 0.0], [0.0, 1.0]])

    bank = build_bank(features, logits, torch.tensor([1, 0, 1]))

    assert bank.rows.tolist() == [[0, 1, 0], [0, 0, 1]]


def test_labels_play_no_part_in_an_unauthorized_bank():
    features = torch.eye(3)
    logits = torch.tensor([[9.0, 0.0], [5.0, 0.0], [0.0, 1.0]])

    assert build_bank(features, logits).rows.tolist() == [[0.5, 0.5, 0], [0, 0, 1]]


def test_equal_confidence_is_settled_by_the_order_of_the_images():
    bank = build_bank(torch.eye(4), torch.tensor([[2.0, 0.0]] * 4), shots=2)

    assert bank.rows[0].tolist() == [0.5, 0.5, 0, 0]


def test_confidence_is_the_softmax_and_not_the_logit():
    logits = torch.tensor([[50.0, 49.0, 0.0], [3.0, 0.0, 0.0]])

    assert build_bank(torch.eye(2), logits, shots=1).rows[0].tolist() == [0, 1]


def test_the_released_code_counts_empty_slots_and_rows_as_zeros():
    bank = build_bank(torch.ones(2, 3), torch.tensor([[1.0, 0.0]] * 2), shots=5, zero_padded=True)

    torch.testing.assert_close(bank.rows, torch.tensor([[0.4] * 3, [0.0] * 3]))
    assert bank.used.tolist() == [True, True]


def test_an_empty_row_is_hidden_from_attention_by_default():
    assert build_bank(torch.ones(2, 3), torch.tensor([[1.0, 0.0]] * 2)).used.tolist() == [True, False]


def test_a_bank_without_any_image_hides_nothing():
    bank = build_bank(torch.ones(2, 3), torch.tensor([[1.0, 0.0]] * 2), torch.tensor([1, 1]))

    assert not bank.rows.any()
    assert bank.used.tolist() == [True, True]


def test_a_bank_moves_as_a_whole():
    bank = build_bank(torch.ones(2, 3), torch.tensor([[1.0, 0.0]] * 2)).to("meta")

    assert bank.rows.device.type == bank.used.device.type == "meta"
