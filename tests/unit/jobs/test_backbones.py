"""An owner sees, adds, downloads and removes backbones, and loses nothing of his own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import BackboneNotFoundError, BackboneWeightsError, UsageError
from ipclip_app.jobs.backbones import (
    BackboneEntry,
    add_backbone,
    download_backbone,
    identify_backbone,
    list_backbones,
    remove_backbone,
)
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.progress import run_to_end

pytestmark = pytest.mark.usefixtures("own_folders")
Server = Any  # the stand-in of the common fixtures, which cannot be imported


@pytest.fixture
def own(tmp_path: Path, tiny_clip_folder: Callable[..., Path]) -> Path:
    return tiny_clip_folder(tmp_path / "own")


def entry(name: str) -> BackboneEntry:
    (found,) = [line for line in list_backbones() if line.name == name]
    return found


def test_demo_and_published_backbones_are_listed_at_first():
    names = [line.name for line in list_backbones()]

    assert names[:2] == ["demo", "ViT-B-16/openai"]
    assert entry("ViT-B-16/openai").kind == "available"


def test_an_added_backbone_is_listed_and_loaded_by_its_name(own: Path):
    added = run_to_end(add_backbone("mine", str(own)))

    assert entry("mine") == added
    assert (added.kind, added.location) == ("added", str(own))
    assert load_backbone("mine").identity == added.identity


def test_adding_reports_its_progress(own: Path):
    assert [(report.step, report.total) for report in add_backbone("mine", str(own))] == [(0, 1), (1, 1)]


def test_a_relative_folder_named_demo_is_not_mistaken_for_the_demo(own: Path, monkeypatch: pytest.MonkeyPatch):
    own.rename(own.parent / "demo")
    monkeypatch.chdir(own.parent)

    assert run_to_end(add_backbone("mine", "demo")).location == str(own.parent / "demo")


def test_a_checkpoint_is_added_with_its_architecture(published_tiny: str, own: Path):
    reference = f"tiny-vit={own / 'open_clip_model.safetensors'}"

    assert run_to_end(add_backbone("mine", reference)).location == reference


def test_what_is_neither_folder_nor_checkpoint_is_refused():
    with pytest.raises(UsageError, match="ARCHITECTURE=FILE"):
        run_to_end(add_backbone("mine", "ViT-B-16/openai"))


def test_a_backbone_that_cannot_be_loaded_is_not_added(own: Path):
    (own / "open_clip_model.safetensors").write_bytes(b"rubbish")

    with pytest.raises(BackboneWeightsError):
        run_to_end(add_backbone("mine", str(own)))

    assert "mine" not in [line.name for line in list_backbones()]


def test_a_taken_name_is_replaced_only_on_request(own: Path, tiny_clip_folder: Callable[..., Path]):
    first = run_to_end(add_backbone("mine", str(own)))
    other = tiny_clip_folder(own.parent / "other", seed=4)

    with pytest.raises(UsageError, match="--force"):
        run_to_end(add_backbone("mine", str(other)))
    second = run_to_end(add_backbone("mine", str(other), replace=True))

    assert first.identity != second.identity
    assert entry("mine") == second


def test_removing_an_added_backbone_keeps_its_files(own: Path):
    run_to_end(add_backbone("mine", str(own)))

    remove_backbone("mine")

    assert sorted(path.name for path in own.iterdir()) == ["open_clip_config.json", "open_clip_model.safetensors"]
    assert "mine" not in [line.name for line in list_backbones()]


def test_a_downloaded_backbone_is_listed_with_size_and_place(published_tiny: str):
    run_to_end(download_backbone(published_tiny))

    line = entry(published_tiny)

    assert (line.kind, line.location) == ("downloaded", str(Path(line.location)))
    assert line.size == (Path(line.location) / "open_clip_model.safetensors").stat().st_size


def test_a_failed_download_can_be_tried_again(published_tiny: str, server: Server):
    server.cuts = [100_000]
    server.headers["/org/tiny/resolve/main/open_clip_model.safetensors"] = {"ETag": '"x"'}
    waits: list[float] = []

    run_to_end(download_backbone(published_tiny, waits.append))

    assert waits == [1]
    assert [span for _path, span in server.requests] == ["", "bytes=65536-"]


def test_a_cancelled_download_continues_when_asked_again(published_tiny: str, server: Server):
    server.headers["/org/tiny/resolve/main/open_clip_model.safetensors"] = {"ETag": '"x"'}
    job = download_backbone(published_tiny)
    while next(job).step == 0:
        pass
    job.close()
    assert entry(published_tiny).kind == "available"

    run_to_end(download_backbone(published_tiny))

    assert entry(published_tiny).kind == "downloaded"
    assert server.requests[-1][1].startswith("bytes=")


def test_a_removed_download_is_available_again(published_tiny: str):
    downloaded = run_to_end(download_backbone(published_tiny))

    remove_backbone(published_tiny)

    assert not Path(downloaded.location).exists()
    assert entry(published_tiny).kind == "available"


def test_a_damaged_download_is_listed_as_such_and_can_be_removed(published_tiny: str):
    downloaded = run_to_end(download_backbone(published_tiny))
    Path(downloaded.location).write_bytes(b"")
    assert entry(published_tiny).kind == "damaged"

    remove_backbone(published_tiny)

    assert entry(published_tiny).kind == "available"


@pytest.mark.parametrize("name", ["demo", "nothing", "ViT-B-16/openai"])
def test_what_was_neither_added_nor_downloaded_cannot_be_removed(name: str):
    with pytest.raises(BackboneNotFoundError):
        remove_backbone(name)


@pytest.mark.parametrize("reference", ["n" * 300, "~no_such_user/own"])
def test_a_reference_that_no_disk_takes_is_no_folder(reference: str):
    with pytest.raises(UsageError, match="is not a folder"):
        run_to_end(add_backbone("mine", reference))


def test_the_demo_backbone_is_listed_with_its_place_and_size():
    demo = entry("demo")

    assert demo.size == (Path(demo.location) / "open_clip_model.safetensors").stat().st_size


def test_an_added_backbone_is_listed_with_the_size_of_its_weights(own: Path):
    weights = own / "open_clip_model.safetensors"

    added = run_to_end(add_backbone("mine", str(own)))

    assert added.size == weights.stat().st_size


def test_recommended_backbones_come_first_among_the_published_ones():
    published = [line for line in list_backbones() if line.kind == "available"]

    assert [line.name for line in published[:3]] == ["ViT-B-16/openai", "RN50/openai", "ViT-L-14/openai"]
    assert [line.recommended for line in published[:4]] == [True, True, True, False]


def test_an_identity_is_told_on_request(own: Path):
    added = run_to_end(add_backbone("mine", str(own)))

    assert run_to_end(identify_backbone("mine")) == added.identity


def test_a_name_that_is_not_allowed_is_refused_before_anything_is_loaded(own: Path):
    (own / "open_clip_model.safetensors").write_bytes(b"rubbish")

    with pytest.raises(UsageError, match="cannot name a backbone"):
        run_to_end(add_backbone("my model", str(own)))
