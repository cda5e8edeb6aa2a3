import json
import platform
import subprocess
import sys
from collections.abc import Callable

import pytest

from ipclip_app import __version__

Ran = tuple[int, str, str]

COMMANDS = (
    ("demo",),
    ("doctor",),
    ("train",),
    ("evaluate",),
    ("experiment",),
    ("export",),
    ("inspect",),
    ("verify",),
    ("audit",),
    ("keygen",),
    ("trust",),
    ("watermark", "create"),
    ("watermark", "add"),
    ("watermark", "show"),
    ("watermark", "apply"),
    ("backbone", "list"),
    ("backbone", "add"),
    ("backbone", "download"),
    ("backbone", "remove"),
    ("cache", "show"),
    ("cache", "clear"),
    ("bench",),
    ("bench", "protection"),
    ("bench", "audit"),
    ("bench", "bundle"),
    ("bench", "experiment"),
)
HEAVY = ("torch", "open_clip", "torchvision", "scipy", "PIL", "PySide6")
PROBE = """
import sys
from ipclip_app.cli.entry import run
for line in sys.argv[1:]:
    code = run(line.split())
    assert code == 0, (line, code)
loaded = sorted(set(sys.modules) & {heavy!r})
assert not loaded, loaded
"""


def test_help_of_every_command_loads_no_torch():
    lines = ["--help", "--version", *(" ".join((*command, "--help")) for command in COMMANDS)]
    probe = PROBE.replace("{heavy!r}", repr(set(HEAVY)))
    command = [sys.executable, "-c", probe, *lines]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_takes_json(ipclip: Callable[..., Ran], command: tuple[str, ...]):
    code, out, _ = ipclip(*command, "--help")
    assert code == 0
    assert "--json" in out


def test_version_names_program_python_torch_and_platform(ipclip: Callable[..., Ran]):
    code, out, _ = ipclip("--version")
    assert code == 0
    assert out.startswith(f"ipclip {__version__} (Python {platform.python_version()}, torch ")


@pytest.mark.parametrize("arguments", [("--version", "--json"), ("--json", "--version")])
def test_version_is_one_json_document(ipclip: Callable[..., Ran], arguments: tuple[str, ...]):
    _, out, err = ipclip(*arguments)
    facts = json.loads(out)
    assert facts["program"] == __version__
    assert facts["torch"][0].isdigit()
    assert err == ""


def test_no_arguments_show_the_help_and_exit_with_2(ipclip: Callable[..., Ran]):
    code, out, err = ipclip()
    assert code == 2
    assert "doctor" in out + err
