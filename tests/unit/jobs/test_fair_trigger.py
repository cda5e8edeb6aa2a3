"""A trigger is drawn until one harms zero-shot CLIP no more than its controls do."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ipclip_app.errors import FolderError, TooFewClassesError, TooFewImagesError
from ipclip_app.jobs import fair_trigger
from ipclip_app.jobs.fair_trigger import draw_fair_trigger
from ipclip_app.model.backbone import Backbone
from ipclip_app.ownership.paired_test import PairCounts, PairedTest
from ipclip_app.progress import Notice, run_to_end


@pytest.fixture
def folders(tmp_path: Path, draw_domain: Callable[..., Path]) -> tuple[Path, Path]:
    """Two domains of 12 images."""
    photo, sketch = (draw_domain(tmp_path / style, style, images=4) for style in ("photo", "sketch"))
    return photo, sketch


@pytest.fixture
def harms(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[int]], None]:
    """`harms(points)`: what the trials find, one after the other."""

    def find(points: list[int]) -> None:
        left: Iterator[int] = iter(points)

        def test(*_: object) -> PairedTest:
            harm = next(left)
            return PairedTest(PairCounts(50, max(0, harm), max(0, -harm), 50 - abs(harm)))

        monkeypatch.setattr(fair_trigger, "paired_test_of", test)

    return find


def test_the_first_trigger_that_is_fair_on_every_folder_is_taken(
    folders: tuple[Path, Path], tiny_vit: Backbone, harms: Callable[[list[int]], None]
):
    harms([5, -3, -2, 1, 0, -4])

    drawn = run_to_end(draw_fair_trigger(folders, tiny_vit))

    assert drawn.draws == 3
    assert drawn.trial.harm == 0
    assert list(drawn.trial.tests) == list(folders)


def test_where_none_is_fair_the_fairest_is_taken_and_told(
    folders: tuple[Path, Path], tiny_vit: Backbone, harms: Callable[[list[int]], None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fair_trigger, "DRAWS", 3)
    harms([9, 1, 2, 3, 1, 7])
    notices = []

    job = draw_fair_trigger(folders, tiny_vit)
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            drawn = end.value
            break
        if isinstance(report, Notice):
            notices.append(report.message)

    assert (drawn.draws, drawn.trial.harm) == (3, 3)
    assert notices == [
        "None of 3 triggers is fair on all of these images; the fairest is kept, and a proof may be refused."
    ]


def test_what_is_found_is_what_zero_shot_clip_says(folders: tuple[Path, Path], tiny_vit: Backbone):
    drawn = run_to_end(draw_fair_trigger(folders[:1], tiny_vit))

    (figures,) = drawn.trial.to_json()
    assert (figures["images"], figures["pairs"]) == (str(folders[0]), 12)
    assert drawn.trial.harm <= 0
    assert drawn.trial.harm == pytest.approx(figures["accuracy_control"] - figures["accuracy_trigger"])


def test_a_folder_needs_images_that_can_be_read(
    folders: tuple[Path, Path], tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fair_trigger, "FEWEST", 12)
    broken = min(folders[0].rglob("*.*"))
    broken.write_bytes(broken.read_bytes()[:-200])
    named: list[str] = []

    def try_them() -> None:
        for report in draw_fair_trigger(folders, tiny_vit):
            named.extend([report.message] if isinstance(report, Notice) else [])

    with pytest.raises(TooFewImagesError, match="A trial of triggers has 11 usable image"):
        try_them()
    assert [broken.name in sentence for sentence in named] == [True]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, tiny_vit: Backbone):
    with pytest.raises(FolderError, match="none"):
        run_to_end(draw_fair_trigger([tmp_path / "none"], tiny_vit))


def test_one_class_tells_nothing_of_a_trigger(tmp_path: Path, draw_domain: Callable[..., Path], tiny_vit: Backbone):
    photo = draw_domain(tmp_path / "photo", "photo", images=9)
    for other in sorted(photo.iterdir())[1:]:
        shutil.rmtree(other)

    with pytest.raises(TooFewClassesError, match=r"1 usable class.*give images of several"):
        run_to_end(draw_fair_trigger([photo], tiny_vit))
