"""A reference leads to one backbone, or to an error that tells what to do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import open_clip
import pytest
import torch

from ipclip_app.errors import BackboneError, BackboneNotDownloadedError, BackboneNotFoundError, BackboneWeightsError
from ipclip_app.model import backbone_loading
from ipclip_app.model.backbone_download import download
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.backbone_registry import RegisteredBackbone, register
from ipclip_app.model.pretrained import find_published
from ipclip_app.progress import run_to_end

pytestmark = pytest.mark.usefixtures("own_folders")
Write = Callable[..., Path]
Server = Any  # the stand-in of the common fixtures, which cannot be imported


def test_a_published_backbone_that_was_not_downloaded_names_the_command():
    with pytest.raises(BackboneNotDownloadedError, match="run `ipclip backbone download ViT-B-16/openai`"):
        load_backbone("ViT-B-16/openai")


def test_loading_never_asks_a_server(published_tiny: str, server: Server):
    with pytest.raises(BackboneNotDownloadedError):
        load_backbone(published_tiny)

    assert server.requests == []


def test_a_downloaded_backbone_is_loaded_with_the_settings_of_its_tag(published_tiny: str):
    run_to_end(download(find_published(published_tiny)))

    backbone = load_backbone(published_tiny)

    assert backbone.name == published_tiny
    assert (backbone.preprocessing.interpolation, backbone.preprocessing.resize_mode) == ("bilinear", "squash")


def test_a_downloaded_backbone_encodes_as_open_clip_does(published_tiny: str):
    path = run_to_end(download(find_published(published_tiny)))
    original = open_clip.create_model("tiny-vit", pretrained=str(path)).eval()
    pixels = torch.rand(2, 3, 32, 32)
    with torch.no_grad():
        expected = original.encode_image(pixels, normalize=True)

    torch.testing.assert_close(load_backbone(published_tiny).statistics(pixels).feature, expected, rtol=0, atol=1e-6)


def test_a_folder_may_be_given_as_text_or_path(tmp_path: Path, tiny_clip_folder: Write):
    folder = tiny_clip_folder(tmp_path / "own")

    assert load_backbone(folder).identity == load_backbone(str(folder)).identity


def test_a_checkpoint_is_given_with_its_architecture(published_tiny: str, own_folders: Path):
    file = own_folders / "original" / "open_clip_model.safetensors"

    assert load_backbone(f"tiny-vit={file}").name == f"tiny-vit={file}"


def test_a_registered_name_is_loaded_under_that_name(tmp_path: Path, tiny_clip_folder: Write):
    backbone = load_backbone(tiny_clip_folder(tmp_path / "own"))
    register(RegisteredBackbone("mine", backbone.name, backbone.identity))

    found = load_backbone("mine")

    assert (found.name, found.identity) == ("mine", backbone.identity)


def test_a_registered_backbone_that_changed_is_refused(tmp_path: Path, tiny_clip_folder: Write):
    backbone = load_backbone(tiny_clip_folder(tmp_path / "own"))
    register(RegisteredBackbone("mine", backbone.name, backbone.identity))
    tiny_clip_folder(tmp_path / "own", seed=9)

    with pytest.raises(BackboneWeightsError, match="no longer"):
        load_backbone("mine")


def test_the_demo_is_the_shipped_folder(tmp_path: Path, tiny_clip_folder: Write, monkeypatch: pytest.MonkeyPatch):
    folder = tiny_clip_folder(tmp_path / "demo")
    monkeypatch.setattr(backbone_loading, "resource_path", lambda name: {"backbones/demo": folder}[name])

    assert load_backbone("demo").name == "demo"


def test_the_demo_is_loaded_whatever_became_of_the_list_of_backbones(own_folders: Path):
    path = own_folders / "data" / "backbones" / "registered.json"
    path.parent.mkdir(parents=True)
    path.write_text("damaged")

    assert load_backbone("demo").name == "demo"


def test_a_path_is_a_path_even_if_it_is_called_demo(
    tmp_path: Path, tiny_clip_folder: Write, monkeypatch: pytest.MonkeyPatch
):
    tiny_clip_folder(tmp_path / "demo")
    monkeypatch.chdir(tmp_path)

    assert load_backbone(Path("demo")).name == str(tmp_path / "demo")
    assert load_backbone("./demo").name == str(tmp_path / "demo")


def test_a_missing_demo_means_a_broken_installation(monkeypatch: pytest.MonkeyPatch):
    def missing(name: str) -> Path:
        raise FileNotFoundError(name)

    monkeypatch.setattr(backbone_loading, "resource_path", missing)

    with pytest.raises(BackboneNotFoundError, match="reinstall"):
        load_backbone("demo")


@pytest.mark.parametrize(
    "reference",
    ["", "nowhere", "/no/such/folder", "n" * 300, "~no_such_user/a", "ViT-B-16/none", "ViT-Q=/x.pt", "ViT-B-16=/x.pt"],
)
def test_an_unknown_reference_is_an_error(reference: str):
    with pytest.raises(BackboneError):
        load_backbone(reference)


def test_a_path_that_leads_nowhere_is_called_a_path(tmp_path: Path):
    with pytest.raises(BackboneNotFoundError, match="no such folder"):
        load_backbone(str(tmp_path / "none"))


def test_a_checkpoint_without_architecture_is_answered_with_how_to_write_it(tmp_path: Path):
    (tmp_path / "a.pt").write_bytes(b"")

    with pytest.raises(BackboneNotFoundError, match=rf"ViT-B-16={tmp_path}/a\.pt"):
        load_backbone(tmp_path / "a.pt")


def test_a_folder_may_have_an_equals_sign_in_its_name(tmp_path: Path, tiny_clip_folder: Write):
    folder = tiny_clip_folder(tmp_path / "lr=0.1")

    assert load_backbone(str(folder)).name == str(folder)


def test_the_backbone_is_put_on_the_device(tmp_path: Path, tiny_clip_folder: Write):
    assert load_backbone(tiny_clip_folder(tmp_path / "own"), "cpu").device == torch.device("cpu")
