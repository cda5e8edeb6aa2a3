import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import ipclip_app
from ipclip_app.data.images import read_image
from ipclip_app.data.trigger import GRID, Trigger, write_trigger
from ipclip_app.errors import DamagedTriggerError, NotAnImageError

SECRET = Trigger("secret", bytes(range(32)))


def test_a_licensee_stamps_a_file_with_the_file_of_a_trigger(photo: Path, tmp_path: Path):
    source, file = photo / "cat" / "000.png", tmp_path / "trigger.json"
    write_trigger(file, SECRET)

    expected = SECRET.stamp(read_image(source)).tobytes()

    for image in (source, str(source), Image.open(source)):
        for trigger in (SECRET, file, str(file)):
            assert ipclip_app.stamp(image, trigger).tobytes() == expected


def test_the_word_grid_stands_for_the_grid_of_the_release(photo: Path):
    source = photo / "cat" / "000.png"

    assert ipclip_app.stamp(source, "grid").tobytes() == GRID.stamp(read_image(source)).tobytes()


def test_an_image_of_another_mode_comes_out_upright_in_rgb_on_white():
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.getexif()[0x0112] = 6
    before = image.tobytes()

    stamped = ipclip_app.stamp(image, GRID)

    assert (stamped.mode, stamped.size) == ("RGB", (20, 40))
    assert (np.asarray(stamped) == 255).all()
    assert image.tobytes() == before


def test_what_cannot_be_used_is_named(tmp_path: Path):
    (tmp_path / "a.png").write_text("no image")

    with pytest.raises(NotAnImageError, match=r"a\.png"):
        ipclip_app.stamp(tmp_path / "a.png", "grid")
    with pytest.raises(DamagedTriggerError, match=r"a\.png"):
        ipclip_app.stamp(Image.new("RGB", (20, 20)), tmp_path / "a.png")


def test_stamping_needs_no_torch():
    script = "import sys, ipclip_app; ipclip_app.stamp; import ipclip_app.jobs.stamp; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
