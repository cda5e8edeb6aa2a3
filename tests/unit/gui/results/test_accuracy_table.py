"""The table shows every domain, leaves out what means nothing, and can be taken along."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.results.accuracy_rows import accuracy_rows, export_rows
from ipclip_app.gui.results.accuracy_table import AccuracyTable
from ipclip_app.gui.results.figures import MISSING
from ipclip_app.gui.results.summary_words import missing_reason
from ipclip_app.progress import run_to_end

MakeResults = Callable[..., dict[str, Any]]
pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def table(qtbot: QtBot) -> AccuracyTable:
    table = AccuracyTable()
    qtbot.addWidget(table)
    return table


def texts(table: AccuracyTable, row: int) -> list[str]:
    inside = table.table
    return [inside.model().index(row, column).data() for column in range(inside.columnCount())]


def test_every_domain_has_the_three_models_side_by_side(table: AccuracyTable, make_results: MakeResults) -> None:
    results = make_results()
    results["domains"]["other"]["cartoon"] = results["domains"]["authorized"]

    table.show_results(results)

    assert texts(table, 0) == ["Authorized", "40", "95.0", "97.0", "97.0", "25.0"]
    assert texts(table, 1) == ["Unauthorized", "40", "90.0", "91.0", "2.0", "25.0"]
    assert texts(table, 2)[0] == "cartoon"
    assert table.note.isHidden()


def test_pseudo_labels_show_dashes_and_the_reason(table: AccuracyTable, make_results: MakeResults) -> None:
    table.show_results(make_results(unauthorized=(None, None, None)))

    assert texts(table, 1)[2:5] == [MISSING] * 3
    assert table.table.item(1, 2).toolTip() == missing_reason()
    assert missing_reason() in table.note.text()
    assert "zero-shot CLIP's answer on 31.0% of these images" in table.note.text()


def test_table_is_as_high_as_its_rows(qtbot: QtBot, table: AccuracyTable, make_results: MakeResults) -> None:
    table.show_results(make_results())
    table.show()

    last = table.table.visualItemRect(table.table.item(1, 0))
    assert last.bottom() <= table.table.viewport().height()


def test_csv_holds_every_figure(make_results: MakeResults, tmp_path: Path) -> None:
    results = make_results(unauthorized=(None, None, None))

    path = run_to_end(export_rows(accuracy_rows(results), results["metrics"], tmp_path / "table.CSV"))

    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["domain"], first["protected"], first["called_unauthorized"]) == ("authorized", "97.0", "25.0")
    assert (second["zero_shot"], second["agreement"]) == ("", "31.0")


def test_json_holds_domains_and_metrics(make_results: MakeResults, tmp_path: Path) -> None:
    results = make_results()

    path = run_to_end(export_rows(accuracy_rows(results), results["metrics"], tmp_path / "table.json"))

    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["metrics"] == results["metrics"]
    assert content["domains"][1]["zero_shot"] == 90.0
