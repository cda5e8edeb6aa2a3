"""What the owner set comes back; whatever else stands in the file, the window opens."""

import json
from pathlib import Path

import pytest

from ipclip_app.gui.app_settings import AppSettings, SettingsStore


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_what_was_set_comes_back(file: Path):
    SettingsStore(file).change(theme="dark", threads=64, cache_limit_mb=500, runs_folder="/runs", offline=True)

    assert SettingsStore(file).now == AppSettings(
        theme="dark", threads=64, cache_limit_mb=500, runs_folder="/runs", offline=True
    )


@pytest.mark.parametrize(
    "change",
    [
        {"threads": -1},
        {"threads": 10**12},
        {"threads": True},
        {"cache_limit_mb": 10**30},
        {"theme": "solarized"},
        {"theme": ["dark"]},
        {"runs_folder": "a\0b"},
        {"runs_folder": "\ud800"},
        {"offline": 1},
    ],
)
def test_a_value_that_cannot_be_is_taken_as_never_set(file: Path, change: dict[str, object]):
    file.write_text(json.dumps({"format": 1, "language": "de"} | change))

    assert SettingsStore(file).now == AppSettings(language="de")


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"[1]", b'{"format": 2, "theme": "dark"}', b"[" * 100_000])
def test_a_file_that_is_not_understood_is_kept_beside_the_new_one(file: Path, content: bytes):
    file.write_bytes(content)
    store = SettingsStore(file)

    assert store.now == AppSettings()
    store.change(theme="light")
    store.change(theme="dark")

    assert file.with_name("settings.json.old").read_bytes() == content
    assert SettingsStore(file).now == AppSettings(theme="dark")


def test_a_file_that_is_understood_leaves_nothing_beside_it(file: Path):
    SettingsStore(file).change(theme="light")
    SettingsStore(file).change(theme="dark")

    assert list(file.parent.iterdir()) == [file]
