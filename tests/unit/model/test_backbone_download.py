"""A download is made once, on request, complete or not at all."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from open_clip import pretrained

from ipclip_app.errors import (
    BackboneDownloadError,
    BackboneOfflineError,
    BackboneUnsupportedError,
    BackboneWeightsError,
    OutputError,
)
from ipclip_app.model.backbone_download import download, downloaded_weights, read_record
from ipclip_app.model.pretrained import PublishedBackbone, find_published
from ipclip_app.progress import Notice, run_to_end

SAFE = "/org/tiny/resolve/main/open_clip_model.safetensors"
OTHER = "/org/tiny/resolve/main/open_clip_pytorch_model.bin"
Server = Any  # the stand-in of the common fixtures, which cannot be imported


@pytest.fixture
def published(published_tiny: str) -> PublishedBackbone:
    return find_published(published_tiny)


def test_the_weights_are_kept_with_a_record_of_their_origin(published: PublishedBackbone, server: Server):
    path = run_to_end(download(published))

    record = read_record(published)
    assert path.read_bytes() == server.files[SAFE]
    assert record is not None
    assert record.sha256 == hashlib.sha256(server.files[SAFE]).hexdigest()
    assert (record.source, record.size) == (server.url + SAFE, len(server.files[SAFE]))
    assert downloaded_weights(published) == path


def test_what_is_there_is_not_fetched_again(published: PublishedBackbone, server: Server):
    run_to_end(download(published))

    (report,) = list(download(published))

    assert isinstance(report, Notice)
    assert len(server.requests) == 1


def test_weights_in_the_cache_of_the_hub_need_no_download(
    published: PublishedBackbone, server: Server, own_folders: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    cache = own_folders / "hub" / "models--org--tiny"
    (cache / "refs").mkdir(parents=True)
    (cache / "refs" / "main").write_text("c0ffee")
    (cache / "snapshots" / "c0ffee").mkdir(parents=True)
    (cache / "snapshots" / "c0ffee" / "open_clip_model.safetensors").write_bytes(server.files[SAFE])

    path = run_to_end(download(published))

    assert path.read_bytes() == server.files[SAFE]
    assert server.requests == []


def test_the_second_address_is_asked_when_the_first_has_nothing(published: PublishedBackbone, server: Server):
    server.files[OTHER] = server.files.pop(SAFE)

    assert run_to_end(download(published)).name == "open_clip_pytorch_model.bin"


def test_a_tag_without_a_place_on_the_hub_is_fetched_from_its_address(
    published: PublishedBackbone, server: Server, monkeypatch: pytest.MonkeyPatch
):
    digest = hashlib.sha256(server.files[SAFE]).hexdigest()
    server.files[f"/{digest}/tiny.safetensors"] = server.files[SAFE]
    settings = published.settings | {"hf_hub": "", "url": f"{server.url}/{digest}/tiny.safetensors"}
    monkeypatch.setitem(pretrained._PRETRAINED["tiny-vit"], "first_tag", settings)

    assert run_to_end(download(published)).name == "tiny.safetensors"


def test_weights_that_exist_nowhere_are_an_error_that_names_the_addresses(published: PublishedBackbone, server: Server):
    del server.files[SAFE]

    with pytest.raises(BackboneDownloadError, match=SAFE):
        run_to_end(download(published))


@pytest.mark.parametrize("variable", ["HF_HUB_OFFLINE", "IPCLIP_OFFLINE"])
def test_offline_nothing_is_asked(
    published: PublishedBackbone, server: Server, monkeypatch: pytest.MonkeyPatch, variable: str
):
    monkeypatch.setenv(variable, "1")

    with pytest.raises(BackboneOfflineError, match=variable):
        run_to_end(download(published))

    assert server.requests == []


def test_an_unusable_backbone_is_refused_before_anything_is_asked(own_folders: Path):
    with pytest.raises(BackboneUnsupportedError):
        run_to_end(download(find_published("ViT-B-16-SigLIP/webli")))


def test_a_token_of_the_user_is_sent_to_the_hub(
    published: PublishedBackbone, server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HF_TOKEN", "secret")
    seen = []
    answer = server.answer
    monkeypatch.setattr(
        server, "answer", lambda request: (seen.append(request.headers["Authorization"]), answer(request))
    )

    run_to_end(download(published))

    assert seen == ["Bearer secret"]


def test_a_cancelled_download_is_not_taken_for_a_finished_one(published: PublishedBackbone):
    job = download(published)
    next(job)
    next(job)
    job.close()

    assert downloaded_weights(published) is None


@pytest.mark.parametrize("damage", ["truncate", "delete", "record"])
def test_a_damaged_download_is_an_error_with_the_way_out(published: PublishedBackbone, damage: str):
    path = run_to_end(download(published))
    if damage == "truncate":
        path.write_bytes(path.read_bytes()[:-1])
    elif damage == "delete":
        path.unlink()
    else:
        (path.parent / "backbone.json").write_text(json.dumps({"file": "x"}))

    with pytest.raises(BackboneWeightsError, match="backbone remove tiny-vit/first_tag"):
        downloaded_weights(published)


def test_an_unwritable_data_folder_is_an_output_error(published: PublishedBackbone, own_folders: Path):
    (own_folders / "data").write_text("a file in the place of the folder")

    with pytest.raises(OutputError):
        run_to_end(download(published))
