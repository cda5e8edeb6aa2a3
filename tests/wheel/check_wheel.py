"""Builds the sdist, a wheel from it, and uses that wheel where the checkout cannot be seen.

Not collected with the unit tests: `make test` runs it by name, after them.
"""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SAMPLE_DOMAINS = ("cartoon", "photo", "sketch")


def call(*command: object, cwd: Path, code: int = 0) -> str:
    """Run a command that sees nothing of this process's paths and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"IPCLIP_DATA_DIR": str(cwd / "data"), "IPCLIP_CACHE_DIR": str(cwd / "cache")}
    arguments = [str(part) for part in command]
    ran = subprocess.run(arguments, check=False, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600)
    assert ran.returncode == code, f"{arguments} exited with {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist and with the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("built")
    call(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", folder, cwd=CHECKOUT)
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "source", filter="data")
    (source,) = (folder / "source").iterdir()
    call(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=source)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of an environment with the wheel and this one's dependencies, but not its checkout.

    A path in a .pth file is searched, but the .pth files there, among them that of the editable checkout, are not read.
    """
    root = tmp_path_factory.mktemp("installed") / "environment"
    venv.create(root, with_pip=False, symlinks=os.name != "nt")
    paths = {"base": str(root), "platbase": str(root)}
    packages, scripts = (Path(sysconfig.get_path(kind, "venv", paths)) for kind in ("purelib", "scripts"))
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    python = scripts / Path(sys.executable).name
    pip = (sys.executable, "-m", "pip", "--python", python)
    call(*pip, "install", "--no-deps", "--no-index", wheel, cwd=root.parent)
    return scripts


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A working folder outside the checkout."""
    assert not tmp_path.is_relative_to(CHECKOUT)
    return tmp_path


def test_wheel_holds_every_module_and_every_shipped_file(wheel: Path):
    packed = set(zipfile.ZipFile(wheel).namelist())
    modules = {str(path.relative_to(CHECKOUT)) for path in (CHECKOUT / "ipclip_app").rglob("*.py")}
    files = [path.relative_to(CHECKOUT) for path in (CHECKOUT / "resources").rglob("*") if path.is_file()]
    files = [file for file in files if file.parts[1] != "screenshots"]  # the README's
    shipped = {f"ipclip_app/{path.as_posix()}" for path in files}
    assert {Path(module).as_posix() for module in modules} | shipped <= packed
    assert any(name.endswith("open_clip_model.safetensors") for name in shipped)
    assert not any(name.startswith(("tests/", "resources/")) for name in packed)


def test_program_runs_and_imports_itself_from_the_wheel(installed: Path, elsewhere: Path):
    facts = json.loads(call(installed / "ipclip", "--version", "--json", cwd=elsewhere))
    script = "import ipclip_app; print(ipclip_app.__file__)"
    home = call(facts["executable"], "-c", script, cwd=elsewhere).strip()
    assert Path(facts["executable"]).parent == installed
    assert Path(home).is_relative_to(installed.parent)


def test_shipped_files_are_found_in_the_wheel(installed: Path, elsewhere: Path):
    script = "from ipclip_app.resources import resource_path; print(resource_path('sample'))"
    python = installed / Path(sys.executable).name
    sample = Path(call(python, "-c", script, cwd=elsewhere).strip())
    assert sample.is_relative_to(installed.parent)
    document = json.loads(call(installed / "ipclip", "doctor", sample, "--json", cwd=elsewhere))
    assert tuple(sorted(domain["name"] for domain in document["domains"])) == SAMPLE_DOMAINS
    assert document["errors"] == 0


def test_shipped_backbone_is_listed_and_can_be_loaded(installed: Path, elsewhere: Path):
    entries = json.loads(call(installed / "ipclip", "backbone", "list", "--installed", "--json", cwd=elsewhere))
    assert [entry["name"] for entry in entries] == ["demo"]
    script = "from ipclip_app.model.backbone_loading import load_backbone; print(load_backbone('demo').identity)"
    identity = call(installed / Path(sys.executable).name, "-c", script, cwd=elsewhere).strip()
    assert len(identity) == 64


def test_window_script_is_installed(installed: Path, elsewhere: Path):
    call(installed / "ipclip-app", "--version", cwd=elsewhere)
