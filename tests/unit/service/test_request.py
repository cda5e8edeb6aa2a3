"""What an owner wants to serve is checked before anything is loaded."""

from pathlib import Path

import numpy as np
import pytest

from ipclip_app.errors import AccessKeysError, IpclipError, LicenseeError, ServerMissingError, UsageError
from ipclip_app.service import request
from ipclip_app.service.access_keys import add_access_key
from ipclip_app.service.limits import Limits, limits_of
from ipclip_app.service.request import ServeRequest, is_loopback, require_server


class Secret:
    """A secret of two licensees."""

    users = ("acme", "other")
    backbone = "0" * 64

    def matrix(self, user: str) -> np.ndarray:
        return np.eye(24, dtype=np.float32)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    add_access_key(tmp_path / "keys.json", "acme")
    return tmp_path / "keys.json"


def test_without_keys_this_machine_alone_may_ask():
    assert ServeRequest("demo").checked_keys() is None
    for host in ("0.0.0.0", "::", "192.0.2.1", "example.org"):  # noqa: S104 - refused
        with pytest.raises(UsageError, match="ipclip access add"):
            ServeRequest("demo", host).checked_keys()


def test_with_keys_everybody_may_reach_it(keys: Path):
    found = ServeRequest("demo", "0.0.0.0", keys_file=keys).checked_keys()  # noqa: S104 - as asked

    assert found is not None
    assert found.licensees == ("acme",)


def test_a_secret_without_keys_says_what_is_missing():
    with pytest.raises(UsageError, match=r"by who asks \(acme, other\), so each needs a key"):
        ServeRequest("demo", secret=Secret()).checked_keys()


def test_a_key_of_someone_whom_the_secret_does_not_know_is_refused(keys: Path):
    assert ServeRequest("demo", keys_file=keys, secret=Secret()).checked_keys() is not None
    add_access_key(keys, "stranger")

    with pytest.raises(LicenseeError, match="'stranger' is no licensee of the secret"):
        ServeRequest("demo", keys_file=keys, secret=Secret()).checked_keys()


@pytest.mark.parametrize("options", [{"port": -1}, {"port": 65_536}, {"threads": 0}])
def test_what_is_out_of_range_is_refused(options: dict[str, int]):
    with pytest.raises(UsageError):
        ServeRequest("demo", **options).checked_keys()  # type: ignore[arg-type]


def test_missing_keys_are_told(tmp_path: Path):
    with pytest.raises(AccessKeysError, match="is not there"):
        ServeRequest("demo", keys_file=tmp_path / "none.json").checked_keys()


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("::", False), ("a.b", False)],
)
def test_loopback_is_known(host: str, local: bool):
    assert is_loopback(host) == local


@pytest.mark.parametrize(
    ("backbone", "public"),
    [
        ("demo", "demo"),
        ("ViT-B-16/openai", "ViT-B-16/openai"),
        ("/srv/secret/clip", "clip"),
        ("~/secret/clip", "clip"),
        ("ViT-B-16=/srv/secret/clip.safetensors", "ViT-B-16"),
        ("{folder}/my clip", "my clip"),
    ],
)
def test_clients_are_told_no_path(backbone: str, public: str, tmp_path: Path):
    (tmp_path / "my clip").mkdir()

    assert ServeRequest(backbone.format(folder=tmp_path)).public_name == public
    assert ServeRequest(backbone, name="mine").public_name == "mine"


def test_missing_packages_are_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch):
    require_server()
    monkeypatch.setattr(request, "PACKAGES", ("starlette", "no_such_package"))

    with pytest.raises(ServerMissingError, match=r"no_such_package .* `pip install 'ipclip-app\[server\]'`"):
        require_server()


def test_limits_are_those_of_the_program_or_of_the_user():
    assert limits_of(None, None, None) == Limits()
    chosen = limits_of(2000, 400, 100)
    assert (chosen.items, chosen.body, chosen.pixels) == (2000, 400 << 20, 100_000_000)
    assert chosen.queue >= 2000 * 8
    assert chosen.bodies >= chosen.body


@pytest.mark.parametrize("limits", [(0, None, None), (None, 0, None), (None, None, 179), (5000, None, None)])
def test_limits_out_of_range_are_refused(limits: tuple[int | None, int | None, int | None]):
    with pytest.raises(IpclipError, match="must be more than 0 and at most"):
        limits_of(*limits)
