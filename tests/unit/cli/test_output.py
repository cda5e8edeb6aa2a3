import json
from collections.abc import Callable

import pytest
from rich.table import Table

from ipclip_app.cli.output import Output
from ipclip_app.progress import Job, Report


def test_json_is_one_ascii_document(capsys: pytest.CaptureFixture[str]):
    Output(as_json=True).finish({"path": "Bä\udcff"}, "for people")
    out = capsys.readouterr().out
    assert out.isascii()
    assert json.loads(out) == {"path": "Bä\udcff"}


def test_json_refuses_what_is_no_number():
    with pytest.raises(ValueError, match="JSON"):
        Output(as_json=True).finish({"auroc": float("nan")})


def test_text_is_printed_as_it_is_and_never_cut(capsys: pytest.CaptureFixture[str]):
    name = "x" * 300 + " [bold]:smile:"
    table = Table("Path")
    table.add_row(name)
    Output(as_json=False).finish({}, table, name)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == name
    assert any(name in line for line in lines[:-1])


def test_driving_returns_the_result_and_reports_on_stderr(
    capsys: pytest.CaptureFixture[str], job_of: Callable[..., Callable[[], Job[int]]]
):
    assert Output(as_json=False).drive(job_of(7, Report("scan", 1, 3))()) == 7
    assert capsys.readouterr() == ("", "scan: 1/3\n")
