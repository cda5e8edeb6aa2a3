"""The program as a user starts it: in a real X window, driven by the keyboard alone, from the offer of the sample to
its results."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image, ImageGrab

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is a screen of Linux")

PROGRAM = Path(sysconfig.get_path("scripts")) / "ipclip-app"
PATIENCE_S = 1800
POLL_S = 0.25
STILL = 12
"""Polls without a change; while a run trains, its clock changes the screen every second."""
FEW_COLOURS = 50
"""A blank screen has one, a page with text several hundred."""


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own on a display that nobody uses."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.terminate()


def is_drawn(picture: Image.Image) -> bool:
    return len(picture.getcolors(1 << 24) or ()) > FEW_COLOURS


class Session:
    """The program in its window, and a user before it who has a keyboard and eyes."""

    def __init__(self, display: str, data: Path, pictures: Path):
        self.data = data
        self._display = display
        self._pictures = pictures
        kept = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        self._environment = kept | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "IPCLIP_DATA_DIR": str(data),
            "IPCLIP_CACHE_DIR": str(data / "cache"),
        }
        self.process = subprocess.Popen(
            [PROGRAM], env=self._environment, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self.window = self._xdotool("search", "--sync", "--onlyvisible", "--name", "^IP-CLIP$").split()[0]
        self._xdotool("windowfocus", "--sync", self.window)

    def press(self, keys: str):
        self._xdotool("key", keys)

    def look(self, name: str) -> Image.Image:
        """What is on the screen."""
        picture = ImageGrab.grab(xdisplay=self._display)
        picture.save(self._pictures / f"{name}.png")
        return picture

    def wait_for(self, condition: Callable[[], bool], what: str, meanwhile: Callable[[], None] | None = None):
        """Wait until something has become true, while the program lives."""
        for _ in range(int(PATIENCE_S / POLL_S)):
            if condition():
                return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(POLL_S)
                pytest.fail(f"the program ended before {what}: {self.process.communicate()[1]}")
            if meanwhile is not None:
                meanwhile()
        pytest.fail(f"{what} never came")

    def wait_until_drawn(self, name: str):
        """Wait until there is something to see."""
        self.wait_for(lambda: is_drawn(self.look(name)), f"anything in {name}")

    def wait_until_still(self, name: str) -> Image.Image:
        """Wait until the screen has stayed the same for a while."""
        looks = [b""]

        def is_still() -> bool:
            looks.append(self.look(name).tobytes())
            return len(looks) > STILL and len(set(looks[-STILL:])) == 1

        self.wait_for(is_still, f"an end of what moves in {name}")
        return self.look(name)

    def log(self) -> str:
        log = self.data / "logs" / "ipclip-app.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def end(self) -> tuple[int, str]:
        """The exit code and what the program wrote to the terminal."""
        _, complaints = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, complaints

    def has_orphans(self) -> bool:
        """Whether anything that the program started has outlived it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, 0)
            return True
        return False

    def kill(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def _xdotool(self, *words: str) -> str:
        command = ["xdotool", *words]
        ran = subprocess.run(command, env=self._environment, check=True, capture_output=True, text=True, timeout=120)
        return ran.stdout


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: a folder that can be named beforehand, to look at them."""
    folder = Path(os.environ.get("IPCLIP_SCREENSHOTS") or tmp_path / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def session(display: str, tmp_path: Path, pictures: Path) -> Iterator[Session]:
    session = Session(display, tmp_path / "data", pictures)
    yield session
    session.kill()


def test_sample_is_protected_by_keyboard_alone(session: Session):
    run = session.data / "runs" / "photo-against-sketch"
    session.wait_until_drawn("welcome")
    session.press("alt+y")
    session.wait_until_still("chosen")
    session.wait_for(run.is_dir, "the start of the run", lambda: session.press("ctrl+Return"))
    session.wait_for((run / "history.json").exists, "the first epoch")
    training = session.look("training")
    session.wait_for((run / "results.json").exists, "the result")
    shown = session.wait_until_still("results")
    session.press("ctrl+Tab")
    images = session.wait_until_still("images")
    session.press("ctrl+q")
    code, complaints = session.end()

    results = json.loads((run / "results.json").read_text(encoding="utf-8"))
    assert results["metrics"]["W_ua_strict"] > 0
    assert is_drawn(training)
    assert is_drawn(shown)
    assert training.tobytes() != shown.tobytes()
    assert shown.tobytes() != images.tobytes()
    assert (code, complaints, session.has_orphans()) == (0, "", False)
    assert "ERROR" not in session.log()
