"""Thumbnails are read in the background, in small batches, and only so many are kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.results import thumbnail_store
from ipclip_app.gui.results.thumbnail_store import ThumbnailStore


@pytest.fixture
def paths(tmp_path: Path, draw_domain: Callable[..., Path]) -> list[Path]:
    return sorted(draw_domain(tmp_path / "photo", "photo", images=4).rglob("*.png"))


def test_a_thumbnail_comes_after_it_was_asked_for(qtbot: QtBot, context: WindowContext, paths: list[Path]) -> None:
    store = ThumbnailStore(context.background, 16)

    with qtbot.waitSignal(store.loaded):
        assert store.pixmap(paths[0]) is None

    pixmap = store.pixmap(paths[0])
    assert pixmap is not None
    assert (pixmap.width(), pixmap.height()) == (16, 16)


def test_an_image_that_cannot_be_read_is_null_and_not_read_again(
    qtbot: QtBot, context: WindowContext, tmp_path: Path
) -> None:
    (tmp_path / "broken.png").write_bytes(b"no image")
    store = ThumbnailStore(context.background, 16)

    with qtbot.waitSignal(store.loaded):
        store.pixmap(tmp_path / "broken.png")

    pixmap = store.pixmap(tmp_path / "broken.png")
    assert pixmap is not None
    assert pixmap.isNull()
    qtbot.waitUntil(lambda: not context.background.is_busy)


def test_only_the_latest_are_kept(
    qtbot: QtBot, context: WindowContext, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnail_store, "MOST_BYTES", 16 * 16 * 4 * 3)
    store = ThumbnailStore(context.background, 16)

    for path in paths:
        store.pixmap(path)

    qtbot.waitUntil(lambda: not context.background.is_busy and len(store) == 3)
    assert [path for path in paths if path in store.known()] == paths[-3:]


def test_what_was_asked_for_last_is_read_first(
    qtbot: QtBot, context: WindowContext, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnail_store, "BATCH", 2)
    store = ThumbnailStore(context.background, 16)

    for path in paths:
        store.pixmap(path)
    qtbot.waitUntil(lambda: len(store) == len(paths))

    assert store.known()[:4] == [*paths[-2:], *paths[-4:-2]]


def test_what_is_forgotten_is_not_read(qtbot: QtBot, context: WindowContext, paths: list[Path]) -> None:
    store = ThumbnailStore(context.background, 16)
    for path in paths[:-1]:
        store.pixmap(path)

    store.forget_wanted()
    with qtbot.waitSignal(store.loaded):
        store.pixmap(paths[-1])

    assert store.known() == [paths[-1]]
