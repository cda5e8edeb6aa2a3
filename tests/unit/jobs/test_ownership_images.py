"""Images are chosen by the owner's model without a look at the trigger or at the control of the test."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from PIL import Image

from ipclip_app.data.images import read_image
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import TooFewImagesError
from ipclip_app.jobs import ownership_images
from ipclip_app.jobs.model_answers import ModelAnswers
from ipclip_app.jobs.ownership_images import ChosenImages, choose_images
from ipclip_app.jobs.ownership_request import OwnershipRequest, SuspectSource
from ipclip_app.jobs.protected_model import ProtectedModel
from ipclip_app.ownership.design import FIRST_CONTROL
from ipclip_app.progress import run_to_end

TRIGGER = Trigger("secret", bytes(range(32)))


@pytest.fixture
def images(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    return draw_domain(tmp_path / "images", "photo", ("cat", "dog", "great owl"), images=12)


@pytest.fixture
def chosen(images: Path) -> Callable[..., ChosenImages]:
    """`chosen(**changes)`: the images of 36 questions."""

    def choose(**changes: Any) -> ChosenImages:
        wishes = {"images": images, "suspect": SuspectSource("x:y", device="cpu"), "queries": 36, **changes}
        return run_to_end(choose_images(OwnershipRequest(TRIGGER, **wishes)))

    return choose


class Spy:
    """A model that is sure of the first six images of a folder, and remembers what it was shown."""

    class_names = ("cat", "dog", "great_owl")

    def __init__(self, _model: object = None) -> None:
        """See everything."""
        self.seen: list[bytes] = []

    def probabilities(self, images: list[Image.Image]) -> torch.Tensor:
        """The class's number is not looked at: each image is as sure for every class."""
        self.seen.extend(image.tobytes() for image in images)
        sure = 0.9 if self.liked(images[0]) else 0.2
        return torch.full((len(images), 3), sure)

    liked = staticmethod(lambda _image: True)


@pytest.fixture
def spy(images: Path, monkeypatch: pytest.MonkeyPatch) -> Spy:
    """In place of the model of a run."""
    liked = {read_image(path).tobytes() for path in images.rglob("00[0-5].png")}
    spy = Spy()
    spy.liked = lambda image: image.tobytes() in liked  # type: ignore[assignment, misc]

    def load_run(*_: object) -> Any:
        yield from ()
        return SimpleNamespace(model=SimpleNamespace(backbone=None))

    monkeypatch.setattr(ownership_images, "load_run", load_run)
    monkeypatch.setattr(ownership_images, "ModelAnswers", lambda _model: spy)
    return spy


def test_without_a_run_any_images_are_taken(chosen: Callable[..., ChosenImages]):
    found = chosen()
    assert (len(found.plan.queries), found.ranked, found.folders) == (36, 0, ("cat", "dog", "great owl"))
    assert set(found.paths) == {query.digest for query in found.plan.queries}
    assert chosen() == found
    assert chosen(seed=3).plan != found.plan


def test_images_that_the_owners_model_knows_are_preferred(chosen: Callable[..., ChosenImages], spy: Spy):
    found = chosen(run=Path("run"))
    assert found.ranked == 36
    assert {path.name for path in found.paths.values()} == {f"00{number}.png" for number in range(6)}


def test_owners_model_sees_neither_trigger_nor_asked_control(chosen: Callable[..., ChosenImages], spy: Spy):
    found = chosen(run=Path("run"))
    asked = set()
    for query in found.plan.queries:
        pattern = TRIGGER if query.control is None else TRIGGER.control(query.control)
        asked.add(pattern.stamp(read_image(found.paths[query.digest])).tobytes())
        assert query.control is None or query.control >= FIRST_CONTROL
    assert not asked & set(spy.seen)
    assert len(spy.seen) == 36 * 6


def test_class_that_the_model_does_not_know_comes_last(
    chosen: Callable[..., ChosenImages], spy: Spy, images: Path, draw_domain: Callable[..., Path]
):
    draw_domain(images, "photo", ("wolf",), images=12)
    assert "wolf" not in {query.class_name for query in chosen(run=Path("run")).plan.queries}


def test_unreadable_images_are_not_ranked(chosen: Callable[..., ChosenImages], spy: Spy, images: Path):
    for number in range(6):
        path = images / "dog" / f"00{number}.png"
        path.write_bytes(path.read_bytes()[:200])
    assert not {path for path in chosen(run=Path("run")).paths.values() if path.match("dog/00[0-5].png")}
    with pytest.raises(TooFewImagesError):
        chosen(run=Path("run"), queries=64)


def test_probabilities_are_those_of_the_protected_module(tiny_protected: ProtectedModel, images: Path):
    answers = ModelAnswers(tiny_protected)
    pictures = [read_image(path) for path in sorted(images.rglob("*.png"))[:5]]
    probabilities = answers.probabilities(pictures)
    assert probabilities.shape == (5, 3)
    assert probabilities.sum(dim=1).tolist() == pytest.approx([1] * 5)
    assert answers.names(pictures) == [answers.class_names[place] for place in probabilities.argmax(dim=1)]
    assert answers.names(pictures[:1]) == answers.names(pictures)[:1]
