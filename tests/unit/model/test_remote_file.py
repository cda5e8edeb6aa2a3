"""What a response says about a file is read in each of the known dialects."""

import httpx
import pytest

from ipclip_app.errors import BackboneDownloadError
from ipclip_app.model.remote_file import RemoteFile, TransientError, check_status

SHA256 = "ab" * 32


def respond(status: int = 200, *, history: list[httpx.Response] | None = None, **headers: str) -> httpx.Response:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    request = httpx.Request("GET", "https://host/file")
    return httpx.Response(status, headers=named, request=request, history=history or [])


def test_a_plain_response_gives_length_and_tag():
    assert RemoteFile.of(respond(Content_Length="12", ETag='W/"x"')) == RemoteFile(12, "x", 0)


def test_a_partial_response_gives_its_start_and_the_whole_size():
    partial = respond(206, Content_Length="8", Content_Range="bytes 4-11/12", ETag='"x"')

    assert RemoteFile.of(partial) == RemoteFile(12, "x", 4)


def test_a_partial_response_of_unknown_size_adds_up():
    assert RemoteFile.of(respond(206, Content_Length="8", Content_Range="bytes 4-11/*")).size == 12


def test_nothing_known_is_size_zero_without_tag():
    assert RemoteFile.of(respond()) == RemoteFile(0, "", 0)


def test_what_the_hub_says_before_redirecting_counts_more():
    hub = respond(302, X_Linked_ETag=f'"{SHA256}"', X_Linked_Size="12")

    remote = RemoteFile.of(respond(Content_Length="99", ETag='"storage"', history=[hub]))

    assert (remote.size, remote.digest) == (12, SHA256)


def test_a_tag_that_is_no_sha256_is_no_digest():
    assert RemoteFile(1, "abc").digest == ""


def test_only_the_same_content_at_the_right_place_continues():
    known = RemoteFile(12, "x")

    assert RemoteFile(12, "x", 4).continues(known, 4)
    assert not RemoteFile(12, "x", 5).continues(known, 4)
    assert not RemoteFile(12, "y", 4).continues(known, 4)
    assert not RemoteFile(13, "x", 4).continues(known, 4)


@pytest.mark.parametrize("status", [200, 206])
def test_these_answers_carry_the_file(status: int):
    assert check_status(respond(status), "name")


@pytest.mark.parametrize("status", [404, 410])
def test_these_answers_mean_that_there_is_none(status: int):
    assert not check_status(respond(status), "name")


@pytest.mark.parametrize("status", [408, 416, 429, 500, 503])
def test_these_answers_are_worth_another_attempt(status: int):
    with pytest.raises(TransientError, match=str(status)):
        check_status(respond(status), "name")


@pytest.mark.parametrize("status", [204, 400, 401, 403, 407])
def test_these_answers_are_final(status: int):
    with pytest.raises(BackboneDownloadError, match=f"name: host .*{status}"):
        check_status(respond(status), "name")


def test_the_size_is_told_in_megabytes():
    assert (RemoteFile(598_600_000, "").megabytes, RemoteFile(0, "").megabytes) == ("598.6 MB", "unknown size")
