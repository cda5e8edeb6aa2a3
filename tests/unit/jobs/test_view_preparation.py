"""An image becomes pixels, or the reason why it does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ipclip_app.data.images import content_digest
from ipclip_app.jobs import view_preparation
from ipclip_app.jobs.view_preparation import ViewOrder, prepare_views
from ipclip_app.model.preprocessing import Preprocessing


@pytest.fixture
def order(tmp_path: Path, make_image: Callable[..., Path]) -> ViewOrder:
    path = make_image(tmp_path / "a.png", "a")
    return ViewOrder(content_digest(path), (path,), ("plain",))


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def draw(*_: object) -> None:
        raise error

    monkeypatch.setattr(view_preparation, "draw_views", draw)


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory")])
def test_an_image_that_memory_does_not_hold_is_left_out(
    order: ViewOrder, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    failing(monkeypatch, error)

    prepared = prepare_views(order, Preprocessing(32))

    assert prepared.pixels is None
    assert [(failure.path, failure.kind) for failure in prepared.errors] == [(order.paths[0], "memory")]


def test_a_defect_is_not_taken_for_a_lack_of_memory(order: ViewOrder, monkeypatch: pytest.MonkeyPatch):
    failing(monkeypatch, RuntimeError("shapes do not match"))

    with pytest.raises(RuntimeError, match="shapes"):
        prepare_views(order, Preprocessing(32))
