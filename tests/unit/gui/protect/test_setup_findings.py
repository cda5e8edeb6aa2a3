"""What the check of the images finds is not contradicted beside the start button."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.protect.setup_view import SetupView


def test_problems_that_the_check_found_are_told_beside_the_start(
    qtbot: QtBot,
    context: WindowContext,
    ready: Callable[[], None],
    tmp_path: Path,
    draw_domain: Callable[..., Path],
) -> None:
    view = SetupView(context)
    qtbot.addWidget(view)
    ready()
    photos, sketches = (draw_domain(tmp_path / name, name, images=3) for name in ("photo", "sketch"))
    broken = next(path for path in photos.rglob("*") if path.is_file())
    broken.write_bytes(broken.read_bytes()[:-40])

    view.set_folders(photos, sketches)

    qtbot.waitUntil(lambda: view.status.text().startswith("The check found problems"), timeout=20_000)
    assert view.start_button.isEnabled()
    view.unauthorized.clear()
    assert view.status.text() == "Choose the folder of unauthorized images."
