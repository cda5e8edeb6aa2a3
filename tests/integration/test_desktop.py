"""What a Linux desktop is told of the program is valid and ends where desktops look for it."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"
NAME = "app.ipclip.ipclip_app"
PROGRAM = '/srv/My "Programs"/100%/ipclip-app'

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the files of a Linux desktop")


def call(*command: object, environment: dict[str, str] | None = None) -> str:
    words = [str(word) for word in command]
    ran = subprocess.run(words, check=False, capture_output=True, text=True, timeout=120, env=environment)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


@pytest.fixture
def share(tmp_path: Path) -> Path:
    call("bash", LINUX / "install.sh", "install", tmp_path, PROGRAM)
    return tmp_path / "share"


def test_appstream_accepts_the_description():
    call("appstreamcli", "validate", "--no-net", "--pedantic", LINUX / f"{NAME}.metainfo.xml")


def test_desktop_entry_is_valid_as_it_stands_and_as_it_is_installed(share: Path):
    call("desktop-file-validate", LINUX / f"{NAME}.desktop")
    call("desktop-file-validate", share / "applications" / f"{NAME}.desktop")


def test_installed_entry_starts_the_installed_program(share: Path):
    lines = (share / "applications" / f"{NAME}.desktop").read_text(encoding="utf-8").splitlines()
    (command,) = (line.removeprefix("Exec=") for line in lines if line.startswith("Exec="))

    unescaped = command.replace("\\\\", "\\").replace("%%", "%")  # the rules of values, then those of commands

    assert shlex.split(unescaped) == [PROGRAM, "%F"]


def test_icon_is_there_in_every_size(share: Path):
    icons = sorted((share / "icons" / "hicolor").glob(f"*/apps/{NAME}.png"))

    sizes = {path.parent.parent.name: size_of(path) for path in icons}

    assert {16, 24, 32, 48, 64, 128, 256, 512} <= {width for width, _ in sizes.values()}
    assert all(folder == f"{width}x{height}" for folder, (width, height) in sizes.items())
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg").is_file()


def test_desktop_recognizes_a_bundle_by_its_name(share: Path, tmp_path: Path):
    bundle = tmp_path / "model.ipclip"
    bundle.write_bytes(b"")
    script = "import sys; from PySide6.QtCore import QMimeDatabase as D; print(D().mimeTypeForFile(sys.argv[1]).name())"
    environment = os.environ | {"XDG_DATA_HOME": str(share), "XDG_DATA_DIRS": str(share)}

    name = call(sys.executable, "-c", script, bundle, environment=environment)

    assert name.strip() == "application/vnd.ipclip.bundle+zip"


def test_uninstalling_leaves_no_file_of_the_program(share: Path):
    call("bash", LINUX / "install.sh", "uninstall", share.parent)

    assert [path for path in share.rglob("*") if NAME in path.name] == []


def test_package_builders_can_stage_the_files(tmp_path: Path):
    staged = os.environ | {"DESTDIR": str(tmp_path)}
    call("bash", LINUX / "install.sh", "install", "/usr", environment=staged)

    assert (tmp_path / "usr" / "share" / "applications" / f"{NAME}.desktop").is_file()
    assert shutil.which("update-mime-database") is None or not (tmp_path / "usr" / "share" / "mime" / "globs").exists()
