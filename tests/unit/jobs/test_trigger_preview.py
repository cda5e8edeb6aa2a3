import os
import stat
from pathlib import Path

import pytest
from PIL import Image

from ipclip_app.data.trigger import GRID, Trigger
from ipclip_app.data.trigger_pattern import GRID_SHARE, SHARE
from ipclip_app.errors import OutputExistsError, UsageError
from ipclip_app.jobs.trigger_preview import SIZE, draw_preview, preview_trigger

SECRET = Trigger("secret", bytes(range(32)))


def test_the_shares_are_those_of_the_pattern():
    assert preview_trigger(GRID) == (GRID_SHARE, 0)
    assert preview_trigger(SECRET) == pytest.approx((SHARE / 2, SHARE / 2), abs=0.002)


def test_the_picture_is_for_the_owner_s_eyes(tmp_path: Path):
    path = tmp_path / "new" / "pattern.PNG"

    preview_trigger(SECRET, path)

    with Image.open(path) as opened:
        assert opened.size == SIZE
        assert opened.tobytes() == draw_preview(SECRET).tobytes()
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_picture_is_a_png_file_and_overwrites_nothing(tmp_path: Path):
    (tmp_path / "mine.png").write_text("mine")

    with pytest.raises(UsageError, match=r"pattern\.jpg: .* with \.png"):
        preview_trigger(GRID, tmp_path / "pattern.jpg")
    with pytest.raises(OutputExistsError):
        preview_trigger(GRID, tmp_path / "mine.png")

    assert [path.name for path in tmp_path.iterdir()] == ["mine.png"]
    assert (tmp_path / "mine.png").read_text() == "mine"
    preview_trigger(GRID, tmp_path / "mine.png", force=True)
    assert (tmp_path / "mine.png").read_bytes().startswith(b"\x89PNG")
