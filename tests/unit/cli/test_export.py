import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ipclip_app.crypto.key_files import read_recipient_key, read_signing_key
from ipclip_app.crypto.key_store import KeyInfo, KeyStore
from ipclip_app.errors import CancelledError
from ipclip_app.jobs.export_records import ExportRecord, record_export
from ipclip_app.jobs.export_request import ExportRequest
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]
RECORD = ExportRecord(
    "a1" + "0" * 30, "Acme", "to try it", "Owner", "SHA256:abc", "", None, Path("old.ipclip"), Path("run"), "0" * 64
)
LAST = datetime(2100, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ExportRequest]:
    """What reaches the job, which is then cancelled."""
    requests: list[ExportRequest] = []

    def export(request: ExportRequest) -> Job[None]:
        requests.append(request)
        yield Report("export", 0, 1)
        raise CancelledError("Enough.")

    monkeypatch.setattr("ipclip_app.jobs.export.export", export)
    return requests


@pytest.fixture
def key() -> KeyInfo:
    """The owner's only signing key."""
    return KeyStore().create("mine", "signing", None)


def test_run_file_and_licensee_are_enough(ipclip: Callable[..., Ran], asked: list[ExportRequest], key: KeyInfo):
    ipclip("export", "run", "--out", "x.ipclip", "--licensee", "Acme")
    (request,) = asked
    assert (request.run, request.out, request.licensee) == (Path("run"), Path("x.ipclip"), "Acme")
    assert (request.issuer_name, request.signing.public.fingerprint) == ("mine", key.fingerprint)
    assert (request.valid_until, request.recipient, request.force) == (None, None, False)


def test_every_option_reaches_the_job(
    ipclip: Callable[..., Ran], asked: list[ExportRequest], key: KeyInfo, tmp_path: Path
):
    receiving = KeyStore().create("acme", "receiving", None)
    (tmp_path / "license.txt").write_text("Mine.")
    options = ["--scope", "to try it", "--issuer-name", "Owner"]
    options += ["--valid-from", "2100-01-01", "--expires", "2100-12-31"]
    options += ["--sign-key", str(key.path), "--encrypt-for", str(receiving.public_path), "--force"]
    options += ["--license", str(tmp_path / "license.txt"), "--authorized", "a", "--unauthorized", "u"]
    ipclip("export", "run", "--out", "x.ipclip", "--licensee", "Acme", *options)
    (request,) = asked
    assert (request.scope, request.issuer_name, request.license_text) == ("to try it", "Owner", "Mine.")
    assert (request.valid_from, request.valid_until) == (datetime(2100, 1, 1, tzinfo=UTC), LAST)
    assert request.recipient == read_recipient_key(receiving.public_path)
    assert (request.authorized, request.unauthorized, request.force) == (Path("a"), Path("u"), True)


def test_passphrase_of_the_environment_opens_the_key(
    ipclip: Callable[..., Ran], asked: list[ExportRequest], monkeypatch: pytest.MonkeyPatch
):
    words = "correct horse battery"
    made = KeyStore().create("mine", "signing", words)
    monkeypatch.setenv("IPCLIP_PASSPHRASE", words)
    ipclip("export", "run", "--out", "x.ipclip", "--licensee", "Acme")
    assert asked[0].signing.public == read_signing_key(made.path, words).public


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "Give one of RUN"),
        (["run", "--list"], "Give one of RUN"),
        (["--list", "--renew", "a1"], "Give one of RUN"),
        (["run", "--renew", "a1"], "Give one of RUN"),
        (["--list", "--out", "x", "--sign-key", "k"], "--list makes no bundle, so --out, --sign-key would be ignored"),
        (["run"], "Pass RUN, --out and --licensee"),
        (["run", "--out", "x.ipclip"], "Pass RUN, --out and --licensee"),
        (["run", "--out", "x", "--licensee", "A", "--expires", "tomorrow"], "YYYY-MM-DD"),
        (["run", "--out", "x", "--licensee", "A", "--expires", "2020-01-01"], "before it begins"),
        (["run", "--out", "x", "--licensee", "A", "--license", "gone.txt"], "gone.txt: cannot be read as text"),
        (["run", "--out", "x", "--licensee", "A", "--sign-key", "other"], "holds no signing key 'other'"),
        (["--renew", "b"], "no export begins with the id 'b'"),
    ],
)
def test_what_makes_no_sense_is_refused(
    ipclip: Callable[..., Ran], asked: list[ExportRequest], key: KeyInfo, options: list[str], sentence: str
):
    code, out, err = ipclip("export", *options)
    assert (code, out, asked) == (2, "", [])
    assert sentence in err


def test_export_is_renewed_by_its_id(ipclip: Callable[..., Ran], asked: list[ExportRequest], key: KeyInfo):
    record_export(RECORD)
    ipclip("export", "--renew", "a1", "--expires", "2100-12-31", "--authorized", "moved")
    (request,) = asked
    assert (request.run, request.licensee, request.scope) == (Path("run"), "Acme", "to try it")
    assert (request.valid_until, request.out.name) == (LAST, "old-until-2100-12-31.ipclip")
    assert request.authorized == Path("moved")


def test_exports_are_listed(ipclip: Callable[..., Ran]):
    assert ipclip("export", "--list")[:2] == (0, "Nothing was exported yet.\n")
    record_export(RECORD)
    code, text, _ = ipclip("export", "--list")
    assert code == 0
    for part in (RECORD.bundle_id, "Acme", "no end", "old.ipclip"):
        assert part in text
    (listed,) = json.loads(ipclip("export", "--list", "--json")[1])
    assert (listed["bundle_id"], listed["path"]) == (RECORD.bundle_id, "old.ipclip")
