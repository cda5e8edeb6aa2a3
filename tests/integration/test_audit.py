"""`ipclip audit` from a trained run to reports, whatever lies among the images."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ipclip_app.jobs import load_bundle as loading
from ipclip_app.jobs.audit_row import AuditedWith
from ipclip_app.jobs.load_bundle import BundleSource
from ipclip_app.jobs.protected_model import read_protected_model

Run = Callable[..., Any]
Refused = Callable[[Any, str], None]


@pytest.fixture
def audit(ipclip: Run, train: Run, out: Path) -> Run:
    """`audit(*further)`: `ipclip audit` with a finished run."""
    train("--epochs", 1)
    return lambda *further: ipclip("audit", out, *further, "--device", "cpu")


@pytest.fixture
def mixed(sketch: Path) -> Path:
    """Sketches, and what is none."""
    (sketch / "notes.txt").write_text("no image")
    (sketch / "cat" / "empty.png").touch()
    (sketch / "cat" / "=1+1.png").write_bytes((sketch / "cat" / "000.png").read_bytes()[:100])
    return sketch


def test_json_lists_every_file(audit: Run, mixed: Path):
    ran = audit(mixed, mixed / "missing.png", "--json")
    rows = json.loads(ran.out)
    assert ran.code == 0
    assert len(rows) == 24 + 4
    assert {frozenset(row) for row in rows} == {
        frozenset({"path", "verdict", "score", "threshold", "threshold_low", "predictions", "error"})
    }
    reasons = {Path(row["path"]).name: row["error"] for row in rows if row["verdict"] == "error"}
    assert reasons.keys() == {"notes.txt", "empty.png", "=1+1.png", "missing.png"}
    assert "not an image" in reasons["notes.txt"]


def test_verdicts_follow_from_score_and_thresholds(audit: Run, sketch: Path, photo: Path):
    for row in json.loads(audit(sketch, photo, "--json").out):
        high, low, score = row["threshold"], row["threshold_low"], row["score"]
        assert row["verdict"] == ("authorized" if score >= high else "unauthorized" if score < low else "uncertain")


def test_text_has_a_line_for_each_file_and_a_sum(audit: Run, mixed: Path):
    *lines, total = audit(mixed).out.splitlines()
    assert len(lines) == 27
    assert "Files: 27 (" in total
    assert "3 error" in total


@pytest.mark.parametrize("name", ["report.csv", "report.json", "report.html"])
def test_reports_hold_every_file(audit: Run, mixed: Path, tmp_path: Path, name: str):
    report = tmp_path / "reports" / name
    assert audit(mixed, "--report", report).code == 0
    text = report.read_text(encoding="utf-8")
    if name.endswith("csv"):
        assert len(list(csv.DictReader(text.splitlines()))) == 27
    elif name.endswith("json"):
        assert len(json.loads(text)) == 27
    else:
        assert text.count('<tr class="') == 27
    assert [path.name for path in report.parent.iterdir()] == [name]


def test_report_is_refused_before_the_audit_and_replaced_only_by_force(
    audit: Run, refused: Refused, sketch: Path, tmp_path: Path
):
    report = tmp_path / "mine.csv"
    report.write_text("mine")
    ran = audit(sketch, "--report", report)
    refused(ran, f"{report}: exists already; choose another name or pass --force to replace it.")
    assert "audit" not in ran.err
    assert report.read_text() == "mine"
    assert audit(sketch, "--report", report, "--force").code == 0
    assert report.read_text() != "mine"


def test_exit_code_tells_of_unauthorized_images_when_asked(audit: Run, sketch: Path, photo: Path):
    rows = json.loads(audit(sketch, photo, "--json").out)
    unauthorized = [row["path"] for row in rows if row["verdict"] == "unauthorized"]
    rest = [row["path"] for row in rows if row["verdict"] != "unauthorized"]
    assert unauthorized
    assert audit(*unauthorized, "--fail-on-unauthorized").code == 1
    assert audit(*unauthorized).code == 0
    assert audit(*rest, "--fail-on-unauthorized").code == 0


def test_nothing_that_can_be_judged_is_unusable_input(audit: Run, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    assert audit(tmp_path / "empty").code == 2
    assert audit(tmp_path / "missing.png").code == 2


def test_a_bundle_is_opened_with_everything_that_was_given(
    audit: Run, ipclip: Run, out: Path, sketch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    asked: list[BundleSource] = []

    def load_bundle(source: BundleSource) -> Iterator[None]:
        asked.append(source)
        yield from ()
        judge = AuditedWith("x.ipclip", (), 1.0, 0.0)
        return SimpleNamespace(model=read_protected_model(out), audited_with=judge)

    monkeypatch.setattr(loading, "load_bundle", load_bundle)
    bundle = tmp_path / "x.ipclip"
    options = ("--issuer", "pub.pem", "--backbone", "demo", "--key", "key.pem", "--device", "cpu", "--json")
    rows = json.loads(ipclip("audit", bundle, sketch, *options).out)
    assert asked == [BundleSource(bundle, Path("pub.pem"), "demo", "cpu", Path("key.pem"))]
    assert {(row["threshold"], row["threshold_low"]) for row in rows} == {(1.0, 0.0)}
