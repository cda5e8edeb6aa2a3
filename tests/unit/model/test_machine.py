"""What is told of a machine is never wrong; where the system is silent, it is the least that is known."""

from pathlib import Path

import pytest

from ipclip_app.model import machine


@pytest.fixture
def cpu_info(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the place of the system's, not yet written."""
    file = tmp_path / "cpuinfo"
    monkeypatch.setattr(machine, "_CPU_INFO", file)
    return file


def test_the_processor_is_called_what_linux_calls_it(cpu_info: Path):
    cpu_info.write_text("processor\t: 0\nmodel name\t: Quick 3000: the fast one\nmodel name\t: Slow\n")
    assert machine.processor_name() == "Quick 3000: the fast one"


@pytest.mark.parametrize(
    ("processor", "architecture", "name"), [("i7", "x86_64", "i7"), ("", "arm64", "arm64"), ("", "", "CPU")]
)
def test_elsewhere_the_processor_is_called_what_is_known(
    cpu_info: Path, monkeypatch: pytest.MonkeyPatch, processor: str, architecture: str, name: str
):
    monkeypatch.setattr("platform.processor", lambda: processor)
    monkeypatch.setattr("platform.machine", lambda: architecture)
    assert machine.processor_name() == name


@pytest.mark.parametrize("error", [AttributeError, ValueError, OSError])
def test_memory_is_unknown_where_the_system_does_not_tell(monkeypatch: pytest.MonkeyPatch, error: type[Exception]):
    def refuse(_: str):
        raise error

    monkeypatch.setattr("os.sysconf", refuse, raising=False)
    assert machine.main_memory() is None
