"""Before a download begins, its owner knows what it takes and whether the disk has room."""

from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import BackboneDownloadError, BackboneOfflineError
from ipclip_app.jobs import download_plan
from ipclip_app.jobs.backbones import download_backbone
from ipclip_app.jobs.download_plan import DownloadPlan, plan_download
from ipclip_app.model.transfer import CHUNK
from ipclip_app.preferences import preferences
from ipclip_app.progress import run_to_end

Server = Any  # the stand-in of the common fixtures, which cannot be imported
WEIGHTS = "/org/tiny/resolve/main/open_clip_model.safetensors"


def test_a_plan_tells_size_destination_and_free_space(published_tiny: str, own_folders: Path, server: Server):
    plan = run_to_end(plan_download(published_tiny))

    assert plan.size == len(server.files[WEIGHTS])
    assert plan.folder == own_folders / "data" / "backbones" / "tiny-vit--first_tag"
    assert plan.arrived == 0
    assert plan.free > 0
    assert plan.lacking == 0


def test_making_a_plan_fetches_nothing(published_tiny: str, own_folders: Path):
    run_to_end(plan_download(published_tiny))

    assert not (own_folders / "data").exists()


def test_a_plan_counts_what_a_cancelled_download_has_left(published_tiny: str, server: Server):
    server.headers[WEIGHTS] = {"ETag": '"first"'}
    job = download_backbone(published_tiny)
    while next(job).step < CHUNK:
        pass
    job.close()

    assert run_to_end(plan_download(published_tiny)).arrived >= CHUNK


def test_a_disk_without_room_lacks_bytes():
    plan = DownloadPlan("x", Path("x"), 10 * 2**30, 2**30, 2**30)

    assert plan.lacking == 8 * 2**30 + download_plan.SPARE


def test_no_server_is_asked_while_the_owner_is_offline(
    published_tiny: str, server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(preferences, "offline", True)

    with pytest.raises(BackboneOfflineError, match="the setting Offline"):
        run_to_end(plan_download(published_tiny))

    assert server.requests == []


def test_a_server_without_the_weights_is_named(published_tiny: str, server: Server):
    server.files.clear()

    with pytest.raises(BackboneDownloadError, match="there are no weights at"):
        run_to_end(plan_download(published_tiny))


def test_a_server_that_fails_is_told_at_once(published_tiny: str, server: Server):
    server.statuses.append(503)

    with pytest.raises(BackboneDownloadError, match="status 503"):
        run_to_end(plan_download(published_tiny))
