"""Images are classified in bounded parts, whatever memory there is."""

from collections.abc import Callable
from typing import Any

import pytest
import torch

from ipclip_app.errors import TooLittleMemoryError
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.ip_projector import ReferenceProjector
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import Report, run_to_end
from ipclip_app.training.classification import EVALUATION_ROWS, classify_all

MakeStatistics = Callable[..., ImageStatistics]


@pytest.fixture
def projector() -> ReferenceProjector:
    torch.manual_seed(1)
    return ReferenceProjector((32, 32, 32), 16)


@pytest.fixture
def sizes(classifier: PromptedClassifier, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Images in every part that the classifier saw."""
    seen: list[int] = []
    real = classifier.classify

    def counted(projector: Any, rows: ImageStatistics) -> torch.Tensor:
        seen.append(len(rows))
        return real(projector, rows)

    monkeypatch.setattr(classifier, "classify", counted)
    return seen


def limit(classifier: PromptedClassifier, images: int, error: Exception, monkeypatch: pytest.MonkeyPatch):
    """Let more than so many images fail."""
    real = classifier.classify

    def limited(projector: Any, rows: ImageStatistics) -> torch.Tensor:
        logits = real(projector, rows)
        if len(rows) > images:
            raise error
        return logits

    monkeypatch.setattr(classifier, "classify", limited)


def report(done: int) -> Report:
    return Report("evaluation", done, 0)


def test_images_are_classified_in_bounded_parts_with_a_report_before_each(
    classifier: PromptedClassifier, projector: ReferenceProjector, make_statistics: MakeStatistics, sizes: list[int]
):
    rows = make_statistics(EVALUATION_ROWS + 9, 1)

    steps = [each.step for each in classify_all(classifier, projector, rows, report)]
    logits = run_to_end(classify_all(classifier, projector, rows, report))

    assert sizes == [EVALUATION_ROWS, 9] * 2
    assert steps == [0, EVALUATION_ROWS]
    torch.testing.assert_close(logits, classifier.predict(projector, rows).logits.detach())


def test_parts_are_halved_until_they_fit(
    classifier: PromptedClassifier,
    projector: ReferenceProjector,
    make_statistics: MakeStatistics,
    sizes: list[int],
    monkeypatch: pytest.MonkeyPatch,
):
    rows = make_statistics(11, 1)
    limit(classifier, 3, torch.OutOfMemoryError(), monkeypatch)

    logits = run_to_end(classify_all(classifier, projector, rows, report))

    assert sizes == [11, 5, 2, 2, 2, 2, 2, 1]
    torch.testing.assert_close(logits, classifier.predict(projector, rows).logits.detach())


def test_memory_too_small_for_one_image_is_named(
    classifier: PromptedClassifier,
    projector: ReferenceProjector,
    make_statistics: MakeStatistics,
    sizes: list[int],
    monkeypatch: pytest.MonkeyPatch,
):
    limit(classifier, 0, MemoryError(), monkeypatch)

    with pytest.raises(TooLittleMemoryError, match="classifying"):
        run_to_end(classify_all(classifier, projector, make_statistics(5, 1), report))

    assert sizes == [5, 2, 1]


def test_a_defect_is_not_taken_for_a_lack_of_memory(
    classifier: PromptedClassifier,
    projector: ReferenceProjector,
    make_statistics: MakeStatistics,
    sizes: list[int],
    monkeypatch: pytest.MonkeyPatch,
):
    limit(classifier, 0, RuntimeError("shapes differ"), monkeypatch)

    with pytest.raises(RuntimeError, match="shapes differ"):
        run_to_end(classify_all(classifier, projector, make_statistics(5, 1), report))

    assert sizes == [5]
