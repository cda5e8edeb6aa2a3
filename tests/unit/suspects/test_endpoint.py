"""What is no address or header is refused, and what may be secret is never shown."""

import pytest

from ipclip_app.errors import UsageError
from ipclip_app.suspects.endpoint import Endpoint, headers_of, is_address


@pytest.mark.parametrize(
    "url", ["", "host/path", "ftp://host/x", "http://", "https:///x", "http://[::1", "http://a b/"]
)
def test_what_is_no_web_address_is_refused(url: str):
    with pytest.raises(UsageError, match="no web address"):
        Endpoint(url)


@pytest.mark.parametrize("timeout", [0, -1, 4000, float("nan")])
def test_endless_waiting_is_refused(timeout: float):
    with pytest.raises(UsageError, match="time to wait"):
        Endpoint("https://host/x", timeout=timeout)


def test_address_shows_neither_password_nor_query():
    endpoint = Endpoint("https://me:secret@host:8443/v1/classify?key=secret#secret", {"X": "secret"})
    assert endpoint.address == "https://host:8443/v1/classify"
    assert "secret" not in repr(endpoint)
    assert Endpoint("http://[::1]:80/x").address.startswith("http://[::1]")


@pytest.mark.parametrize(
    ("url", "exposed"),
    [
        ("https://me:x@host/", False),
        ("http://host/", False),
        ("http://host/?key=x", True),
        ("http://me:x@host/", True),
        ("http://127.0.0.1/?key=x", False),
    ],
)
def test_secrets_in_the_open_are_noticed(url: str, exposed: bool):
    assert Endpoint(url).exposes_secrets is exposed


def test_web_addresses_are_told_from_other_suspects():
    assert is_address("HTTPS://host")
    assert not is_address("module:function")
    assert not is_address("http.ipclip")


def test_headers_come_from_options_and_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IPCLIP_SUSPECT_KEY", "abc")
    monkeypatch.setenv("MINE", "def")
    assert headers_of(["X-Key: env:MINE", "X-Other:a b"]) == {
        "Authorization": "Bearer abc",
        "X-Key": "def",
        "X-Other": "a b",
    }
    monkeypatch.delenv("IPCLIP_SUSPECT_KEY")
    assert headers_of([]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "X-Key",
        ": x",
        "X Key: x",
        "X-Key:",
        "X-Key: a\nHost: b",
        "X-Key: \u00e4",
        "Host: other",
        "X: env:NOT_SET_AT_ALL",
    ],
)
def test_headers_that_are_none_are_refused(text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NOT_SET_AT_ALL", raising=False)
    with pytest.raises(UsageError) as caught:
        headers_of([text])
    assert "\n" not in str(caught.value)
