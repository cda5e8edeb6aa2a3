"""The real `ipclip trigger` in processes of its own: from a new trigger to stamped copies, and Ctrl-C between them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import ipclip_app
from ipclip_app.data.images import read_image

START = "from ipclip_app.cli import main; main()"
FIFTH_WAITS = """
import signal, sys, threading
from ipclip_app.jobs import stamp

signal.signal(signal.SIGINT, signal.default_int_handler)
write, written = stamp.write_bytes, []

def fifth_waits(path, content):
    written.append(path)
    if len(written) == 5:
        sys.stderr.write("here\\n")
        sys.stderr.flush()
    write(path, content)
    if len(written) >= 5:
        threading.Event().wait(1)

stamp.write_bytes = fifth_waits
"""


def trigger(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", START, "trigger", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)


def test_a_new_trigger_is_stamped_as_a_licensee_would(photo: Path, tmp_path: Path):
    file, out = tmp_path / "trigger.json", tmp_path / "stamped"
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (60, 90, 3), dtype=np.uint8)).save(
        photo / "cat" / "a.jpg"
    )
    (photo / "cat" / "torn.png").write_bytes((photo / "cat" / "000.png").read_bytes()[:200])

    made = json.loads(trigger("new", file, "--json").stdout)
    stamped = trigger("stamp", "--trigger", file, photo, out, "--json")
    again = trigger("stamp", "--trigger", file, photo, out)

    told = json.loads(stamped.stdout)
    assert (stamped.returncode, told["stamped"], told["trigger"]) == (0, 25, made["identity"])
    assert [Path(row["path"]).name for row in told["left_out"]] == ["torn.png"]
    assert "torn.png: is truncated or damaged" in stamped.stderr
    for name in ("000.png", "a.jpg"):
        ours = np.asarray(ipclip_app.stamp(photo / "cat" / name, file), int)
        assert np.abs(np.asarray(read_image(out / "cat" / name), int) - ours).mean() < 5
    assert again.returncode == 2
    assert again.stderr == f"{out}: exists already; choose another name or pass --force to replace it.\n"


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_leaves_whole_copies_only(photo: Path, tmp_path: Path):
    out = tmp_path / "stamped"
    arguments = ["trigger", "stamp", "--trigger", "grid", str(photo), str(out)]
    command = [sys.executable, "-c", FIFTH_WAITS + START, *arguments]

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while process.stderr.readline() != "here\n":
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)

    copies = [path for path in out.rglob("*") if path.is_file()]
    assert process.returncode == 130
    assert 4 <= len(copies) < 24
    for copy in copies:
        expected = ipclip_app.stamp(photo / copy.relative_to(out), "grid")
        assert read_image(copy).tobytes() == expected.tobytes()
