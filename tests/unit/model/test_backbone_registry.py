"""Registered names last, and a damaged list is reported rather than lost."""

from pathlib import Path

import pytest

from ipclip_app.errors import BackboneConfigError, BackboneNotFoundError, OutputBusyError, UsageError
from ipclip_app.model import backbone_registry
from ipclip_app.model.backbone_registry import RegisteredBackbone, register, registered, unregister
from ipclip_app.storage import locked

pytestmark = pytest.mark.usefixtures("own_folders")
DAMAGED = [
    "{",
    "{}",
    "[]",
    '{"version": 1}',
    '{"version": 1, "backbones": [{"name": "x"}]}',
    (
        '{"version": 1, "backbones": [{"name": 1, "reference": "", "identity": ""}, '
        '{"name": "x", "reference": "", "identity": ""}]}'
    ),
]
MINE = RegisteredBackbone("mine", "/somewhere", "0" * 64)


def test_nothing_is_registered_at_first():
    assert registered() == {}


def test_a_registered_backbone_is_found_again():
    register(MINE)

    assert registered() == {"mine": MINE}


def test_names_come_in_alphabetical_order():
    for name in ("zebra", "ape"):
        register(RegisteredBackbone(name, "/somewhere", ""))

    assert list(registered()) == ["ape", "zebra"]


def test_the_same_name_is_replaced():
    register(MINE)
    other = RegisteredBackbone("mine", "/elsewhere", "1" * 64)
    register(other)

    assert registered() == {"mine": other}


def test_an_unregistered_backbone_is_gone():
    register(MINE)

    assert unregister("mine") == MINE
    assert registered() == {}


def test_what_was_not_registered_cannot_be_unregistered():
    with pytest.raises(BackboneNotFoundError, match="ipclip backbone list"):
        unregister("mine")


@pytest.mark.parametrize("name", ["demo", "", "a/b", "a=b", ".hidden", "x" * 65, "with space"])
def test_a_name_that_references_use_otherwise_is_refused(name: str):
    with pytest.raises(UsageError):
        register(RegisteredBackbone(name, "/somewhere", ""))


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_list_is_an_error_that_names_the_file(own_folders: Path, text: str):
    path = own_folders / "data" / "backbones" / "registered.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)

    with pytest.raises(BackboneConfigError, match=r"registered\.json: .* damaged; delete it"):
        registered()


def test_a_list_that_cannot_be_read_is_not_called_damaged(own_folders: Path):
    (own_folders / "data" / "backbones" / "registered.json").mkdir(parents=True)

    with pytest.raises(BackboneConfigError, match=r"registered\.json: .* cannot be read .*check that you may"):
        registered()


def test_a_list_of_a_newer_version_is_not_called_damaged(own_folders: Path):
    path = own_folders / "data" / "backbones" / "registered.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"version": 2, "models": []}')

    with pytest.raises(BackboneConfigError, match="another version of the program; use that version"):
        registered()


def test_two_processes_never_lose_each_others_entries(own_folders: Path, monkeypatch: pytest.MonkeyPatch):
    register(MINE)
    monkeypatch.setattr(backbone_registry, "PATIENCE", 0)

    with locked(own_folders / "data" / "backbones" / "registered.json"):
        with pytest.raises(OutputBusyError, match=r"registered\.json: another process is writing it; wait"):
            register(RegisteredBackbone("other", "/elsewhere", ""))
        with pytest.raises(OutputBusyError):
            unregister("mine")

    assert registered() == {"mine": MINE}
