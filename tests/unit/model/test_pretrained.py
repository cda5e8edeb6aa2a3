"""Published backbones are found by name, with their own activation, address and digest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from open_clip import factory, pretrained

from ipclip_app.errors import BackboneNotFoundError, BackboneUnsupportedError, QuickGeluMismatchError
from ipclip_app.model.pretrained import RECOMMENDED, PublishedBackbone, find_published, usable_published

Publish = Callable[..., PublishedBackbone]


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch, tiny_config: Callable[[str], dict[str, Any]]) -> Publish:
    def make(config: dict[str, Any] | None = None, **settings: object) -> PublishedBackbone:
        monkeypatch.setitem(factory._MODEL_CONFIGS, "tiny", tiny_config("vit") | (config or {}))
        monkeypatch.setitem(pretrained._PRETRAINED, "tiny", {"tag": {"url": "", "hf_hub": "", **settings}})
        return PublishedBackbone("tiny", "tag")

    return make


def test_the_spelling_of_a_tag_is_that_of_open_clip():
    assert find_published("ViT-B-16/LAION2B-s34b-b88k").name == "ViT-B-16/laion2b_s34b_b88k"


def test_a_misspelt_name_is_answered_with_the_nearest():
    with pytest.raises(BackboneNotFoundError, match="did you mean ViT-B-16/openai"):
        find_published("ViT-B16/openai")


def test_an_unknown_name_is_answered_with_where_to_look():
    with pytest.raises(BackboneNotFoundError, match="ipclip backbone list"):
        find_published("zzz")


@pytest.mark.parametrize("name", ["ViT-B-16/openai", "RN50/openai", "ViT-L-14/openai"])
def test_openai_backbones_compute_quick_gelu(name: str):
    assert find_published(name).model_config()["quick_gelu"] is True


def test_other_backbones_compute_gelu():
    assert find_published("ViT-B-16/laion2b_s34b_b88k").model_config()["quick_gelu"] is False


@pytest.mark.parametrize(("architecture", "tag"), [(True, False), (False, True)])
def test_an_activation_that_is_not_the_tags_is_an_error(publish: Publish, *, architecture: bool, tag: bool):
    published = publish({"quick_gelu": architecture}, quick_gelu=tag)

    with pytest.raises(QuickGeluMismatchError, match="trained with"):
        published.model_config()


def test_an_unusable_published_backbone_is_refused():
    with pytest.raises(BackboneUnsupportedError):
        find_published("ViT-B-16-SigLIP/webli").model_config()


def test_the_recommended_backbone_is_listed_first_and_unusable_ones_not():
    names = [published.name for published in usable_published()]

    assert names[0] == RECOMMENDED
    assert {"RN50/openai", "ViT-L-14/openai"} <= set(names)
    assert "ViT-B-16-SigLIP/webli" not in names


def test_safetensors_of_the_hub_come_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("HF_ENDPOINT", raising=False)

    urls = [source.url for source in find_published(RECOMMENDED).sources()]

    folder = "https://huggingface.co/timm/vit_base_patch16_clip_224.openai/resolve/main"
    assert urls == [f"{folder}/open_clip_model.safetensors", f"{folder}/open_clip_pytorch_model.bin"]


def test_a_mirror_of_the_hub_is_used(publish: Publish, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/hf/")

    (safe, given) = publish(hf_hub="org/repo/weights.pth").sources()

    assert safe.url == "https://mirror.example/hf/org/repo/resolve/main/weights.safetensors"
    assert given.file == "weights.pth"


def test_an_empty_mirror_means_the_hub(publish: Publish, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "")

    assert publish(hf_hub="org/repo/").sources()[0].url.startswith("https://huggingface.co/org/repo/")


@pytest.mark.parametrize(
    ("url", "digest"),
    [
        (f"https://host/models/{'ab' * 32}/RN50.pt", "ab" * 32),
        ("https://host/v0.2/vit_b_16-laion400m_e31-00efa78f.pt", "00efa78f"),
        ("https://host/b16_400m.pt", ""),
    ],
)
def test_the_digest_in_an_address_is_found(publish: Publish, url: str, digest: str):
    (source,) = publish(url=url).sources()

    assert (source.url, source.file, source.digest) == (url, url.rpartition("/")[2], digest)


def test_weights_in_the_cache_of_the_hub_are_found(publish: Publish, own_folders: Path):
    published = publish(hf_hub="org/repo/")
    cache = own_folders / "hub" / "models--org--repo"
    (cache / "refs").mkdir(parents=True)
    (cache / "refs" / "main").write_text("c0ffee")
    file = cache / "snapshots" / "c0ffee" / "open_clip_model.safetensors"
    file.parent.mkdir(parents=True)
    assert published.in_hub_cache() is None

    file.write_bytes(b"weights")

    assert published.in_hub_cache() == file


def test_without_a_place_on_the_hub_its_cache_is_not_searched(publish: Publish):
    assert publish(url="https://host/x.pt").in_hub_cache() is None


def test_a_download_is_kept_in_the_data_folder(own_folders: Path):
    folder = find_published(RECOMMENDED).folder

    assert folder == own_folders / "data" / "backbones" / "ViT-B-16--openai"
