import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ipclip_app.bundle.limits import DOCUMENT
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.errors import ExportRecordsError, UsageError
from ipclip_app.jobs.export_records import ExportRecord
from ipclip_app.jobs.export_request import (
    ExportRequest,
    first_moment,
    last_moment,
    read_license,
    renew_request,
)

KEY = SigningKey.generate()
LATER = datetime(2100, 12, 31, 23, 59, 59, tzinfo=UTC)
REQUEST = ExportRequest(Path("run"), Path("out.ipclip"), "Acme", KEY, "Owner")


def record(path: Path) -> ExportRecord:
    return ExportRecord("a" * 32, "Acme", "to try it", "Owner", "SHA256:abc", "", None, path, Path("run"), "0" * 64)


@pytest.mark.parametrize("name", ["licensee", "issuer_name", "scope"])
def test_request_without_a_name_is_refused(name: str):
    with pytest.raises(UsageError, match="is empty"):
        replace(REQUEST, **{name: " "})


@pytest.mark.parametrize(
    ("begin", "end"),
    [(None, datetime.now(UTC) - timedelta(days=1)), (LATER, LATER), (LATER, LATER - timedelta(days=1))],
)
def test_end_before_the_beginning_is_refused(begin: datetime | None, end: datetime):
    with pytest.raises(UsageError, match="before it begins"):
        replace(REQUEST, valid_from=begin, valid_until=end)


def test_time_without_a_zone_is_refused():
    with pytest.raises(UsageError, match="no time zone"):
        replace(REQUEST, valid_until=LATER.replace(tzinfo=None))


def test_bundle_is_valid_on_the_whole_of_its_last_day():
    assert last_moment("2100-12-31") == LATER
    assert first_moment("2100-12-31") == datetime(2100, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2100-02-30", "31.12.2100", "2100-1-1", "soon", ""])
def test_what_is_no_day_is_refused(day: str):
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        last_moment(day)


def test_license_is_read_as_it_stands(tmp_path: Path):
    (tmp_path / "license.txt").write_text("Für Sie.\n", encoding="utf-8")

    assert read_license(tmp_path / "license.txt") == "Für Sie.\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read"), (b"\xff\xfe", "as text"), (b" \n", "is empty"), ("é".encode() * DOCUMENT, "is larger")],
)
def test_license_that_no_bundle_can_hold_is_refused(tmp_path: Path, content: bytes | None, reason: str):
    path = tmp_path / "license.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UsageError, match=f"license.txt: .*{reason}"):
        read_license(path)


def test_renewal_keeps_the_conditions_and_sets_the_end(tmp_path: Path):
    recipient = ReceivingKey.generate().public
    known = replace(
        record(tmp_path / "acme.ipclip"),
        recipient=recipient.fingerprint,
        recipient_key=base64.b64encode(recipient.raw).decode(),
        license_text="Mine.",
    )
    renewed = renew_request(known, LATER, KEY)
    assert (renewed.licensee, renewed.scope, renewed.issuer_name) == ("Acme", "to try it", "Owner")
    assert (renewed.run, renewed.recipient, renewed.license_text) == (Path("run"), recipient, "Mine.")
    assert (renewed.valid_until, renewed.force) == (LATER, False)


def test_renewal_is_written_beside_the_old_bundle_under_a_free_name(tmp_path: Path):
    first = renew_request(record(tmp_path / "acme.ipclip"), LATER, KEY).out
    assert first == tmp_path / "acme-until-2100-12-31.ipclip"
    first.touch()
    second = renew_request(record(first), LATER, KEY).out
    assert second == tmp_path / "acme-until-2100-12-31-2.ipclip"
    assert renew_request(record(second), None, KEY).out == tmp_path / "acme-renewed.ipclip"


def test_renewal_is_written_where_the_owner_says(tmp_path: Path):
    assert renew_request(record(tmp_path / "a.ipclip"), None, KEY, tmp_path / "b.ipclip").out == tmp_path / "b.ipclip"


def test_renewal_of_a_damaged_record_is_refused():
    with pytest.raises(ExportRecordsError, match="recipient's key"):
        renew_request(replace(record(Path("a")), recipient_key="AAAA"), LATER, KEY)
