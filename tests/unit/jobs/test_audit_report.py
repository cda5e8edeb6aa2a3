"""A report holds every row in its format, harms no program that opens it, and is there whole or not at all."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipclip_app.errors import OutputError, OutputExistsError, UsageError
from ipclip_app.jobs.audit_page import page
from ipclip_app.jobs.audit_report import COLUMNS, as_csv, as_json, require_report, write_report
from ipclip_app.jobs.audit_row import AuditedWith, AuditRow, ClassProbability, row_to_json
from ipclip_app.jobs.visible import visible
from ipclip_app.progress import run_to_end

Drain = Callable[..., Any]
JUDGE = AuditedWith("a <b>.ipclip", (("Issuer", "Me & Co"), ("SHA-256 of the file", "ab" * 32)), 2.0, -1.5)
CAT, DOG = ClassProbability("cat", 0.75), ClassProbability("dog", 0.25)


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str):
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def rows(tmp_path: Path, make_image: Callable[..., Path]) -> list[AuditRow]:
    return [
        AuditRow(
            make_image(tmp_path / "images" / "cat.png", "cat", (300, 200)), "authorized", 3.25, (CAT, DOG), (DOG,)
        ),
        AuditRow(tmp_path / "gone.png", "uncertain", 0.5, (DOG,), (DOG,)),
        AuditRow(tmp_path / "low.png", "unauthorized", -7.0, (DOG,), (DOG,)),
        AuditRow(tmp_path / "broken.png", "error", error="is truncated or damaged; remove it"),
    ]


def written(path: Path, rows: list[AuditRow]) -> str:
    run_to_end(write_report(path, rows, JUDGE))
    return path.read_text(encoding="utf-8")


def test_json_is_the_list_that_others_rely_on(tmp_path: Path, rows: list[AuditRow]):
    assert json.loads(written(tmp_path / "out.json", rows)) == [row_to_json(row, JUDGE) for row in rows]


def test_json_of_nothing_is_an_empty_list(tmp_path: Path):
    assert json.loads(written(tmp_path / "out.json", [])) == []


def test_csv_has_a_line_for_each_row(tmp_path: Path, rows: list[AuditRow]):
    lines = list(csv.DictReader(written(tmp_path / "out.csv", rows).splitlines()))
    assert [line["verdict"] for line in lines] == ["authorized", "uncertain", "unauthorized", "error"]
    assert lines[0] == {
        "path": str(rows[0].path),
        "verdict": "authorized",
        "score": "3.25",
        "threshold": "2.0",
        "threshold_low": "-1.5",
        "protected_class": "cat",
        "protected_probability": "0.75",
        "zero_shot_class": "dog",
        "zero_shot_probability": "0.25",
        "error": "",
    }
    assert (lines[3]["score"], lines[3]["protected_class"]) == ("", "")
    assert lines[3]["error"] == "is truncated or damaged; remove it"


@given(st.text(min_size=1), st.sampled_from(["path", "protected_class", "zero_shot_class", "error"]))
def test_no_cell_of_text_is_a_formula(text: str, column: str):
    row = AuditRow(Path("x"), "error", None, (CAT,), (CAT,), "broken")
    spoilt = {
        "path": replace(row, path=Path(f"=1{text}")),
        "protected_class": replace(row, protected=(ClassProbability(f"@{text}", 1.0),)),
        "zero_shot_class": replace(row, zero_shot=(ClassProbability(text, 1.0),)),
        "error": replace(row, error=text),
    }[column]
    lines = "".join(as_csv([spoilt], JUDGE))
    assert lines.count("\n") == 2
    cells = dict(zip(COLUMNS, next(csv.reader([lines.splitlines()[1]])), strict=True))
    assert not re.match(r"[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]", cells[column])


def test_names_that_are_no_unicode_can_be_written(tmp_path: Path):
    odd = [AuditRow(Path("bad\udcff.png"), "error", error="gone")]
    for name in ("out.csv", "out.json", "out.html"):
        assert "bad" in written(tmp_path / name, odd)


def test_page_shows_every_row_with_verdict_score_and_classes(tmp_path: Path, rows: list[AuditRow]):
    shown = Page(written(tmp_path / "out.html", rows))
    body = [attributes["class"] for attributes in shown.named("tr") if attributes]
    assert body == ["authorized", "uncertain", "unauthorized", "error"]
    for text in ("Authorized", "Uncertain", "Unauthorized", "Not judged", "3.25", "-7.00", "cat 75%", "dog 25%"):
        assert text in shown.text
    assert all(str(row.path) in shown.text for row in rows)
    assert "is truncated or damaged; remove it" in shown.text


def test_page_tells_identity_and_both_thresholds(tmp_path: Path, rows: list[AuditRow]):
    shown = Page(written(tmp_path / "out.html", rows))
    for text in ("a <b>.ipclip", "Me & Co", "ab" * 32, "At 2.00 or above", "below -1.50"):
        assert text in shown.text
    levels = [line for line in shown.named("line") if line["class"] == "level"]
    assert len(levels) == 2
    assert shown.named("svg")[0]["role"] == "img"


def test_page_has_small_pictures_of_what_is_there(tmp_path: Path, rows: list[AuditRow]):
    (picture,) = Page(written(tmp_path / "out.html", rows)).named("img")
    assert str(picture["src"]).startswith("data:image/jpeg;base64,")
    assert (picture["width"], picture["height"]) == ("96", "64")


def test_page_needs_nothing_else(tmp_path: Path, rows: list[AuditRow]):
    text = written(tmp_path / "out.html", rows)
    shown = Page(text)
    assert {tag for tag, _ in shown.tags} & {"script", "link", "iframe", "object", "base", "form"} == set()
    references = [
        value for _, attributes in shown.tags for name, value in attributes.items() if name in {"src", "href"}
    ]
    assert all(str(value).startswith("data:") for value in references)
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in str(shown.named("meta")[1]["content"])


def test_page_is_readable_in_light_and_dark_and_on_paper(tmp_path: Path, rows: list[AuditRow]):
    text = written(tmp_path / "out.html", rows)
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert Page(text).named("html") == [{"lang": "en"}]


@given(st.text(alphabet=st.sampled_from("<>&\"'/= abscript\x1b\u202e\n"), min_size=1))
def test_no_name_can_become_markup(text: str):
    row = AuditRow(Path(f"x{text}"), "error", None, (), (), text)
    judged = AuditRow(Path(f"x{text}"), "authorized", 1.0, (ClassProbability(text, 1.0),), (CAT,))
    clean = AuditRow(Path("x"), "error", None, (), (), "x")
    harmless = AuditRow(Path("x"), "authorized", 1.0, (CAT,), (CAT,))
    judge = AuditedWith(text, ((text, text),), 1.0, 0.0)
    spoilt = Page("".join(page([row, judged], judge)))
    expected = Page("".join(page([clean, harmless], JUDGE)))
    assert [tag for tag, _ in spoilt.tags if tag not in {"dt", "dd"}] == [
        tag for tag, _ in expected.tags if tag not in {"dt", "dd"}
    ]
    assert visible(text) in spoilt.text


def test_page_of_nothing_is_a_page(tmp_path: Path):
    assert "Files by verdict" in written(tmp_path / "out.html", [])


@pytest.mark.parametrize("score", [2.0, -1.5, 1e30, -1e-30])
def test_page_of_one_score_is_drawn_inside_its_picture(tmp_path: Path, score: float):
    shown = Page(written(tmp_path / "out.html", [AuditRow(Path("x"), "authorized", score, (CAT,), (CAT,))]))
    bars = [bar for bar in shown.named("rect") if bar["class"] == "bar"]
    assert len(bars) == 1
    assert 0 <= float(str(bars[0]["x"])) < 720


def test_writing_tells_its_progress(tmp_path: Path, rows: list[AuditRow], drain: Drain):
    reports = drain(write_report(tmp_path / "out.json", rows, JUDGE)).reports
    assert (reports[-1].step, reports[-1].total) == (4, 4)


def test_closing_leaves_no_report_and_no_trace(tmp_path: Path, rows: list[AuditRow]):
    (tmp_path / "reports").mkdir()
    for name in ("out.html", "out.csv", "out.json"):
        job = write_report(tmp_path / "reports" / name, rows, JUDGE)
        next(job)
        job.close()
    assert list((tmp_path / "reports").iterdir()) == []


def test_a_full_disk_keeps_the_old_report(tmp_path: Path, rows: list[AuditRow], monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "out.csv").write_text("old")

    def full(_: int):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        written(tmp_path / "out.csv", rows)
    assert (tmp_path / "out.csv").read_text() == "old"


def test_a_report_is_refused_before_the_work(tmp_path: Path):
    (tmp_path / "there.csv").touch()
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(UsageError, match=r"ends with \.csv, \.json or \.html"):
        require_report(tmp_path / "report.pdf")
    with pytest.raises(OutputExistsError):
        require_report(tmp_path / "there.csv")
    with pytest.raises(OutputError, match="it is a folder"):
        require_report(tmp_path / "folder.html", force=True)
    require_report(tmp_path / "there.csv", force=True)
    require_report(tmp_path / "NEW.HTML")


def test_json_comes_in_pieces(rows: list[AuditRow]):
    assert len(list(as_json(rows, JUDGE))) == len(rows) + 1
