"""Each part measures what it names, tried on something tiny."""

from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.measuring import large_folder, part, redraw
from ipclip_app.gui.measuring.figure import Figure
from ipclip_app.gui.protect.drop_target import DropTarget


def by_name(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


@pytest.mark.parametrize("name", part.NAMES)
def test_every_part_can_be_measured(name: str):
    assert callable(part.importlib.import_module(f"ipclip_app.gui.measuring.{name}").measure)


def test_redraw_draws_all_points(qtbot: QtBot):
    [figure] = redraw.measure(points=300, ticks=2)
    assert figure.detail == "9 curves of 300 points"
    assert figure.value > 0


def test_made_images_are_valid_and_all_different(tmp_path: Path):
    large_folder.fill(tmp_path, 25)
    files = sorted(tmp_path.rglob("*.jpg"))
    assert len({path.read_bytes() for path in files}) == 25
    assert len({path.parent for path in files}) == large_folder.CLASSES
    with Image.open(files[-1]) as image:
        image.load()


def test_large_folder_is_chosen_and_counted(qtbot: QtBot, context: WindowContext, tmp_path: Path):
    large_folder.fill(tmp_path, 25)
    target = DropTarget(context, "authorized")
    qtbot.addWidget(target)
    figures = by_name(large_folder.choose(target, tmp_path))
    assert figures["Counting a large folder"].detail == "25 images"
