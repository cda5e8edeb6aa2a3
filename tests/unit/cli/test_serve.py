import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from ipclip_app.service import request as service_request
from ipclip_app.service import serve as service_serve
from ipclip_app.service.access_keys import add_access_key
from ipclip_app.service.limits import Limits
from ipclip_app.service.request import ServeRequest
from ipclip_app.service.serve import Address
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import write_secret

Ran = tuple[int, str, str]
PASSPHRASE = "correct horse battery staple"  # noqa: S105 - a test's


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[ServeRequest]:
    """What would be served; it listens, gets ready and is ended with SIGTERM, or with Ctrl-C on port 2."""
    requests: list[ServeRequest] = []

    def serve(request: ServeRequest, listening: Callable[[Address], None], ready: Callable[[Any], None]) -> int:
        requests.append(request)
        listening(Address(f"http://{request.host}:4321", 4321))
        ready(SimpleNamespace(name="demo", backbone=SimpleNamespace(embed_dim=96), matrices=None))
        return signal.SIGINT if request.port == 2 else signal.SIGTERM

    monkeypatch.setattr(service_serve, "serve", serve)
    return requests


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """The encrypted secret of one licensee."""
    matrices = np.eye(4, dtype=np.float32)[None]
    made = WatermarkSecret("exact", "rotation", "0" * 64, ("acme",), matrices)
    write_secret(tmp_path / "secret", made, PASSPHRASE)
    return tmp_path / "secret"


def test_a_backbone_is_enough(ipclip: Callable[..., Ran], served: list[ServeRequest]):
    code, out, err = ipclip("serve", "--backbone", "demo")

    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "Listening at http://127.0.0.1:4321; Ctrl-C stops it.",
        "Ready: demo, vectors of 96 dimensions, unmarked.",
    ]
    (request,) = served
    assert (request.backbone, request.host, request.port, request.keys_file) == ("demo", "127.0.0.1", 8000, None)
    assert request.limits == Limits()


def test_json_tells_the_address_in_one_line(ipclip: Callable[..., Ran], served: list[ServeRequest]):
    _, out, _ = ipclip("serve", "--backbone", "demo", "--port", 0, "--json")

    assert out.count("\n") == 1
    assert json.loads(out) == {"address": "http://127.0.0.1:4321", "port": 4321}


def test_every_option_reaches_the_service(
    ipclip: Callable[..., Ran], served: list[ServeRequest], secret: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("IPCLIP_PASSPHRASE", PASSPHRASE)
    options = ["--keys", "keys.json", "--host", "0.0.0.0", "--port", 1, "--device", "cpu", "--threads", 3]  # noqa: S104
    options += ["--max-items", 7, "--max-megabytes", 5, "--max-megapixels", 4, "--log", "log", "--name", "mine"]

    code, _, err = ipclip("serve", "--backbone", "demo", "--secret", secret, *options)

    assert code == 0, err
    (request,) = served
    assert (request.keys_file, request.host, request.port) == (Path("keys.json"), "0.0.0.0", 1)  # noqa: S104
    assert (request.device, request.threads, request.log, request.name) == ("cpu", 3, Path("log"), "mine")
    assert (request.limits.items, request.limits.body, request.limits.pixels) == (7, 5 << 20, 4_000_000)
    assert request.secret is not None
    assert request.secret.users == ("acme",)
    assert "unencrypted" in err


def test_ctrl_c_is_told_and_has_its_exit_code(ipclip: Callable[..., Ran], served: list[ServeRequest]):
    code, out, err = ipclip("serve", "--backbone", "demo", "--port", 2)

    assert (code, out) == (130, "")
    assert err.splitlines()[-1] == "Stopped; what was asked before was answered."


@pytest.mark.parametrize("swallowed", [False, True])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_stop_while_it_starts_is_an_end_like_any_other(
    ipclip: Callable[..., Ran],
    served: list[ServeRequest],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: int,
    *,
    swallowed: bool,
):
    def stopped() -> None:
        with suppress(KeyboardInterrupt) if swallowed else nullcontext():
            os.kill(os.getpid(), number)

    monkeypatch.setattr(service_request, "require_server", stopped)

    ended, out, err = ipclip("serve", "--backbone", "demo")

    assert (ended, out, served) == (code, "", [])
    assert err == ("Stopped; nothing was left half-written.\n" if code else "")


def test_a_wrong_passphrase_serves_nothing(
    ipclip: Callable[..., Ran], served: list[ServeRequest], secret: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("IPCLIP_PASSPHRASE", "another passphrase of words")

    code, _, err = ipclip("serve", "--backbone", "demo", "--secret", secret)

    assert code == 2
    assert str(secret) in err
    assert served == []


def test_without_the_extra_help_works_and_the_command_names_it(
    ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    for module in [name for name in sys.modules if name.partition(".")[0] in {"starlette", "uvicorn"}]:
        monkeypatch.delitem(sys.modules, module)
    for module in ("starlette", "uvicorn"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(service_request.importlib.util, "find_spec", lambda _: None)

    code, out, _ = ipclip("serve", "--help")
    assert code == 0
    assert "--secret" in out
    code, out, err = ipclip("serve", "--backbone", "demo")
    assert (code, out) == (2, "")
    assert err == (
        "The package starlette is not installed, which a service needs; run `pip install 'ipclip-app[server]'`.\n"
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--host", "0.0.0.0"], "Without keys only this machine may ask, not 0.0.0.0"),  # noqa: S104 - refused
        (["--port", "70000"], "--port must lie between 0 and 65535."),
        (["--max-items", "0"], "--max-items must be more than 0 and at most 2048."),
        (["--keys", "none.json"], "none.json: is not there or holds no key"),
        (["--log", "no/such/folder/log"], "no/such/folder/log: cannot be written"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_sentence(
    ipclip: Callable[..., Ran], options: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)

    code, out, err = ipclip("serve", "--backbone", "demo", "--port", 0, *options)

    assert (code, out) == (2, "")
    assert err.startswith(sentence)
    assert err.count("\n") == 1


def test_a_backbone_that_cannot_be_loaded_ends_the_service(ipclip: Callable[..., Ran]):
    code, _, err = ipclip("serve", "--backbone", "./none", "--port", 0)

    assert code == 2
    assert err.splitlines()[-1] == "./none: there is no such folder; check the path."


def test_a_secret_of_another_backbone_marks_nothing(
    ipclip: Callable[..., Ran], secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("IPCLIP_PASSPHRASE", PASSPHRASE)
    add_access_key(tmp_path / "keys.json", "acme")
    given = ["--secret", secret, "--keys", tmp_path / "keys.json"]

    code, _, err = ipclip("serve", "--backbone", "demo", "--port", 0, *given)

    assert code == 2
    assert err.splitlines()[-1] == (
        "The secret was made for another model than demo; serve that one, or make a new secret."
    )
