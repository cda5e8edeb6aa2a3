import json
from dataclasses import replace
from pathlib import Path

import pytest

from ipclip_app.errors import ExportRecordsError
from ipclip_app.jobs.export_records import ExportRecord, find_export, list_exports, record_export, records_file

FIRST = ExportRecord(
    bundle_id="a1" + "0" * 30,
    licensee="Acme",
    scope="to try it",
    issuer_name="Owner",
    issuer="SHA256:abc",
    created="2026-01-31T12:00:00Z",
    valid_until=None,
    path=Path("acme.ipclip"),
    run=Path("run"),
    sha256="0" * 64,
)
SECOND = replace(FIRST, bundle_id="a2" + "0" * 30, licensee="Bolt", recipient="SHA256:def", recipient_key="AAAA")


def test_nothing_is_listed_before_the_first_export():
    assert list_exports() == ()


def test_newest_export_is_listed_first_with_everything_that_was_recorded():
    record_export(FIRST)
    record_export(SECOND)
    assert list_exports() == (SECOND, FIRST)


def test_export_is_found_by_the_beginning_of_its_id():
    record_export(FIRST)
    record_export(SECOND)
    assert find_export("a2") == SECOND


@pytest.mark.parametrize(
    ("begin", "reason"), [("a", "several exports begin"), ("b", "no export begins"), ("", "no export")]
)
def test_id_that_is_not_of_one_export_is_refused(begin: str, reason: str):
    record_export(FIRST)
    record_export(SECOND)
    with pytest.raises(ExportRecordsError, match=f"{reason}.*--list"):
        find_export(begin)


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 2, "exports": []}', '{"version": 1, "exports": [{}]}'])
def test_damaged_list_is_told_and_never_overwritten(content: str):
    records_file().parent.mkdir(parents=True)
    records_file().write_text(content)
    for use in (list_exports, lambda: record_export(FIRST)):
        with pytest.raises(ExportRecordsError, match=r"exports\.json: the list of exports is damaged"):
            use()
    assert records_file().read_text() == content


def test_list_is_versioned():
    record_export(FIRST)
    assert json.loads(records_file().read_text())["version"] == 1
