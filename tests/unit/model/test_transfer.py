"""A transfer ends in the right bytes or in an error that tells what to do."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ipclip_app.errors import BackboneDownloadError, OutputBusyError, OutputError
from ipclip_app.model import transfer as transfer_module
from ipclip_app.model.transfer import Transfer
from ipclip_app.progress import Notice, run_to_end

CONTENT = bytes(range(256)) * 40
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PATH = "/weights.pt"
Server = Any  # the stand-in of the common fixtures, which cannot be imported


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer_module, "CHUNK", 1000)


@pytest.fixture
def make(server: Server, tmp_path: Path) -> Callable[..., Transfer]:
    server.files[PATH] = CONTENT
    server.headers[PATH] = {"ETag": '"first"'}
    return lambda **settings: Transfer(
        "ARCH/tag", server.url + PATH, tmp_path / "to" / "weights.pt", pause=lambda _seconds: None, **settings
    )


def visible(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if not path.name.startswith(".")]


def test_the_file_arrives_with_its_digest(make: Callable[..., Transfer]):
    transfer = make()

    digest = run_to_end(transfer.run())

    assert digest == SHA256
    assert transfer.target.read_bytes() == CONTENT
    assert visible(transfer.target.parent) == ["weights.pt"]


def test_reports_count_bytes_up_to_the_size(make: Callable[..., Transfer]):
    steps = [report.step for report in make().run() if report.phase == "download"]

    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, len(CONTENT))


def test_size_and_destination_are_announced_first(make: Callable[..., Transfer]):
    transfer = make()

    first = next(transfer.run())

    assert isinstance(first, Notice)
    assert first.total == len(CONTENT)
    assert str(transfer.target) in first.message


def test_a_dropped_connection_is_continued_where_it_broke(make: Callable[..., Transfer], server: Server):
    server.cuts = [5000, None]
    transfer = make()

    run_to_end(transfer.run())

    assert transfer.target.read_bytes() == CONTENT
    assert server.requests == [(PATH, ""), (PATH, "bytes=5000-")]


def test_a_cancelled_transfer_is_continued_by_the_next(make: Callable[..., Transfer], server: Server):
    transfer = make()
    job = transfer.run()
    while next(job).step < 3000:
        pass
    job.close()

    run_to_end(make().run())

    assert transfer.target.read_bytes() == CONTENT
    assert server.requests[-1] == (PATH, "bytes=3000-")


def test_a_cancelled_transfer_leaves_no_target(make: Callable[..., Transfer]):
    transfer = make()
    job = transfer.run()
    next(job)
    next(job)
    job.close()

    assert not transfer.target.exists()


def test_a_server_without_ranges_sends_everything_again(make: Callable[..., Transfer], server: Server):
    server.cuts, server.ranges = [5000, None], False
    transfer = make()

    run_to_end(transfer.run())

    assert transfer.target.read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(make: Callable[..., Transfer], server: Server):
    job = make().run()
    while next(job).step < 3000:
        pass
    job.close()
    server.files[PATH], server.headers[PATH] = CONTENT[::-1], {"ETag": '"second"'}
    transfer = make()

    run_to_end(transfer.run())

    assert transfer.target.read_bytes() == CONTENT[::-1]


def test_without_tag_and_digest_nothing_is_continued(make: Callable[..., Transfer], server: Server):
    server.headers[PATH] = {}
    server.cuts = [5000, None]

    run_to_end(make().run())

    assert server.requests == [(PATH, ""), (PATH, "")]


def test_a_complete_part_is_only_checked(make: Callable[..., Transfer], server: Server):
    job = make().run()
    while next(job).phase == "download":
        pass
    job.close()
    asked = len(server.requests)

    run_to_end(make().run())

    assert len(server.requests) == asked


def test_an_empty_part_of_unknown_size_is_not_taken_for_the_file(make: Callable[..., Transfer]):
    transfer = make()
    transfer.target.parent.mkdir()
    transfer.target.with_name("weights.pt.part").touch()
    transfer.target.with_name("weights.pt.part.json").write_text('{"size": 0, "tag": "first", "start": 0}')

    run_to_end(transfer.run())

    assert transfer.target.read_bytes() == CONTENT


def test_a_server_that_sends_more_than_it_announced_is_stopped(make: Callable[..., Transfer], server: Server):
    server.headers[PATH] = {"X-Linked-ETag": '"first"', "X-Linked-Size": "3000"}

    with pytest.raises(BackboneDownloadError, match="more than the 3000 bytes"):
        run_to_end(make().run())

    assert len(server.requests) == 1
    assert visible(make().target.parent) == []


def test_a_wrong_digest_is_refused_and_deleted(make: Callable[..., Transfer]):
    transfer = make(digest="0" * 8)

    with pytest.raises(BackboneDownloadError, match="SHA-256"):
        run_to_end(transfer.run())

    assert visible(transfer.target.parent) == []


def test_the_right_beginning_of_a_digest_is_accepted(make: Callable[..., Transfer]):
    assert run_to_end(make(digest=SHA256[:8]).run()) == SHA256


def test_the_digest_that_the_hub_gives_is_checked(make: Callable[..., Transfer], server: Server):
    server.headers[PATH] = {"X-Linked-ETag": f'"{"a" * 64}"'}

    with pytest.raises(BackboneDownloadError, match="SHA-256"):
        run_to_end(make().run())


def test_the_digest_given_before_a_redirect_counts(make: Callable[..., Transfer], server: Server):
    server.files["/storage"] = CONTENT
    server.redirects[PATH] = server.url + "/storage"
    server.headers[PATH] = {"X-Linked-ETag": f'"{"a" * 64}"', "X-Linked-Size": str(len(CONTENT))}

    with pytest.raises(BackboneDownloadError, match="SHA-256"):
        run_to_end(make().run())


def test_a_missing_file_is_none(make: Callable[..., Transfer], server: Server):
    del server.files[PATH]

    assert run_to_end(make().run()) is None


def test_a_busy_server_is_asked_again(make: Callable[..., Transfer], server: Server):
    server.statuses = [503, 429]

    assert run_to_end(make().run()) == SHA256


def test_a_server_that_stays_busy_is_given_up_with_a_remedy(make: Callable[..., Transfer], server: Server):
    server.statuses = [500] * transfer_module.ATTEMPTS

    with pytest.raises(BackboneDownloadError, match=r"status 500.*try again"):
        run_to_end(make().run())


def test_waits_grow_between_attempts(make: Callable[..., Transfer], server: Server):
    server.statuses = [500] * transfer_module.ATTEMPTS
    waits: list[float] = []
    transfer = Transfer("ARCH/tag", make().url, make().target, pause=waits.append)

    with pytest.raises(BackboneDownloadError):
        run_to_end(transfer.run())

    assert waits == [1, 2, 4, 8]


def test_a_refusal_is_not_tried_again(make: Callable[..., Transfer], server: Server):
    server.statuses = [403]

    with pytest.raises(BackboneDownloadError, match="refuses access"):
        run_to_end(make().run())

    assert len(server.requests) == 1


def test_no_server_is_an_error_with_a_remedy(make: Callable[..., Transfer]):
    transfer = Transfer("ARCH/tag", "http://127.0.0.1:1/x", make().target, pause=lambda _seconds: None)

    with pytest.raises(BackboneDownloadError, match="connection failed"):
        run_to_end(transfer.run())


def test_an_address_that_is_none_is_an_error(make: Callable[..., Transfer]):
    transfer = Transfer("ARCH/tag", "mirror/org/repo", make().target)

    with pytest.raises(BackboneDownloadError, match="HF_ENDPOINT"):
        run_to_end(transfer.run())


def test_a_full_disk_is_noticed_before_the_download(make: Callable[..., Transfer], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(transfer_module, "SPARE", 1 << 62)
    transfer = make()

    with pytest.raises(BackboneDownloadError, match="free space"):
        run_to_end(transfer.run())

    assert not transfer.target.exists()


def test_a_disk_that_fills_up_meanwhile_ends_the_download(
    make: Callable[..., Transfer], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(transfer_module, "SPARE", 2000)
    frees = iter([10**9, 10**9, 1000])
    monkeypatch.setattr(transfer_module.shutil, "disk_usage", lambda _: SimpleNamespace(free=next(frees)))
    transfer = make()

    with pytest.raises(BackboneDownloadError, match="free space"):
        run_to_end(transfer.run())

    assert transfer.target.with_name("weights.pt.part").stat().st_size == 4000


def test_two_processes_do_not_fetch_one_file_at_once(make: Callable[..., Transfer], server: Server):
    first = make().run()
    next(first)

    with pytest.raises(OutputBusyError, match=r"weights\.pt: another process is writing it"):
        run_to_end(make().run())
    run_to_end(first)

    assert len(server.requests) == 1


def test_an_unwritable_target_is_an_output_error(make: Callable[..., Transfer], tmp_path: Path):
    (tmp_path / "to").write_text("a file in the place of the folder")

    with pytest.raises(OutputError):
        run_to_end(make().run())
