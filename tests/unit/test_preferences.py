"""The environment counts more than what the owner set, and that more than the program's own choice."""

import pytest

from ipclip_app import preferences
from ipclip_app.errors import UsageError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (*preferences.OFFLINE_VARIABLES, preferences.LIMIT_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(preferences, "preferences", preferences.Preferences())


def test_downloads_are_allowed_at_first():
    assert preferences.offline_switch() == ""


def test_the_owner_forbids_downloads():
    preferences.preferences.offline = True

    assert preferences.offline_switch() == preferences.OFFLINE_SETTING
    assert preferences.offline_variable() == ""


@pytest.mark.parametrize("variable", preferences.OFFLINE_VARIABLES)
def test_the_environment_forbids_downloads_whatever_the_owner_set(variable: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(variable, "1")

    assert preferences.offline_switch() == variable


def test_the_cache_is_limited_by_the_owner():
    assert preferences.cache_limit() == preferences.DEFAULT_LIMIT_MB * preferences.MEGABYTE

    preferences.preferences.cache_limit_mb = 5

    assert preferences.cache_limit() == 5 * preferences.MEGABYTE


def test_the_cache_is_limited_by_the_environment_whatever_the_owner_set(monkeypatch: pytest.MonkeyPatch):
    preferences.preferences.cache_limit_mb = 5
    monkeypatch.setenv(preferences.LIMIT_VARIABLE, "0")

    assert preferences.cache_limit() == 0


def test_a_limit_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(preferences.LIMIT_VARIABLE, "much")

    with pytest.raises(UsageError, match=r"IPCLIP_CACHE_LIMIT_MB.*'much'"):
        preferences.cache_limit()
